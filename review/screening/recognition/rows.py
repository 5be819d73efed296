"""Put lines into the order in which a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from review.screening.recognition.columns import columns_of
from review.screening.recognition.halves import columns_across
from review.screening.recognition.lines import Line
from review.screening.recognition.models import Mask
from review.screening.recognition.rules import upright_rules
from review.screening.recognition.sheet import Sheet

_SAME_ROW = 0.5
_TOGETHER, _APART = 0.8, 3.0
"""Gaps in heights of a line: within a word, and between things that only share a row."""
_BOXED, _PIECE = 1.2, 4
_TOP, _BOTTOM, _SIDE = 0.09, 0.9, 0.08
"""Shares of a sheet: what lies above, below and aside is its margin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a sheet says: its text line by line, and what stands in its margins."""

    text: str
    top: str = ""
    bottom: str = ""


def worded(lines: Sequence[Line], sheet: Sheet, *, is_first: bool) -> Wording:
    """Say what a sheet says; the head of a first page is part of its text."""
    high, wide = sheet.pixels.shape[:2]
    upright = upright_rules(sheet.ink)
    body: list[Line] = []
    top: list[Line] = []
    bottom: list[Line] = []
    for line in lines:
        y = line.box.middle[1] / high
        part = bottom if y > _BOTTOM else top if y < _TOP and not is_first else body
        if not line.is_tall:
            part.append(line)
    said = [_said(part, upright=upright, scale=sheet.scale) for part in (body, top, bottom)]
    for column in columns_of(lines):
        is_aside = not _SIDE < column[0].box.middle[0] / wide < 1 - _SIDE
        said[is_aside].append("".join(line.text for line in column))
    return Wording(text=_lines(said[0]), top=_lines(said[1]), bottom=_lines(said[2]))


def _lines(said: Iterable[str]) -> str:
    return "\n".join(said)


def _said(lines: Sequence[Line], *, upright: Mask, scale: float) -> list[str]:
    return [
        _joined(row, upright=upright, scale=scale)
        for column in columns_across(lines)
        for row in rows_of(column)
    ]


def rows_of(lines: Iterable[Line]) -> list[list[Line]]:
    """Gather what stands on one row, from the top, and order it from the left."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box.middle[1]):
        if rows and _is_level(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box.middle[0]) for row in rows]


def _is_level(one: Line, other: Line) -> bool:
    least = min(one.box.height, other.box.height)
    return abs(one.box.middle[1] - other.box.middle[1]) < _SAME_ROW * least


def _joined(row: Sequence[Line], *, upright: Mask, scale: float) -> str:
    """Write a row: cells of a table with tabs between, what is far apart on lines of its own."""
    said = row[0].text
    for left, right in pairwise(row):
        is_ruled = _is_ruled(left, right, upright=upright, scale=scale)
        said += _between(left, right, is_ruled=is_ruled) + right.text
    return said


def _between(left: Line, right: Line, *, is_ruled: bool) -> str:
    gap = (right.reach[0] - left.reach[1]) / max(min(left.box.height, right.box.height), 1.0)
    if is_ruled:
        return " " if gap < _BOXED and _is_digits(left) and _is_digits(right) else "\t"
    return "" if gap < _TOGETHER else " " if gap < _APART else "\n"


def _is_digits(line: Line) -> bool:
    """Whether it may be a piece of a number that a form has filled in, box by box."""
    return len(line.text) <= _PIECE and line.text.replace(" ", "").isalnum() and line.text.isascii()


def _is_ruled(left: Line, right: Line, *, upright: Mask, scale: float) -> bool:
    """Whether an upright rule stands between the two."""
    (begin, y), (end, below) = left.box.middle, right.box.middle
    rows = slice(*sorted((round(y * scale), round(below * scale) + 1)))
    return bool(upright[rows, round(begin * scale) : round(end * scale)].any())
