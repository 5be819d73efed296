"""Small cells left out of a public table, so that no single paper can be inferred from it.

1. A cell of one to four is left out.
2. A row or column total is shown only where all of its cells are: it tells nothing new.
3. The grand total is shown only where the cells left out could still be several things: there are
   two or more, and they are not forced by their sum, even for who takes all of them to be small.
   While they are, the smallest cell that is shown is left out as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SMALL = 4
"""Cells up to this size are left out; nothing at all is no secret."""

Cell = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicTable:
    """A table that may be shown; what is left out is None."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[Cell, int | None]
    row_totals: Mapping[str, int | None]
    column_totals: Mapping[str, int | None]
    total: int | None

    @property
    def has_gaps(self) -> bool:
        """Something was left out."""
        return self.total is None or None in self.cells.values()


def publishable(
    counts: Mapping[Cell, int], *, rows: tuple[str, ...], columns: tuple[str, ...]
) -> PublicTable:
    """Return the table that may be shown of these counts."""
    whole = {(row, column): counts.get((row, column), 0) for row in rows for column in columns}
    hidden = {cell for cell, count in whole.items() if 0 < count <= SMALL}
    shown_total = True
    while not is_safe([whole[cell] for cell in hidden]):
        left = [cell for cell in whole if cell not in hidden]
        if not left:
            shown_total = False
            break
        hidden.add(min(left, key=lambda cell: (whole[cell] == 0, whole[cell], cell)))
    cells = {cell: None if cell in hidden else count for cell, count in whole.items()}
    return PublicTable(
        rows=rows,
        columns=columns,
        cells=cells,
        row_totals={row: _total([cells[row, column] for column in columns]) for row in rows},
        column_totals={column: _total([cells[row, column] for row in rows]) for column in columns},
        total=sum(whole.values()) if shown_total else None,
    )


def is_safe(hidden: list[int]) -> bool:
    """Say whether the sum of the cells left out forces none of them, taken as small ones."""
    number, total = len(hidden), sum(hidden)
    if number == 0:
        return True
    if number == 1:
        return False
    least, most = number - 1, SMALL * (number - 1)
    if not number <= total <= SMALL * number:
        return True  # not all of them are small, and nobody can tell which is not
    return min(SMALL, total - least) > max(1, total - most)


def _total(cells: list[int | None]) -> int | None:
    known = [cell for cell in cells if cell is not None]
    return sum(known) if len(known) == len(cells) else None
