"""The head of a Word file since 97 (MS-DOC, FIB): how long each story is, where its tables lie."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass

from review.screening.extraction.compound_streams import Path
from review.screening.segments import NotRead, Reason

WORD_DOCUMENT = "WordDocument"
PAGE = 512
_SIGN = 0xA5EC
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_NEXT, _FLAGS, _NUMBERS = 8, 10, 32
_STORIES = (3, 4, 5, 6, 7, 8, 9, 10)
"""Which long numbers of the head are the lengths of the stories, in the order of their text."""


@dataclass(frozen=True, slots=True)
class DocHead:
    """What one head says; `words` is the stream it stands in, `table` the one it refers to."""

    words: bytes
    table: bytes
    at: int
    end: int
    """Where the head ends in the stream."""
    lengths: tuple[int, ...]
    """Characters of body, footnotes, margins, macros, comments, endnotes, boxes, margin boxes."""
    following: int
    """Where the head of the stored texts stands in the stream; 0 for nowhere."""
    _areas: tuple[tuple[int, int], ...]

    def area(self, number: int) -> bytes:
        """Return one area of the table stream, by its number in the head; empty for none."""
        begin, length = self._areas[number] if number < len(self._areas) else (0, 0)
        if length and begin + length > len(self.table):
            raise NotRead(Reason.BROKEN)
        return self.table[begin : begin + length]


def head_of(streams: Mapping[Path, bytes], *, at: int = 0) -> DocHead:
    """Return the head that stands at a place of the stream; NotRead when it is none of these."""
    words = streams[WORD_DOCUMENT,]
    try:
        sign, flags = _short(words, at), _short(words, at + _FLAGS)
        if sign != _SIGN:
            raise NotRead(Reason.BROKEN if at else Reason.LEGACY_OFFICE)
        if flags & _ENCRYPTED:
            raise NotRead(Reason.ENCRYPTED)
        longs = at + _NUMBERS + 2 + 2 * _short(words, at + _NUMBERS)
        areas = longs + 2 + 4 * _short(words, longs)
        numbers = struct.unpack_from("<11i", words, longs + 2)
        count = _short(words, areas)
        found = struct.unpack_from(f"<{2 * count}I", words, areas + 2)
    except struct.error as fault:
        raise NotRead(Reason.BROKEN) from fault
    lengths = tuple(numbers[number] for number in _STORIES)
    table = streams.get(("1Table" if flags & _SECOND_TABLE else "0Table",))
    if table is None or min(lengths) < 0:
        raise NotRead(Reason.BROKEN)
    return DocHead(
        words=words,
        table=table,
        at=at,
        end=areas + 2 + 8 * count,
        lengths=lengths,
        following=_short(words, at + _NEXT) * PAGE,
        _areas=tuple(zip(found[::2], found[1::2], strict=True)),
    )


def _short(content: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", content, at)[0])
