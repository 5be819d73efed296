"""The columns of a sheet by their letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from review.screening.extraction.sheet_merges import column_number
from review.screening.segments import NotRead, Reason


class _Columns(dict[str, int]):
    """The number of each column by its letters, worked out when it is first met."""

    def __missing__(self, letters: str) -> int:
        if not letters.isascii() or not letters.isalpha() or len(letters) > 3:  # noqa: PLR2004
            raise NotRead(Reason.BROKEN)
        self[letters] = column_number(letters)
        return self[letters]


COLUMNS: Mapping[str, int] = _Columns()


def columns_of(letters: Sequence[str]) -> list[int]:
    """Return the columns of the cells of a row; one that names none stands beside the last."""
    if all(letters):
        return list(map(COLUMNS.__getitem__, letters))
    columns, column = list[int](), 0
    for each in letters:
        column = COLUMNS[each] if each else column + 1
        columns.append(column)
    return columns
