"""The cells of a table in a text: each is labelled by the head of its row and of its column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from review.screening.segments import Segment, Trace

_LONGEST: Final = 200
"""So many characters of a cell label others: a head is short."""
_MOST_TITLES: Final = 3
"""A table has its head under few lines of title, or none."""
Cell = tuple[int, Sequence[Segment | Trace]]
"""The column, counted from 1, and what stands in the cell."""


@dataclass(slots=True)
class Table:
    """Takes one row after the other and remembers the head."""

    _titles: list[str] = field(default_factory=list)
    _columns: dict[int, str] = field(default_factory=dict)

    def row(self, cells: Sequence[Cell]) -> Iterator[Segment | Trace]:
        """Hand on a row, its cells labelled."""
        said = {column: _said(finds) for column, finds in cells}
        if not self._columns:
            self._look_for_head(said)
        first = next(iter(said.values()), "")
        heading = "\n".join((first, *self._titles))
        for column, finds in cells:
            over = self._columns.get(column, "")
            for find in finds:
                if isinstance(find, Trace) or find.heading or find.column:
                    yield find  # of a table within the cell: labelled already
                else:
                    yield replace(find, heading=heading, column=over)

    def _look_for_head(self, said: dict[int, str]) -> None:
        """The first row of several cells is the head; what is above it is the title."""
        if len(said) > 1 or len(self._titles) >= _MOST_TITLES:
            self._columns = said
        self._titles += said.values()


def _said(finds: Sequence[Segment | Trace]) -> str:
    texts = (find.text for find in finds if isinstance(find, Segment))
    return " ".join(" ".join(texts).split())[:_LONGEST]
