"""Bytes of a PDF that belong to none of its objects: before it, after it, and in its remarks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from review.domain.findings import Part
from review.screening.extraction.pdf_strings import is_telling, text_in
from review.screening.segments import Embedded, Segment, Trace, Visibility

_BEGIN: Final = b"%PDF-"
_END: Final = b"%%EOF"
_BLANK: Final = b"\x00\t\r\n\x0c \x1a\xef\xbb\xbf"
_REMARK = re.compile(rb"(?:^|(?<=[\r\n]))[ \t]*%(?!PDF-|%EOF)([^\r\n]{4,4000})")
_BINARY_MARK = re.compile(rb"%PDF-[0-9.]{3}[ \t]*[\r\n]+%[^\r\n]{4,16}(?=[\r\n])")
_START = re.compile(rb">>[ \t\r\n]*stream\r?\n")
_STOP = re.compile(rb"[ \t\r\n]*endstream")
_LENGTH = re.compile(rb"/Length[ \t\r\n]+([0-9]{1,10})(?![ \t\r\n]+[0-9]+[ \t\r\n]+R)\b")
_NEAR: Final = 512
_RULE: Final = "hidden.embedded_file"


def outside_finds(content: bytes) -> Iterator[Segment | Trace | Embedded]:
    """Hand on what stands before and behind a PDF, and what its remarks say."""
    begin, end = content.find(_BEGIN), content.rfind(_END)
    yield from _piece(content[:begin], name="before.bin")
    if end >= 0:
        yield from _piece(content[end + len(_END) :], name="after.bin")
    bare = _BINARY_MARK.sub(b"", without_streams(content))
    remarks = "\n".join(filter(is_telling, map(text_in, _REMARK.findall(bare))))
    if remarks:
        place = {"file": "%"}
        yield Trace(rule="hidden.unused_object", part=Part.OTHER, place=place, text=remarks)
        yield Segment(text=remarks, part=Part.OTHER, place=place, visibility=Visibility.HIDDEN)


def without_streams(content: bytes) -> bytes:
    """Return a file of the same length, blank where its streams are; they may hold whole files."""
    bare = bytearray(content)
    start = _START.search(content)
    while start is not None:
        end = _end_of(content, start)
        bare[start.end() : end] = b" " * (end - start.end())
        start = _START.search(content, end)
    return bytes(bare)


def _end_of(content: bytes, start: re.Match[bytes]) -> int:
    """Return where a stream ends: as long as it says, or else where the next end is written."""
    said = _LENGTH.findall(content, max(start.start() - _NEAR, 0), start.end())
    if said and _STOP.match(content, start.end() + int(said[-1])):
        return start.end() + int(said[-1])
    end = content.find(b"endstream", start.end())
    return end if end >= 0 else start.end()


def _piece(piece: bytes, *, name: str) -> Iterator[Trace | Embedded]:
    if piece.strip(_BLANK):
        yield Trace(rule=_RULE, part=Part.ATTACHMENT, text=name)
        yield Embedded(name=name, content=piece)
