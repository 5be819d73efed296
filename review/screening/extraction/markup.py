"""Parse XML of unknown origin: no DTD, no entities, no network; and what attributes say."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from lxml import etree

from review.domain.findings import Part
from review.screening.limits import Limits
from review.screening.segments import NotRead, Reason, Segment, Visibility

_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY")
_TELLING = re.compile(
    rb"""=\s*(?:"([^"<]*(?:[\x80-\xff]|&\#|\d{11})[^"<]*)"|'([^'<]*(?:[\x80-\xff]|&\#|\d{11})[^'<]*)')"""
)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


def parsed(content: bytes, *, limits: Limits) -> etree._Element:
    """Return the root of a part; NotRead when it is broken or brings a DTD."""
    if len(content) > limits.markup:
        raise NotRead(Reason.TOO_LARGE)
    if _DOCTYPE.search(content):
        raise NotRead(Reason.DOCTYPE)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise NotRead(Reason.BROKEN) from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotRead(Reason.DOCTYPE)
    return root


def text_in(element: etree._Element) -> str:
    """Return all text within an element."""
    return "".join(map(str, element.itertext()))


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace; empty for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute_texts(content: bytes, *, root: etree._Element) -> set[str]:
    """Return the attribute values that could say something: Chinese, or a long number."""
    if content.startswith(_WIDE) or _is_foreign(root):
        return set(_walked(root))
    found = _TELLING.finditer(content)
    return {html.unescape((hit[1] or hit[2]).decode("utf-8", "replace")) for hit in found}


def _is_foreign(root: etree._Element) -> bool:
    encoding = root.getroottree().docinfo.encoding or "utf-8"
    return encoding.casefold() not in {"utf-8", "us-ascii", "ascii"}


def _walked(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        yield from map(str, element.attrib.values())


def loose_segments(
    content: bytes, *, root: etree._Element, file: str, part: Part = Part.OTHER
) -> Iterator[Segment]:
    """Hand on all text of a part that has no paragraphs of its own, and its attributes."""
    texts = [str(text).strip() for text in root.itertext(with_tail=True)]
    comments = [node.text or "" for node in root.iter(etree.Comment, etree.ProcessingInstruction)]
    lines = [text for text in (*texts, *comments) if text]
    if lines:
        yield hidden_segment("\n".join(lines), file=file, part=part)
    yield from attribute_segments(content, root=root, file=file)


def attribute_segments(content: bytes, *, root: etree._Element, file: str) -> Iterator[Segment]:
    """Hand on what the attributes of a part say, each value once."""
    for value in sorted(attribute_texts(content, root=root)):
        yield hidden_segment(value, file=file, part=Part.OTHER)


def hidden_segment(text: str, *, file: str, part: Part) -> Segment:
    """Wrap a text that no reader of the paper sees."""
    return Segment(text=text, part=part, place={"file": file}, visibility=Visibility.META)
