"""Tables in a text: which line is the head of one, and under which heading something stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from review.screening.fold import Folded
from review.screening.leaf import Leaf
from review.screening.signposts import Kinds, Labels, Signposts

_BORDERS = tuple(
    map(re.compile, ("\t", r"[|｜│┃]", r"[ \u3000\xa0]{2,}", r"[,，]", r"[ \u3000\xa0]"))
)
_FIRM = frozenset({0, 1})
"""Borders that stand also beside an empty cell."""
_COMMA = 3
_KEPT = 4096
"""So many lines stay parted; a sheet may have a million."""
_LONGEST_HEAD, _LONGEST_HEADING, _LONGEST_VALUE = 400, 16, 40
_BROKEN_BY = 2
"""So many lines that are no rows may stand in a table: a value or a title is broken there."""
_NO_HEAD = re.compile(r"。|[;:,、]$")
_NO_HEADING = re.compile(r"[。;:!?]|\d{5}|^\d+$")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a line; `start` and `end` count in the given text of the paper."""

    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Head:
    """The line of a table that names its columns."""

    line: int
    border: int | None
    """Which of the borders parts its cells; None where a grid does."""
    columns: Mapping[int, Kinds]
    """For each column the kinds of labels in its heading."""

    @property
    def kinds(self) -> Kinds:
        """All kinds of labels in the head."""
        return frozenset().union(*self.columns.values())


class Tables:
    """The tables of one leaf."""

    def __init__(self, leaf: Leaf, *, folded: Folded, labels: Labels, signposts: Signposts) -> None:
        """Look for heads among the lines that have a label."""
        self._leaf, self._folded = leaf, folded
        self._labels, self._signposts = labels, signposts
        self._cells: dict[tuple[int, int | None], tuple[Cell, ...]] = {}
        self.heads = tuple(self._find_heads())
        self._head_lines = [head.line for head in self.heads]
        self._ends: dict[int, int] = {}

    def _find_heads(self) -> Iterator[Head]:
        met = self._labels.between(self._leaf.start, self._leaf.end)
        for line in dict.fromkeys(self._folded.line_at(label.start) for label in met):
            head = self._head(line)
            if head is not None:
                yield head

    def _head(self, line: int) -> Head | None:
        shown = self._folded.shown(line)
        if len(shown) > _LONGEST_HEAD or _NO_HEAD.search(shown):
            return None
        border = self._border_of(line)
        cells = [cell for cell in self.cells(line, border) if cell.end > cell.start]
        columns = {cell.column: self._kinds_of(cell) for cell in cells}
        labelled = sum(map(bool, columns.values()))
        if not labelled or not all(self._is_heading(cell) for cell in cells):
            return None
        if len(cells) == 1 and not self._signposts.is_label(self._shown(cells[0]).rstrip(":")):
            return None
        if border is not None and border >= _COMMA and labelled < min(len(cells), 2):
            return None
        return Head(line, border, columns)

    def _border_of(self, line: int) -> int | None:
        if self._leaf.segment.grid is not None:
            return None
        given = self._folded.line(line)
        for number, border in enumerate(_BORDERS):
            if border.search(given.strip(" \u3000")):
                return number
        return 0

    def _is_heading(self, cell: Cell) -> bool:
        shown = self._shown(cell)
        return len(shown) <= _LONGEST_HEADING and not _NO_HEADING.search(shown)

    def _kinds_of(self, cell: Cell) -> Kinds:
        return self._signposts.kinds_in(self._shown(cell))

    def _shown(self, cell: Cell) -> str:
        return self._folded.text[cell.start : cell.end].translate(self._folded.table)

    def cells(self, line: int, border: int | None) -> tuple[Cell, ...]:
        """Part a line into cells."""
        key = (line, border)
        if len(self._cells) > _KEPT:
            self._cells.clear()
        if key not in self._cells:
            self._cells[key] = tuple(self._parted(line, border))
        return self._cells[key]

    def _parted(self, line: int, border: int | None) -> Iterator[Cell]:
        begin, given = self._folded.begins[line], self._folded.line(line)
        grid, leaf = self._leaf.segment.grid, self._leaf
        at = 0
        for column, piece in enumerate(_pieces(given, border)):
            start = given.index(piece, at)
            at = start + len(piece)
            inner = piece.strip()
            first = begin + start + piece.index(inner) if inner else begin + start
            where = column if grid is None else grid.cell_at(first - leaf.begin)[1]
            yield Cell(where, first, first + len(inner))

    def head_of(self, line: int) -> Head | None:
        """Return the head of the table that a line is a row of, if it is one."""
        number = bisect_left(self._head_lines, line) - 1
        if number < 0:
            return None
        head = self.heads[number]
        if head.border is None:
            return head
        return head if line in self.rows_of(head) and self._is_row(head, line) else None

    def _is_row(self, head: Head, line: int) -> bool:
        width = len(head.columns)
        if width == 1:
            return len(self._folded.shown(line)) <= _LONGEST_VALUE
        return 1 < len(self.cells(line, head.border)) <= width + 1

    def head_at(self, line: int) -> Head | None:
        """Return the head that a line is, if it is one."""
        number = bisect_left(self._head_lines, line)
        found = number < len(self.heads) and self._head_lines[number] == line
        return self.heads[number] if found else None

    def rows_of(self, head: Head) -> range:
        """Return the numbers of the lines between a head and where its table ends."""
        if head.line not in self._ends:
            self._ends[head.line] = self._end_of(head)
        return range(head.line + 1, self._ends[head.line])

    def _end_of(self, head: Head) -> int:
        """Return the line of the next head, or the one where several in turn are no rows."""
        number = bisect_left(self._head_lines, head.line) + 1
        last = self._leaf.lines[-1] + 1
        limit = self._head_lines[number] if number < len(self.heads) else last
        if head.border is None:
            return limit
        others = 0
        for line in range(head.line + 1, limit):
            others = 0 if self._is_row(head, line) else others + bool(self._folded.shown(line))
            if others > _BROKEN_BY:
                return line
        return limit

    def kinds_at(self, head: Head, line: int, position: int) -> Kinds:
        """Return the kinds of the heading over a position; of all headings where it is unclear."""
        cells = self.cells(line, head.border)
        aligned = head.border is None or head.border in _FIRM or len(cells) == len(head.columns)
        if not aligned:
            return head.kinds
        number = bisect_right(cells, position, key=attrgetter("start")) - 1
        if number < 0 or position >= max(cells[number].end, cells[number].start + 1):
            return frozenset()
        return head.columns.get(cells[number].column, frozenset())

    def values(self, head: Head, kinds: Kinds) -> Iterator[Cell]:
        """Yield the filled cells under the headings of these kinds."""
        wanted = [column for column, has in head.columns.items() if has & kinds]
        for line in self.rows_of(head) if wanted else ():
            if self.head_of(line) is head and self._folded.shown(line):
                yield from (
                    cell
                    for cell in self.cells(line, head.border)
                    if cell.column in wanted and cell.end > cell.start
                )


def _pieces(given: str, border: int | None) -> Sequence[str]:
    if border in {None, 0}:
        return given.split("\t")
    trimmed = given.strip(" \u3000|｜│┃")
    return _BORDERS[border or 0].split(trimmed)
