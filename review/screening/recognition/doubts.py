"""What of a sheet was not made out: lines read badly, ink that was not read, too little light."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum
from statistics import fmean

import numpy as np

from review.screening.recognition.finding import Found
from review.screening.recognition.leftover import Leftover
from review.screening.recognition.lines import Line
from review.screening.recognition.reading import Char
from review.screening.recognition.sheet import Sheet
from review.screening.recognition.spots import Spot


class Doubt(StrEnum):
    """Why a sheet may say more, or something else, than was read."""

    LINE = "line"
    INK = "ink"
    PICTURE = "picture"
    NOISE = "noise"


_MOST_CONTRAST = 21.0
"""In grey levels: if ink must differ by more to be seen, faint writing is lost."""
_SHORT = 12
_EXACT = {"N": 0.9, "S": 0.9}
"""Of numbers and signs every one must be sure; the star of a mark is such a sign."""
_IN_SHORT, _IN_LONG = 0.9, 0.5
_LATIN_IN_NUMBER = 0.97
_DIGITS = 6
_WEAK_SHARE, _WEAK_LINE = 0.08, 0.85
_DASHES = frozenset((chr(0x4E00), chr(0x4E28), "\u2014", "-", "|"))
"""What a dash beside the number of a page is taken for: the Chinese one, and a stroke."""
_SPEAKS = 0.25


def doubts(sheet: Sheet, found: Found, lines: Sequence[Line], left: Leftover) -> Iterator[Doubt]:
    """Yield every reason why a sheet is not sure."""
    if sheet.contrast > _MOST_CONTRAST:
        yield Doubt.NOISE
    yield from (Doubt.LINE for line in lines if is_doubtful(line))
    yield from (Doubt.INK for _ in left.letters)
    yield from (Doubt.PICTURE for spot in left.pictures if _speaks(spot, sheet, found))


def is_doubtful(line: Line) -> bool:
    """Say whether something in a line was not made out that could matter."""
    chars = [(char, kind) for char in line.chars if (kind := _kind(char, line)) != "P"]
    if not chars:
        return line.score < _IN_LONG
    is_short = len(chars) <= _SHORT
    otherwise = _IN_SHORT if is_short else _IN_LONG
    weak = [kind for char, kind in chars if char.score < _EXACT.get(kind, otherwise)]
    if any(kind in _EXACT or is_short for kind in weak) or _has_stranger(line):
        return True
    return len(weak) > _WEAK_SHARE * len(chars) or fmean(c.score for c, _ in chars) < _WEAK_LINE


def _kind(char: Char, line: Line) -> str:
    """Return the class of a character, as Unicode has it: N for a number, P for a point."""
    if char.text in _DASHES and not any(
        each.isalpha() and each not in _DASHES for each in line.text
    ):
        return "P"
    return unicodedata.category(char.text[:1] or " ")[0]


def _has_stranger(line: Line) -> bool:
    """Whether a letter among digits may well be a digit."""
    text = line.text
    if sum(char.isdigit() for char in text) < _DIGITS:
        return False
    return any(
        char.text.isascii()
        and char.text.isalpha()
        and char.score < _LATIN_IN_NUMBER
        and text[max(at - 1, 0)].isdigit()
        for at, char in enumerate(line.chars)
    )


def _speaks(spot: Spot, sheet: Sheet, found: Found) -> bool:
    """Whether the finder saw something like writing within a picture."""
    rows, columns = (
        there / here for there, here in zip(found.map.shape, sheet.ink.shape, strict=True)
    )
    part = found.map[
        int(spot.y * rows) : int((spot.y + spot.high) * rows) + 1,
        int(spot.x * columns) : int((spot.x + spot.wide) * columns) + 1,
    ]
    return bool(part.size) and float(np.max(part)) > _SPEAKS
