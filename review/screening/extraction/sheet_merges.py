"""Merged cells: which texts lie under one, and which stand over several columns."""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable

from review.screening.extraction.sheet_cells import Cells, Hiding

Area = tuple[int, int, int, int]
"""Top row, left column, bottom row, right column."""

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?")
_MOST = 16_384
"""So many areas can stand side by side in a row."""


def area_of(reference: str) -> Area | None:
    """Return the area that a reference such as B2:D5 names."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return None
    left, top, right, bottom = found.groups()
    first, last = column_number(left), column_number(right or left)
    return int(top), first, int(bottom or top), last


def column_number(letters: str) -> int:
    """Return the number, counted from 1, of a column by its letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def merge(cells: Cells, areas: Iterable[Area]) -> None:
    """Mark the cells that lie under a merged one, and those that stand over several columns."""
    merged = sorted(set(areas))
    if not merged:
        return
    cells.titles.update((top, left) for top, left, _, right in merged if right > left)
    band = _Band(merged)
    for row, number in sorted((row, number) for number, row in enumerate(cells.rows)):
        if band.reaches(row):
            for place, column in enumerate(cells.line(number).columns):
                if band.covers(row, column):
                    cells.hide(number, place, Hiding.COVERED)


class _Band:
    """The merged areas that one row cuts through, while rows go by from top to bottom."""

    def __init__(self, merged: list[Area]) -> None:
        self._waiting = iter(merged)
        self._next = next(self._waiting, None)
        self._areas: list[tuple[int, int, int]] = []
        """Left and right column and top row, from left to right."""
        self._ends: list[tuple[int, tuple[int, int, int]]] = []

    def reaches(self, row: int) -> bool:
        """Go to a row; whether an area is cut there."""
        while self._next is not None and self._next[0] <= row:
            top, left, bottom, right = self._next
            if bottom >= row and len(self._areas) < _MOST:
                insort(self._areas, (left, right, top))
                heapq.heappush(self._ends, (bottom, (left, right, top)))
            self._next = next(self._waiting, None)
        while self._ends and self._ends[0][0] < row:
            del self._areas[bisect_left(self._areas, heapq.heappop(self._ends)[1])]
        return bool(self._areas)

    def covers(self, row: int, column: int) -> bool:
        """Whether a cell lies in an area and is not its first."""
        at = bisect_right(self._areas, (column, _MOST * 2, 0)) - 1
        if at < 0:
            return False
        left, right, top = self._areas[at]
        return column <= right and (row, column) != (top, left)
