"""Parse XML of unknown origin: no DTD, no entities, no network; and what attributes say."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from review.domain.findings import Part
from review.screening.limits import Limits
from review.screening.segments import NotRead, Reason, Segment, Visibility

_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY")
_VALUE = re.compile(rb"""=\s*+(?:"([^"<]*+)"|'([^'<]*+)')""")
_CHINESE_VALUE = re.compile(rb'="([^"<\x80-\xff]*+[\x80-\xff][^"<]*+)"')
"""A value with Chinese in it, as programs write attributes: many times as fast as every value."""
_ODDLY_WRITTEN = re.compile(rb"""=(?:\s*+'|\s++")""")
_TEXT = re.compile(rb">[^<]")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_PLAIN_CODES = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"'>]*)""")
_PARSER = etree.XMLParser(
    resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=False
)
_SAID = etree.XPath("/descendant::text()[normalize-space()]")
_FIRST = re.compile(rb"\s*(?:<\?xml[^>]*\?>)?\s*<([\w.:-]+)")
_DECLARATION = (b"<?xml ", b"<?xmlv", b"\xef\xbb\xbf<?xml ")
"""How a part may begin; without its spaces it runs on."""
_LONG = b"0" * 11
_DIGITS_ALIKE = bytes(48 if 48 <= byte <= 57 else byte for byte in range(256))  # noqa: PLR2004
_BETWEEN = b" \t\r\n-"
"""What may stand between the digits of a number, and between elements."""


