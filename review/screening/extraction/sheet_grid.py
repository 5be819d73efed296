"""Rows of cells as one text, with the map that leads back from the text to the cells."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import overload

from review.domain.findings import Part
from review.screening.extraction.sheet_cells import Cells, Line
from review.screening.segments import Grid, Place, Segment, Visibility


class Places(Sequence[tuple[int, int]]):
    """Row and column of each cell, kept as plain numbers: a sheet may have a million."""

    def __init__(self) -> None:
        """Begin empty."""
        self._rows, self._firsts, self._columns = array("Q"), array("Q"), array("Q")

    def add(self, row: int, columns: Iterable[int]) -> None:
        """Add the cells of one row."""
        self._rows.append(row)
        self._firsts.append(len(self._columns))
        self._columns.extend(columns)

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


def grid_segment(
    lines: Iterable[Line],
    *,
    part: Part = Part.BODY,
    place: Place,
    visibility: Visibility,
    headings: Mapping[int, str],
) -> Segment | None:
    """Put rows together as one text: a line for each row, a tab between cells."""
    places, sizes, rows = Places(), array("Q"), list[str]()
    for line in lines:
        places.add(line.row, line.columns)
        sizes.extend(map(len, line.texts))
        rows.append("\t".join(line.texts))
    if not rows:
        return None
    starts = array("Q", accumulate((size + 1 for size in sizes), initial=0))
    starts.pop()
    grid = Grid(starts=starts, cells=places, headings=headings)
    return Segment(text="\n".join(rows), part=part, place=place, visibility=visibility, grid=grid)


def unseen_grid(cells: Cells, *, place: Place, part: Part = Part.OTHER) -> Iterator[Segment]:
    """Hand on cells that stand on no sheet anybody sees: a cache, a log, texts of formulas."""
    segment = grid_segment(
        cells.lines(),
        part=part,
        place=place,
        visibility=Visibility.HIDDEN,
        headings=cells.headings(),
    )
    if segment is not None:
        yield segment
