"""Counts that the public may read: each to the nearest five, so that no single paper can be told.

What is shown of a cell leaves at least three numbers open, never those from one to four alone. What
two tables of different days show of it leaves five differences open or more, and never only small
ones: nobody can tell that it was one paper, or two, that came or went. A sum is that of what is
shown: it tells nothing that its cells do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

STEP = 5

Cell = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicTable:
    """A table that may be shown; every number in it is a multiple of five."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[Cell, int]

    @property
    def row_totals(self) -> Mapping[str, int]:
        """What the cells of each row come to."""
        return {row: sum(self.cells[row, column] for column in self.columns) for row in self.rows}

    @property
    def column_totals(self) -> Mapping[str, int]:
        """What the cells of each column come to."""
        return {
            column: sum(self.cells[row, column] for row in self.rows) for column in self.columns
        }

    @property
    def total(self) -> int:
        """What all cells come to."""
        return sum(self.cells.values())


def coarse(count: int) -> int:
    """Return the multiple of five that is nearest to a count."""
    return STEP * ((count + STEP // 2) // STEP)


def publishable(
    counts: Mapping[Cell, int], *, rows: tuple[str, ...], columns: tuple[str, ...]
) -> PublicTable:
    """Return the table that may be shown of these counts."""
    cells = {
        (row, column): coarse(counts.get((row, column), 0)) for row in rows for column in columns
    }
    return PublicTable(rows=rows, columns=columns, cells=cells)