def parsed(content: bytes, *, limits: Limits) -> etree._Element:
    """Return the root of a part; NotRead when it is broken or brings a DTD."""
    if len(content) > limits.markup:
        raise NotRead(Reason.TOO_LARGE)
    if _DOCTYPE.search(content):
        raise NotRead(Reason.DOCTYPE)
    try:
        root = etree.fromstring(content, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise NotRead(Reason.BROKEN) from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotRead(Reason.DOCTYPE)
    return root


def is_silent(content: bytes) -> bool:
    """Whether a part, by its bytes alone, can say nothing in Chinese, in digits or in text.

    Styles and themes are long and have attributes only. What is plain ASCII, has no text between
    its elements, no comment, no character reference and no long number need not be parsed.
    """
    if not content.isascii() or b"&" in content or has_notes(content) or not is_plain(content):
        return False
    root = _FIRST.match(content)
    squeezed = content.translate(_DIGITS_ALIKE, _BETWEEN)
    return (
        root is not None
        and _is_closed(squeezed, root[1])
        and _TEXT.search(squeezed) is None
        and _LONG not in squeezed
    )


def _is_closed(squeezed: bytes, root: bytes) -> bool:
    """Whether the last tag of a part closes the first."""
    if squeezed.endswith(b"/>"):
        return squeezed.rfind(b"<") == squeezed.find(b"<", _after_declaration(squeezed))
    return squeezed.endswith(b"</" + root + b">")


def _after_declaration(content: bytes) -> int:
    return content.find(b"?>") + 2 if content.startswith(_DECLARATION) else 0


def has_notes(content: bytes) -> bool:
    """Whether there may be comments, instructions or raw text among the elements."""
    begin = _after_declaration(content)
    return (content.find(b"!", begin) >= 0 and content.find(b"<!", begin) >= 0) or (
        content.find(b"?", begin) >= 0 and content.find(b"<?", begin) >= 0
    )


def has_references(content: bytes) -> bool:
    """Whether characters may be written as numbers."""
    return b"&" in content and b"&#" in content


def is_regular(content: bytes) -> bool:
    """Whether attributes are written as programs write them: no spaces, double quotes."""
    begin = _after_declaration(content)
    return _ODDLY_WRITTEN.search(content, begin) is None


def is_plain(content: bytes) -> bool:
    """Whether the bytes of a part are its characters: UTF-8, and declared as nothing else."""
    declared = _DECLARED.match(content.removeprefix(b"\xef\xbb\xbf")[:200])
    return not content.startswith(_WIDE) and (
        declared is None or declared[1].decode("ascii", "replace").casefold() in _PLAIN_CODES
    )


@dataclass(frozen=True)
class Markup:
    """One part: parsed, its bytes in UTF-8, and the names of the elements that are sought in it."""

    root: etree._Element
    content: bytes
    sought: frozenset[str] = frozenset()

    @cached_property
    def _found(self) -> Mapping[str, list[etree._Element]]:
        """What is sought, by name and in order: a long part is walked once for all searches."""
        by_tag: dict[str, list[etree._Element]] = {}
        if self.sought:
            for element in self.root.iter(*(f"{{*}}{name}" for name in self.sought)):
                by_tag.setdefault(str(element.tag), []).append(element)
        found: dict[str, list[etree._Element]] = {}
        for tag, elements in by_tag.items():
            found.setdefault(tag.rpartition("}")[2], []).extend(elements)
        return found

    def all(self, *names: str) -> list[etree._Element]:
        """Return the elements of these names, which must be among those sought."""
        found = self._found
        return [element for name in names if name in found for element in found[name]]

    def has(self, names: Iterable[str]) -> bool:
        """Whether there is an element of one of these names."""
        return any(name in self._found for name in names)


def text_in(element: etree._Element) -> str:
    """Return all text within an element."""
    return "".join(map(str, element.itertext()))


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace; empty for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute_texts(content: bytes, *, root: etree._Element) -> set[str]:
    """Return the attribute values that could say something: Chinese, or a long number."""
    if not is_plain(content) or _is_foreign(root):
        values = set(_walked(root))
    elif has_references(content) or not is_regular(content) or _has_long_number(content):
        raw = {hit[1] or hit[2] or b"" for hit in _VALUE.finditer(content)}
        values = {_unescaped(value) for value in raw}
    else:
        return {_unescaped(value) for value in set(_CHINESE_VALUE.findall(content))}
    return {value for value in values if not value.isascii() or _is_long(value)}


def _unescaped(value: bytes) -> str:
    return html.unescape(value.decode("utf-8", "replace"))


def _is_long(value: str) -> bool:
    if len(value) < len(_LONG):
        return False
    return _LONG in value.encode("ascii", "replace").translate(_DIGITS_ALIKE, _BETWEEN)


def _has_long_number(content: bytes) -> bool:
    """Whether one of the tags holds a long number; most are in the text between them."""
    alike = content.translate(_DIGITS_ALIKE, _BETWEEN)
    at = alike.find(_LONG)
    while at >= 0:
        if alike.rfind(b"<", 0, at) > alike.rfind(b">", 0, at):
            return True
        after = alike.find(b"<", at)
        at = alike.find(_LONG, after) if after >= 0 else -1
    return False


def _is_foreign(root: etree._Element) -> bool:
    encoding = root.getroottree().docinfo.encoding or "utf-8"
    return encoding.casefold() not in _PLAIN_CODES


def _walked(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        yield from map(str, element.attrib.values())


def loose_segments(
    content: bytes, *, root: etree._Element, file: str, part: Part = Part.OTHER
) -> Iterator[Segment]:
    """Hand on all text of a part that has no paragraphs of its own, and its attributes."""
    lines = [text.strip() for text in _texts(root)]
    if has_notes(content) or not is_plain(content):
        notes = root.iter(etree.Comment, etree.ProcessingInstruction)
        lines += filter(None, ((note.text or "").strip() for note in notes))
    if lines:
        yield hidden_segment("\n".join(lines), file=file, part=part)
    yield from attribute_segments(content, root=root, file=file)


def _texts(root: etree._Element) -> list[str]:
    """Return the stretches of text that are more than space."""
    found = _SAID(root)
    return [str(text) for text in found] if isinstance(found, list) else []


def attribute_segments(content: bytes, *, root: etree._Element, file: str) -> Iterator[Segment]:
    """Hand on what the attributes of a part say, each value once."""
    for value in sorted(attribute_texts(content, root=root)):
        yield hidden_segment(value, file=file, part=Part.OTHER)


def hidden_segment(text: str, *, file: str, part: Part) -> Segment:
    """Wrap a text that no reader of the paper sees."""
    return Segment(text=text, part=part, place={"file": file}, visibility=Visibility.META)
