"""The rows of tables in an RTF, whose cells come before anything says that they are cells."""

from __future__ import annotations

from collections.abc import Iterable

from review.screening.extraction.finds import Find
from review.screening.extraction.tabled import Cell, Table
from review.screening.segments import Segment, Trace


class Rows:
    """Gathers paragraphs to cells, and cells to rows."""

    def __init__(self) -> None:
        """Begin outside of a table."""
        self._table = Table()
        self._cells: list[Cell] = []
        self._cell: list[Segment | Trace] = []

    def take(self, finds: Iterable[Find], *, in_table: bool) -> list[Find]:
        """Take what a paragraph says into its cell, or hand it on."""
        met = list(finds)
        if not in_table:
            before = self._open() if met else []
            if met:
                self._table = Table()
            return [*before, *met]
        self._cell += [find for find in met if isinstance(find, Segment | Trace)]
        return [find for find in met if not isinstance(find, Segment | Trace)]

    def cell(self) -> list[Find]:
        """End a cell."""
        self._cells.append((len(self._cells) + 1, self._cell))
        self._cell = []
        return []

    def row(self) -> list[Find]:
        """End a row and hand it on."""
        if self._cell:
            self.cell()
        cells, self._cells = self._cells, []
        return list(self._table.row(cells))

    def _open(self) -> list[Find]:
        """Return what stands in a row that nothing has ended."""
        return self.row() if self._cells or self._cell else []

    def rest(self) -> list[Find]:
        """Return what is left at the end of the file."""
        return self._open()
