"""Tables that people hand in: CSV in the encodings offices use, or XLSX; rows by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from review.domain.phrases import DAY_WRITTEN
from review.domain.reassessment_refusals import ColumnsMissing
from review.records.table_cells import MOST_ROWS, rows_of_cells, too_large

_DAY = re.compile(DAY_WRITTEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a table: its number as a spreadsheet shows it, and its cells by column."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return what stands in a column; a column that is not there is empty."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: what it is called in the program, and by which headings people know it."""

    key: str
    headings: tuple[str, ...]
    is_required: bool = True


def lines_in(content: bytes, *, name: str, columns: Sequence[Column]) -> tuple[Line, ...]:
    """Return the rows below the headings, but for empty ones.

    Raises:
        TableUnreadable: it is neither XLSX nor text in a known encoding.
        TableTooLarge: it has more rows or bytes than are taken at once.
        ColumnsMissing: the first row does not name what is needed.
    """
    rows = rows_of_cells(content, name=name)
    return _lines(rows, name=name, columns=columns)


def day_in(text: str) -> date | None:
    """Return the day a cell names, as offices write it; None where it names none."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day = (part for part in found.groups() if part is not None)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _lines(
    rows: Iterable[Sequence[str]], *, name: str, columns: Sequence[Column]
) -> tuple[Line, ...]:
    each = iter(rows)
    places = _places(next(each, ()), name=name, columns=columns)
    lines: list[Line] = []
    for number, row in enumerate(each, start=2):
        cells = {key: row[place].strip() for key, place in places.items() if place < len(row)}
        if any(cells.values()):
            lines.append(Line(number=number, cells=cells))
        if len(lines) > MOST_ROWS:
            raise too_large(name)
    return tuple(lines)


def _places(head: Sequence[str], *, name: str, columns: Sequence[Column]) -> dict[str, int]:
    seen = {_heading(said): place for place, said in reversed(list(enumerate(head)))}
    known = {_heading(said): column.key for column in columns for said in _names(column)}
    places = {known[said]: place for said, place in seen.items() if said in known}
    missing = [one.headings[0] for one in columns if one.is_required and one.key not in places]
    if missing:
        every = tuple(column.headings[0] for column in columns)
        raise ColumnsMissing(name=name, missing=tuple(missing), known=every)
    return places


def _names(column: Column) -> tuple[str, ...]:
    return (*column.headings, column.key)


def _heading(said: str) -> str:
    return "".join(said.split()).casefold().strip("*：:")
