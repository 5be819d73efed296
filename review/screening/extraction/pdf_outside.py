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
_STREAM = re.compile(rb">>[ \t\r\n]*stream\r?\n.*?endstream", re.DOTALL)
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
    """Return a file of the same length, blank where its streams are."""
    return _STREAM.sub(lambda stream: b" " * len(stream[0]), content)


def _piece(piece: bytes, *, name: str) -> Iterator[Trace | Embedded]:
    if piece.strip(_BLANK):
        yield Trace(rule=_RULE, part=Part.ATTACHMENT, text=name)
        yield Embedded(name=name, content=piece)
