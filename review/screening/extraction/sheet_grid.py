"""Rows of cells as one text, with the map that leads back from the text to the cells."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, repeat
from operator import add
from typing import overload

from review.domain.findings import Part
from review.screening.extraction.sheet_cells import Cells, Line
from review.screening.segments import Grid, Place, Segment, Visibility


class Places(Sequence[tuple[int, int]]):
    """Row and column of each cell, kept as plain numbers: a sheet may have a million."""

    def __init__(self, rows: array[int], firsts: array[int], columns: array[int]) -> None:
        """Take the number of each row, at which cell it begins, and the column of each cell."""
        self._rows, self._firsts, self._columns = rows, firsts, columns

    def __len__(self) -> int:
        return len(self._columns)

    @overload
    def __getitem__(self, index: int) -> tuple[int, int]: ...
    @overload
    def __getitem__(self, index: slice) -> list[tuple[int, int]]: ...
    def __getitem__(self, index: int | slice) -> tuple[int, int] | list[tuple[int, int]]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        column = self._columns[index]
        at = index + len(self._columns) if index < 0 else index
        return self._rows[bisect_right(self._firsts, at) - 1], column


def chosen(lines: Iterable[Line], takes: Callable[[int], bool]) -> Iterator[Line]:
    """Yield of each row the cells whose code is wanted."""
    for line in lines:
        kept = [at for at, code in enumerate(line.codes) if takes(code)]
        if kept:
            yield Line(
                line.row,
                [line.columns[at] for at in kept],
                [line.texts[at] for at in kept],
                [line.codes[at] for at in kept],
            )


def gathered(lines: Iterable[Line]) -> Cells:
    """Return some of the cells of a sheet as cells: they were paid for when they were read."""
    cells = Cells(purse=None)
    for line in lines:
        cells.add(line.row, line.columns, line.texts)
    return cells


def grid_segment(
    cells: Cells,
    *,
    part: Part = Part.BODY,
    place: Place,
    visibility: Visibility,
    headings: Mapping[int, str],
) -> Segment | None:
    """Put rows together as one text: a line for each row, a tab between cells."""
    rows = list(map("\t".join, cells.texts_by_row()))
    if not rows:
        return None
    starts = array("Q", accumulate(map(add, map(len, cells.texts), repeat(1)), initial=0))
    starts.pop()
    grid = Grid(starts=starts, cells=Places(*cells.places), headings=headings)
    return Segment(text="\n".join(rows), part=part, place=place, visibility=visibility, grid=grid)


def unseen_grid(cells: Cells, *, place: Place, part: Part = Part.OTHER) -> Iterator[Segment]:
    """Hand on cells that stand on no sheet anybody sees: a cache, a log, texts of formulas."""
    segment = grid_segment(
        cells,
        part=part,
        place=place,
        visibility=Visibility.HIDDEN,
        headings=cells.headings(),
    )
    if segment is not None:
        yield segment
