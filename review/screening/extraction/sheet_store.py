"""The cells of a sheet whose records come in any order: kept until all are known, then laid out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from review.screening.extraction.sheet_cells import Cells, Hiding, Purse
from review.screening.extraction.sheet_looks import Look
from review.screening.extraction.sheet_merges import Area, merge
from review.screening.extraction.sheet_strings import Strings

Cell = tuple[int, int, str, bool]
"""Column, number of its look, text, whether it is a number."""
At = tuple[int, int, int]
"""Row and column, counted from nought, and number of the look."""


@dataclass(slots=True)
class SheetStore:
    """What the records of one sheet say of its cells; rows and columns count from nought."""

    look: Callable[[int], Look]
    strings: Strings
    rows: dict[int, list[Cell]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    formulas: list[tuple[int, int, bytes, str]] = field(default_factory=list)
    """Row, column, the formula in its binary form, and its result."""
    veiled: list[tuple[int, int, Hiding, str]] = field(default_factory=list)
    """Parts of texts in white or in unreadable size: row, column (from one), why, text."""
    hidden_rows: dict[int, bool] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    stated_columns: set[int] = field(default_factory=set)
    rows_hide: bool = False
    """Rows that say nothing of themselves are hidden."""
    columns_hide: bool = False

    def add(self, at: At, text: str, *, is_number: bool = False) -> None:
        """Keep one cell."""
        row, column, look = at
        if text:
            self.rows.setdefault(row, []).append((column, look, text, is_number))

    def add_shared(self, at: At, index: int) -> None:
        """Keep a cell that names a text by its number."""
        text, rich = self.strings.at(str(index)), self.strings.rich.get(index)
        if rich is not None:
            on_white = self.look(at[2]).on_white
            text = rich.shown(on_white=on_white)
            where = (at[0] + 1, at[1] + 1)
            self.veiled += ((*where, *veil) for veil in rich.veiled(on_white=on_white))
        self.add(at, text)

    def add_formula(self, at: At, code: bytes, text: str, *, is_number: bool = False) -> None:
        """Keep a cell whose value a formula came to."""
        self.add(at, text, is_number=is_number)
        self.formulas.append((at[0], at[1], code, text))

    def state_columns(self, these: range, *, hidden: bool) -> None:
        """Note of columns whether they are hidden."""
        self.stated_columns.update(these)
        if hidden:
            self.hidden_columns.update(these)

    def cells(self, *, purse: Purse) -> Cells:
        """Return the cells, when all records are read."""
        cells = Cells(purse)
        for row in sorted(self.rows):
            code = Hiding.ROW if self.hidden_rows.get(row, self.rows_hide) else Hiding.NOT
            columns, texts, codes = list[int](), list[str](), list[int]()
            for column, number, text, is_number in sorted(self.rows[row], key=lambda c: c[0]):
                look = self.look(number)
                shown, own = look.number(text) if is_number else look.text(text)
                hides = code or self._column_code(column) or own
                columns += [column + 1] * len(shown)
                codes += [hides] * len(shown)
                texts += shown
            cells.add(row + 1, columns, texts, codes if any(codes) else ())
        merge(cells, self.merged)
        return cells

    def _column_code(self, column: int) -> Hiding:
        silent = self.columns_hide and column not in self.stated_columns
        hidden = column in self.hidden_columns or silent
        return Hiding.COLUMN if hidden else Hiding.NOT
