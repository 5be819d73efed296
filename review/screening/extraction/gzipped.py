"""Gzip: one file, inflated within limits, and what its head says of it."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import Final, NoReturn

from review.domain.findings import Part
from review.screening.extraction.entry_names import is_odd, spelt
from review.screening.extraction.finds import Finds, gathered, meta
from review.screening.extraction.pdf_strings import is_telling, text_in
from review.screening.limits import Limits
from review.screening.segments import Embedded, Extract, NotRead, Reason, Trace

MEDIA_TYPE: Final = "application/gzip"
_HEAD = struct.Struct("<2sBBIBB")
_CHECKED, _EXTRA, _NAMED, _COMMENTED, _RESERVED = 2, 4, 8, 16, 0xE0
_DEFLATE: Final = 8
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands before the data."""

    name: str
    comment: str
    extra: bytes


def read_gzip(content: bytes, *, limits: Limits) -> Extract:
    """Hand on the file that was compressed; NotRead when it is a bomb, broken, or has a tail."""
    heads, pieces, at = list[Head](), list[bytes](), 0
    left = limits.inflated
    while at < len(content) and content[at:].strip(b"\x00"):
        heads.append(_head(content, at, is_first=not heads))
        inflated, at = _inflated(content, at, left=left)
        left -= len(inflated)
        pieces.append(inflated)
        if len(heads) > limits.entries:
            _refuse(Reason.ODD_ARCHIVE)
    whole = b"".join(pieces)
    if len(whole) > max(limits.ratio_from, limits.ratio * len(content)):
        _refuse(Reason.INFLATES)
    return gathered(_finds(heads, whole), media_type=MEDIA_TYPE)


def _finds(heads: list[Head], whole: bytes) -> Finds:
    first = heads[0].name
    yield Embedded(name=first if first and not is_odd(first) else "1", content=whole)
    for head in heads:
        for text in (head.name, text_in(head.extra)):
            if text and (text != first or is_odd(text)) and is_telling(text):
                yield meta(text)
        if head.comment:
            yield meta(head.comment)
            yield Trace(rule="hidden.archive_comment", part=Part.OTHER, text=head.comment)


def _head(content: bytes, at: int, *, is_first: bool) -> Head:
    """Read the head of one member; behind the first, what is none belongs to nothing."""
    wrong = Reason.BROKEN if is_first else Reason.ODD_ARCHIVE
    if len(content) < at + _HEAD.size:
        _refuse(wrong)
    magic, method, flags, *_ = _HEAD.unpack_from(content, at)
    if magic != b"\x1f\x8b" or method != _DEFLATE or flags & _RESERVED:
        _refuse(wrong)
    at += _HEAD.size
    extra = b""
    if flags & _EXTRA:
        length = int.from_bytes(content[at : at + 2], "little")
        extra, at = content[at + 2 : at + 2 + length], at + 2 + length
    name, at = _string(content, at) if flags & _NAMED else ("", at)
    comment, at = _string(content, at) if flags & _COMMENTED else ("", at)
    return Head(name=name, comment=comment, extra=extra)


def _string(content: bytes, at: int) -> tuple[str, int]:
    end = content.find(b"\x00", at)
    if end < 0:
        _refuse(Reason.BROKEN)
    return spelt(content[at:end]), end + 1


def _inflated(content: bytes, at: int, *, left: int) -> tuple[bytes, int]:
    """Inflate one member, whose sum and length zlib checks; return it and where it ends."""
    machine = zlib.decompressobj(zlib.MAX_WBITS | 16)
    pieces: list[bytes] = []
    try:
        waiting = content[at:]
        while waiting and not machine.eof:
            pieces.append(machine.decompress(waiting, _CHUNK))
            left -= len(pieces[-1])
            if left < 0:
                _refuse(Reason.INFLATES)
            waiting = machine.unconsumed_tail
    except zlib.error as fault:
        raise NotRead(Reason.BROKEN, media_type=MEDIA_TYPE) from fault
    if not machine.eof:
        _refuse(Reason.BROKEN)
    return b"".join(pieces), len(content) - len(machine.unused_data)


def _refuse(reason: Reason) -> NoReturn:
    raise NotRead(reason, media_type=MEDIA_TYPE)
