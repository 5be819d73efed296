"""Cells that do not show, put together to the things people hid: rows, columns, white cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from review.domain.findings import Part
from review.screening.extraction.sheet_cells import Cells, Hiding
from review.screening.extraction.sheet_grid import chosen
from review.screening.extraction.sheet_tabs import Sheet
from review.screening.extraction.sheet_traces import digest_of
from review.screening.segments import Trace, column_name

_MOST_RUNS = 16
"""Of a filtered list every other row is hidden: more runs than this are told as one."""
VEIL_RULES: Mapping[int, str] = MappingProxyType(
    {
        Hiding.FORMAT: "hidden.number_format",
        Hiding.WHITE: "hidden.white_text",
        Hiding.TINY: "hidden.tiny_text",
        Hiding.COVERED: "hidden.hidden_text",
    }
)
_COUNTED = frozenset({Hiding.ROW, Hiding.COLUMN, Hiding.FORMAT})
"""Of these a trace says how many cells there are and under which heading."""


@dataclass(slots=True)
class _Group:
    """Hidden cells that are one thing: a run of rows, of columns, a column's white cells."""

    first: tuple[int, int]
    last: tuple[int, int]
    texts: list[str] = field(default_factory=list)
    cells: set[tuple[int, int]] = field(default_factory=set)

    def take(self, row: int, column: int, text: str) -> None:
        self.first = (min(self.first[0], row), min(self.first[1], column))
        self.last = (max(self.last[0], row), max(self.last[1], column))
        self.texts.append(text)
        self.cells.add((row, column))

    def join(self, other: _Group) -> None:
        for row, column in (other.first, other.last):
            self.first = (min(self.first[0], row), min(self.first[1], column))
            self.last = (max(self.last[0], row), max(self.last[1], column))
        self.texts += other.texts
        self.cells |= other.cells


def hidden_traces(cells: Cells, *, sheet: Sheet, headings: Mapping[int, str]) -> Iterator[Trace]:
    """Tell each hidden thing once, with the cells it hides."""
    for code, group in _groups(cells):
        (top, left), (bottom, right) = group.first, group.last
        if code == Hiding.ROW:
            rule, where = "hidden.rows", f"{top}:{bottom}"
        elif code == Hiding.COLUMN:
            rule, where = "hidden.columns", f"{column_name(left)}:{column_name(right)}"
        else:
            ends = [f"{column_name(left)}{top}", f"{column_name(right)}{bottom}"]
            rule, where = VEIL_RULES[code], ":".join(dict.fromkeys(ends))
        heading = headings.get(left, "") if code != Hiding.ROW else ""
        yield Trace(
            rule=rule,
            part=Part.BODY,
            place={**sheet.place, "cell": where},
            text=f"{where} ({len(group.cells)}) {heading}"
            if code in _COUNTED
            else "\n".join(group.texts),
            digest=digest_of(group.texts),
        )


def _groups(cells: Cells) -> Iterator[tuple[int, _Group]]:
    yield from ((Hiding.ROW, group) for group in _row_runs(cells))
    by_column: dict[tuple[int, int], _Group] = {}
    for line in chosen(cells.lines(), lambda code: code > Hiding.ROW):
        for column, text, code in zip(line.columns, line.texts, line.codes, strict=True):
            key, at = (code, column), (line.row, column)
            by_column.setdefault(key, _Group(at, at)).take(line.row, column, text)
    last: tuple[int, _Group] | None = None
    for (code, column), group in sorted(by_column.items(), key=lambda item: item[0]):
        if last and code == last[0] == Hiding.COLUMN and column == last[1].last[1] + 1:
            last[1].join(group)
            continue
        if last:
            yield last
        last = (code, group)
    if last:
        yield last


def _row_runs(cells: Cells) -> list[_Group]:
    """Return the runs of hidden rows, between which no row shows."""
    runs: list[_Group] = []
    was_hidden = False
    for line in cells.lines():
        hidden = line.codes[0] == Hiding.ROW
        if hidden:
            if not was_hidden:
                runs.append(_Group((line.row, line.columns[0]), (line.row, line.columns[0])))
            for column, text in zip(line.columns, line.texts, strict=True):
                runs[-1].take(line.row, column, text)
        was_hidden = hidden
    if len(runs) <= _MOST_RUNS:
        return runs
    whole = runs[0]
    for run in runs[1:]:
        whole.join(run)
    return [whole]
