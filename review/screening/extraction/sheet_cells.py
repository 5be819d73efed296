"""The cells of one sheet as they come, and the text and the map of cells they make together."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise

from review.screening.limits import Limits
from review.screening.segments import NotRead, Reason

_HEADING = 80
"""Of a longer text only the beginning labels its column."""


class Hiding(IntEnum):
    """Why a cell does not show on the sheet, if it does not; the first that holds."""

    NOT = 0
    ROW = 1
    COLUMN = 2
    FORMAT = 3
    WHITE = 4
    TINY = 5
    COVERED = 6
    """Under a merged cell, which shows only its first."""


class Purse:
    """How much text may still be taken out of one file."""

    def __init__(self, limits: Limits) -> None:
        """Begin with all that the limits allow."""
        self._characters = limits.text

    def spend(self, characters: int) -> None:
        """Take characters out; NotRead when there are no more."""
        self._characters -= characters
        if self._characters < 0:
            raise NotRead(Reason.TOO_LARGE)


@dataclass(frozen=True, slots=True)
class Line:
    """The filled cells of one row, or those of them that are meant."""

    row: int
    columns: Sequence[int]
    texts: Sequence[str]
    codes: Sequence[int]


@dataclass(slots=True)
class Cells:
    """The filled cells of a sheet, row by row in the order of the file."""

    purse: Purse | None
    """None: what comes was taken out of a file before."""
    titles: set[tuple[int, int]] = field(default_factory=set)
    """Cells that are merged over several columns: they label none of them."""
    rows: array[int] = field(default_factory=lambda: array("Q"))
    """The number of each row met."""
    _firsts: array[int] = field(default_factory=lambda: array("Q"))
    _columns: array[int] = field(default_factory=lambda: array("Q"))
    texts: list[str] = field(default_factory=list)
    codes: bytearray = field(default_factory=bytearray)
    """For each cell its `Hiding`."""

    def add(
        self, row: int, columns: Sequence[int], texts: Sequence[str], codes: Sequence[int] = ()
    ) -> None:
        """Add a row: for each filled cell its column, its text and, if one hides, all codes."""
        if texts:
            self.add_rows([row], columns, texts, codes)

    def add_rows(
        self,
        rows: Sequence[int],
        columns: Sequence[int],
        texts: Sequence[str],
        codes: Sequence[int] = (),
    ) -> None:
        """Add rows whose cells are in the same columns and hidden alike; their texts row by row."""
        if self.purse is not None:
            self.purse.spend(sum(map(len, texts)) + len(texts))
        self.rows.extend(rows)
        first, width = len(self.texts), len(columns)
        self._firsts.extend(range(first, first + len(texts), width))
        self._columns.extend(array("Q", columns) * len(rows))
        self.texts.extend(texts)
        self.codes += bytes(codes or width) * len(rows)

    def __len__(self) -> int:
        return len(self.texts)

    def lines(self) -> Iterator[Line]:
        """Yield the rows."""
        return map(self.line, range(len(self.rows)))

    def line(self, row_at: int) -> Line:
        """Return the row met at this number."""
        first = self._firsts[row_at]
        end = self._firsts[row_at + 1] if row_at + 1 < len(self._firsts) else len(self.texts)
        return Line(
            self.rows[row_at],
            self._columns[first:end],
            self.texts[first:end],
            self.codes[first:end],
        )

    def texts_by_row(self) -> Iterator[Sequence[str]]:
        """Yield what the cells of each row say."""
        bounds = pairwise((*self._firsts, len(self.texts)))
        return (self.texts[first:end] for first, end in bounds)

    @property
    def places(self) -> tuple[array[int], array[int], array[int]]:
        """The number of each row, at which cell it begins, and the column of each cell."""
        return self.rows, self._firsts, self._columns

    def hide(self, row_at: int, place: int, code: Hiding) -> None:
        """Mark the cell at this place of the row met at this number, unless it is marked."""
        index = self._firsts[row_at] + place
        self.codes[index] = self.codes[index] or code

    def headings(self) -> Mapping[int, str]:
        """Return for each column what its first filled cell says, titles of the sheet aside."""
        missing, found, spare = set(self._columns), dict[int, str](), dict[int, str]()
        for line in self.lines():
            for column, text in zip(line.columns, line.texts, strict=True):
                if column in missing:
                    if (line.row, column) in self.titles:
                        spare.setdefault(column, text[:_HEADING])
                    else:
                        found[column] = text[:_HEADING]
                        missing.discard(column)
            if not missing:
                break
        return {**spare, **found}

    @property
    def hides(self) -> bool:
        """Whether some cell does not show."""
        return len(self.codes.strip(b"\0")) > 0
