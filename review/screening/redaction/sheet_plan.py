"""Where the cells that show stand once the hidden rows and columns between them are gone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from review.screening.extraction.sheet_cells import Hiding
from review.screening.extraction.sheet_head import Head
from review.screening.extraction.sheet_merges import Area, area_of
from review.screening.extraction.sheet_palette import number_in

_WIDEST = 255.0
MOST_COLUMNS: Final = 16_384


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a copy."""

    row: int
    column: int
    text: str = field(repr=False)
    style: str = ""
    was_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One sheet of a copy."""

    name: str
    cells: Sequence[Cell] = field(repr=False)
    widths: Sequence[tuple[int, int, float]] = ()
    """First and last column, and how many characters wide they are."""
    merged: Sequence[Area] = ()


class Places:
    """The numbers of rows or columns that are left when some of them are taken out."""

    def __init__(self, hidden: Iterable[int]) -> None:
        """Keep which are taken out."""
        self.hidden = frozenset(hidden)
        self._sorted = sorted(self.hidden)

    def of(self, number: int) -> int:
        """Return where a row or column stands afterwards."""
        return number - bisect_left(self._sorted, number)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where a stretch of them stands; the last before the first where none is left."""
        return self.of(first), self.of(last + 1) - 1


def planned(name: str, cells: Iterable[Cell], *, root: etree._Element, rows: Places) -> Plan:
    """Close a sheet up over what is hidden; `root` says what surrounds its cells."""
    columns = Places(_hidden_columns(root))
    return Plan(
        name=name,
        cells=[
            replace(cell, row=rows.of(cell.row), column=columns.of(cell.column)) for cell in cells
        ],
        widths=list(_widths(root, columns)),
        merged=list(_merged(root, rows, columns)),
    )


def _hidden_columns(root: etree._Element) -> Iterator[int]:
    head = Head()
    head.read(root)
    every = range(1, MOST_COLUMNS + 1)
    codes = head.codes(every, {}, row=Hiding.NOT)
    yield from (column for column, code in zip(every, codes, strict=False) if code)


def _widths(root: etree._Element, columns: Places) -> Iterator[tuple[int, int, float]]:
    for each in root.iterfind("{*}cols/{*}col"):
        first, last = (number_in(each.get(end)) for end in ("min", "max"))
        width = number_in(each.get("width"))
        if first and last and width:
            left, right = columns.span(int(first), int(min(last, MOST_COLUMNS)))
            if left <= right:
                yield left, right, min(max(width, 1.0), _WIDEST)


def _merged(root: etree._Element, rows: Places, columns: Places) -> Iterator[Area]:
    for each in root.iter("{*}mergeCell"):
        area = area_of(each.get("ref", ""))
        if area is not None:
            (top, bottom), (left, right) = (
                rows.span(area[0], area[2]),
                columns.span(area[1], area[3]),
            )
            if top <= bottom and left <= right and (top, left) != (bottom, right):
                yield top, left, bottom, right
