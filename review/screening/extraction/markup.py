"""Parse XML of unknown origin: no DTD, no entities, no network; and what attributes say."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.markup_bytes import (
    PLAIN_CODES,
    has_long_number,
    has_notes,
    has_references,
    is_long,
    is_plain,
    is_regular,
)
from review.screening.extraction.markup_bytes import is_silent as is_silent  # noqa: PLC0414 - for all
from review.screening.limits import Limits
from review.screening.segments import NotRead, Reason, Segment, Visibility

_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY")
_VALUE = re.compile(rb"""=\s*+(?:"([^"<]*+)"|'([^'<]*+)')""")
_CHINESE_VALUE = re.compile(rb'="([^"<\x80-\xff]*+[\x80-\xff][^"<]*+)"')
"""A value with Chinese in it, as programs write attributes: many times as fast as every value."""
_PARSER = etree.XMLParser(
    resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=False
)
_SAID = etree.XPath("/descendant::text()[normalize-space()]")


def parsed(content: bytes, *, limits: Limits) -> etree._Element:
    """Return the root of a part; NotRead when it is broken or brings a DTD."""
    if len(content) > limits.markup:
        raise NotRead(Reason.TOO_LARGE)
    if b"!" in content and _DOCTYPE.search(content):
        raise NotRead(Reason.DOCTYPE)
    try:
        root = etree.fromstring(content, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise NotRead(Reason.BROKEN) from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotRead(Reason.DOCTYPE)
    return root


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
        return not self._found.keys().isdisjoint(names)


def text_in(element: etree._Element) -> str:
    """Return all text within an element."""
    if not len(element):
        return str(element.text or "")
    return "".join(map(str, element.itertext()))


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace; empty for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute_texts(content: bytes, *, root: etree._Element) -> set[str]:
    """Return the attribute values that could say something: Chinese, or a long number."""
    if not is_plain(content) or _is_foreign(root):
        values = set(_walked(root))
    elif has_references(content) or not is_regular(content) or has_long_number(content):
        raw = {hit[1] or hit[2] or b"" for hit in _VALUE.finditer(content)}
        values = {_unescaped(value) for value in raw}
    else:
        return {_unescaped(value) for value in set(_CHINESE_VALUE.findall(content))}
    return {value for value in values if not value.isascii() or is_long(value)}


def _unescaped(value: bytes) -> str:
    return html.unescape(value.decode("utf-8", "replace"))


def _is_foreign(root: etree._Element) -> bool:
    encoding = root.getroottree().docinfo.encoding or "utf-8"
    return encoding.casefold() not in PLAIN_CODES


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
