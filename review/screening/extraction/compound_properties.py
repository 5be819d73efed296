"""The properties of a compound file: who wrote it, for whom, with which template."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from review.domain.findings import Part
from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.sheet_words import Finds, is_path
from review.screening.segments import NotRead, Place, Reason, Segment, Trace, Visibility

SUMMARY, DOCUMENT_SUMMARY = "\x05SummaryInformation", "\x05DocumentSummaryInformation"
_HEAD, _SECTION_AT = 28, 44
_NARROW, _WIDE, _CLIPBOARD = 30, 31, 71
_CODE_PAGE, _UTF16 = 1, 1200
_RULES: Mapping[tuple[str, int], tuple[str, str]] = MappingProxyType(
    {
        (SUMMARY, 4): ("hidden.property", "author"),
        (SUMMARY, 7): ("hidden.template_path", "template"),
        (SUMMARY, 8): ("hidden.user_name", "last_author"),
        (SUMMARY, 17): ("hidden.thumbnail", "thumbnail"),
        (DOCUMENT_SUMMARY, 14): ("hidden.property", "manager"),
        (DOCUMENT_SUMMARY, 15): ("hidden.property", "company"),
    }
)
"""Stream and number of each property that names people or places."""


def property_set_finds(name: str, content: bytes, *, place: Place) -> Finds:
    """Hand on the properties of one of the two streams, each as text."""
    try:
        properties = list(_properties(content))
    except (struct.error, LookupError, ValueError) as fault:
        raise NotRead(Reason.BROKEN) from fault
    for number, kind, text in properties:
        rule, called = _RULES.get((name, number), ("", ""))
        if text.strip():
            yield _meta(text, place=place)
        told = called if kind == _CLIPBOARD else text
        if not rule or not told.strip() or (called == "template" and not is_path(text)):
            continue
        yield Trace(rule=rule, part=Part.PROPERTIES, place=place, text=f"{called} {told}")
    yield _meta(binary_texts(content), place=place)


def _meta(text: str, *, place: Place) -> Segment:
    return Segment(text=text, part=Part.PROPERTIES, place=place, visibility=Visibility.META)


def _properties(content: bytes) -> Iterator[tuple[int, int, str]]:
    """Yield number, type and text of each property of the first section."""
    if len(content) < _HEAD:
        return
    (section,) = struct.unpack_from("<I", content, _SECTION_AT)
    count = min(struct.unpack_from("<I", content, section + 4)[0], (len(content) - section) // 8)
    pairs = [struct.unpack_from("<II", content, section + 8 + 8 * n) for n in range(count)]
    page = _UTF16
    for number, offset in pairs:
        if number == _CODE_PAGE:
            (page,) = struct.unpack_from("<H", content, section + offset + 4)
    left = len(content)
    for number, offset in pairs:
        begin = section + offset
        kind, size = struct.unpack("<II", content[begin : begin + 8].ljust(8, b"\0"))
        raw = content[begin + 8 : begin + 8 + (2 * size if kind == _WIDE else size)]
        if kind in {_NARROW, _WIDE}:
            left -= len(raw)
            if left < 0:
                raise ValueError(number)  # the same bytes again and again
            yield number, kind, _decoded(raw, _UTF16 if kind == _WIDE else page)
        elif kind == _CLIPBOARD:
            yield number, kind, ""


def _decoded(raw: bytes, page: int) -> str:
    encodings = {_UTF16: "utf-16-le", 65001: "utf-8"}
    try:
        text = raw.decode(encodings.get(page, f"cp{page}"), "replace")
    except LookupError:
        text = raw.decode("gb18030", "replace")
    return text.strip("\0")
