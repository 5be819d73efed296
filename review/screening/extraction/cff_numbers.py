"""Bare outlines of which the glyphs go by the numbers of a collection, not by their places."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from itertools import islice, pairwise
from typing import Final

_COLLECTION, _CHARSET, _OUTLINES = 1230, 15, 17
_TWO: Final = 12
"""Begins an operator of two bytes."""
_PREDEFINED: Final = 2
_ONE_BYTE, _TWO_BYTES, _NEGATIVE = range(32, 247), range(247, 251), range(251, 255)
_SHORT, _LONG, _REAL = 28, 29, 30
_LAST_NIBBLE: Final = 0xF


def places_of_numbers(font: bytes) -> Mapping[int, int] | None:
    """Return the place of the glyph that goes by each number; nothing where places are numbers.

    Raises:
        ValueError: the font is broken.
    """
    try:
        _, at = _index(font, font[2])
        tops, _ = _index(font, at)
        top = dict(_operators(tops[0]))
        if _COLLECTION not in top or top.get(_CHARSET, 0) <= _PREDEFINED:
            return None
        (count,) = struct.unpack_from(">H", font, top[_OUTLINES])
        numbers = islice(_numbers(font, top[_CHARSET]), count - 1)
        return {0: 0} | {number: place for place, number in enumerate(numbers, start=1)}
    except (struct.error, LookupError) as error:
        raise ValueError from error


def _index(font: bytes, at: int) -> tuple[list[bytes], int]:
    """Return the items of a list and where it ends."""
    (count,) = struct.unpack_from(">H", font, at)
    if not count:
        return [], at + 2
    size, first = font[at + 2], at + 3
    ends = [
        int.from_bytes(font[first + number * size : first + (number + 1) * size], "big")
        for number in range(count + 1)
    ]
    base = first + (count + 1) * size - 1
    items = [font[base + begin : base + end] for begin, end in pairwise(ends)]
    return items, base + ends[-1]


def _operators(said: bytes) -> Iterator[tuple[int, int]]:
    """Yield the operators of a dictionary, each with the last of its numbers."""
    at, last = 0, 0
    while at < len(said):
        sign = said[at]
        at += 1
        if sign in _ONE_BYTE:
            last = sign - 139
        elif sign in _TWO_BYTES or sign in _NEGATIVE:
            more, at = said[at], at + 1
            last = (
                (sign - 247) * 256 + more + 108
                if sign in _TWO_BYTES
                else (251 - sign) * 256 - more - 108
            )
        elif sign in {_SHORT, _LONG}:
            size = 2 if sign == _SHORT else 4
            last, at = int.from_bytes(said[at : at + size], "big", signed=True), at + size
        elif sign == _REAL:
            while _LAST_NIBBLE not in divmod(said[at], 16):
                at += 1
            at += 1
        elif sign == _TWO:
            yield 1200 + said[at], last
            at += 1
        else:
            yield sign, last


def _numbers(font: bytes, at: int) -> Iterator[int]:
    """Yield the number of each glyph but the first, and no end after them."""
    form, at = font[at], at + 1
    head = {0: ">H", 1: ">HB", 2: ">HH"}[form]
    while True:
        first, *left = struct.unpack_from(head, font, at)
        yield from range(first, first + (left[0] if left else 0) + 1)
        at += struct.calcsize(head)
