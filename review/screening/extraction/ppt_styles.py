"""How the letters of an old slide are written: the runs of a text, their size and their colour."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from review.screening.extraction.colours import Colour
from review.screening.extraction.ppt_records import Kind, Record

_BULLET_FLAGS, _WRAPS, _FONT_STYLES, _TABS = 0xF, 0xE0000, 0x3EB7, 1 << 20
_PARAGRAPH = (
    *((_BULLET_FLAGS, 2), (1 << 7, 2), (1 << 4, 2), (1 << 6, 2), (1 << 5, 4), (1 << 11, 2)),
    *((1 << 12, 2), (1 << 13, 2), (1 << 14, 2), (1 << 8, 2), (1 << 10, 2), (1 << 15, 2)),
    *((_TABS, 0), (1 << 16, 2), (_WRAPS, 2), (1 << 21, 2)),
)
"""What may be said of a paragraph, in its order: by which bits of the mask, in how many bytes."""
_SIZE, _COLOUR = 1 << 17, 1 << 18
_LETTERS = (
    *((_FONT_STYLES, 2), (1 << 16, 2), (1 << 21, 2), (1 << 22, 2), (1 << 23, 2)),
    *((_SIZE, 2), (_COLOUR, 4), (1 << 19, 2)),
)
"""The same of letters."""
_OWN_COLOUR, _SCHEME_COLOURS = 0xFE, 8
_SCHEME, _OF_SLIDE = struct.Struct("<32s"), 1

Scheme = tuple[Colour, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text that is written in one way, as far as it is said."""

    begin: int
    end: int
    size: int | None
    """In points."""
    colour: tuple[int, int, int, int] | None
    """Red, green, blue, and whether it is these: else the number of a colour of the scheme."""


class _Short(Exception):  # noqa: N818 - an answer: the record says less than it should
    """Not as many bytes are left as are asked for."""


def runs_of(style: Record, length: int) -> list[Run]:
    """Return the runs of a text of this length; none when the record is not in order."""
    reader = _Reader(style.body)
    try:
        for _ in reader.stretches(length, indented=True):
            reader.skip(_PARAGRAPH)
        return list(_runs(reader, length))
    except _Short:
        return []


def _runs(reader: _Reader, length: int) -> Iterator[Run]:
    for begin, end in reader.stretches(length, indented=False):
        said = reader.skip(_LETTERS)
        size, colour = said.get(_SIZE), said.get(_COLOUR)
        points = None if size is None else int.from_bytes(size, "little")
        yield Run(begin, end, points, None if colour is None else tuple(colour))  # type: ignore[arg-type] # four bytes


def colour_of(said: tuple[int, int, int, int] | None, *, scheme: Scheme) -> Colour | None:
    """Return the colour that is meant; nothing for one that is not said here."""
    if said is None:
        return None
    *own, index = said
    if index == _OWN_COLOUR:
        return own[0], own[1], own[2]
    return scheme[index] if index < len(scheme) else None


def scheme_of(slide: Record) -> Scheme:
    """Return the colours of a slide or master: its ground first, then its letters; or none."""
    for record in slide.children():
        if record.kind == Kind.COLOURS and record.instance == _OF_SLIDE:
            body = record.body[: _SCHEME_COLOURS * 4]
            return tuple((body[at], body[at + 1], body[at + 2]) for at in range(0, len(body), 4))
    return ()


class _Reader:
    """Reads a record of style from its beginning."""

    def __init__(self, body: bytes) -> None:
        self._body, self._at = body, 0

    def stretches(self, length: int, *, indented: bool) -> Iterator[tuple[int, int]]:
        """Yield where each stretch begins and ends; together they are the text and its end."""
        begin = 0
        while begin <= length:
            (count,) = struct.unpack("<I", self._take(4))
            if indented:
                self._take(2)
            if not count:
                raise _Short
            yield begin, begin + count
            begin += count

    def skip(self, fields: tuple[tuple[int, int], ...]) -> dict[int, bytes]:
        """Take the fields that the mask before them names."""
        (mask,) = struct.unpack("<I", self._take(4))
        said = dict[int, bytes]()
        for bits, size in fields:
            if not mask & bits:
                continue
            if bits == _TABS:
                size = 4 * struct.unpack("<H", self._take(2))[0]  # noqa: PLW2901 - as many as there are
            said[bits] = self._take(size)
        return said

    def _take(self, size: int) -> bytes:
        if self._at + size > len(self._body):
            raise _Short
        self._at += size
        return self._body[self._at - size : self._at]
