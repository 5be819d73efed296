"""A worksheet in XML: its cells as texts, each with what hides it, and what its formulas say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from review.screening.extraction.sheet_cells import Cells, Hiding
from review.screening.extraction.sheet_columns import COLUMNS, columns_of
from review.screening.extraction.sheet_head import Head
from review.screening.extraction.sheet_list import SheetList, is_of_number, says
from review.screening.extraction.sheet_looks import PLAIN, Look
from review.screening.extraction.sheet_merges import area_of, merge
from review.screening.extraction.sheet_numbers import kept
from review.screening.extraction.sheet_pattern import Cell, Rows
from review.screening.extraction.sheet_rows import SheetXml
from review.screening.extraction.sheet_strings import Strings
from review.screening.extraction.sheet_styles import Styles
from review.screening.extraction.sheet_taking import counted
from review.screening.extraction.sheet_words import constants_in
from review.screening.segments import NotRead, Reason

_REACHING = re.compile(r"(?<![A-Z.])(?:WEBSERVICE|CALL|REGISTER(?:\.ID)?|RTD|EXEC|SQL\.REQUEST)\(")
_LONGEST_NUMBER = 7


def row_number(text: str, *, after: int) -> int:
    """Return the number of a row that says one, else the next."""
    if not text:
        return after + 1
    if not text.isdecimal() or len(text) > _LONGEST_NUMBER:
        raise NotRead(Reason.BROKEN)
    return int(text)


@dataclass(slots=True)
class SheetPart:
    """Reads the cells of one part."""

    xml: SheetXml
    strings: Strings
    styles: Styles
    cells: Cells
    is_program: bool = False
    """A macro sheet: its formulas are a program, and read whole."""
    said: list[tuple[int, int, str]] = field(default_factory=list)
    """What formulas say that their results do not show: row, column, text."""
    reaching: list[tuple[int, int, str]] = field(default_factory=list)
    """Formulas that fetch from a server or run a program."""
    veiled: list[tuple[int, int, Hiding, str]] = field(default_factory=list)
    """Parts of texts in white or in unreadable size: row, column, why, text."""
    _head: Head = field(default_factory=Head)
    _list: SheetList = field(init=False)

    def __post_init__(self) -> None:
        """Give the reader of lists the same texts and styles."""
        self._list = SheetList(self.strings, self.styles)

    def read(self) -> None:
        """Read all rows; NotRead when the part has no root."""
        number, is_first = 0, True
        for rows in self.xml.rows():
            if is_first:
                self._head.read(self.xml.whole_root())
                is_first = False
            numbers = [number := row_number(text, after=number) for text, _ in rows.heads]
            self._rows(numbers, rows)
        root = self.xml.whole_root()
        if not is_first:
            self._head.confirm(root)
        self.veiled += [
            (row_number(text, after=0), COLUMNS[letters or "A"], *veil)
            for text, letters, rich in self.xml.rich
            for veil in rich.veiled(on_white=True)
        ]
        areas = (area_of(each.get("ref", "")) for each in root.iter("{*}mergeCell"))
        merge(self.cells, filter(None, areas))

    def _rows(self, numbers: Sequence[int], rows: Rows) -> None:
        """Take rows that are alike: as a list if they are one, else cell by cell."""
        codes = [self._head.row_code(attributes) for _, attributes in rows.heads]
        found = None if any(codes) else self._list.read(rows)
        if found is not None:
            columns, texts = found
            hidden = self._head.codes(columns, {}, row=Hiding.NOT)
            self.cells.add_rows(numbers, columns, texts, hidden)
            return
        each_row = rows.cells(columns_of(rows.letters))
        for number, cells, code in zip(numbers, each_row, codes, strict=True):
            self._row(number, cells, code=code)

    def _row(self, row: int, cells: Iterable[Cell], *, code: Hiding) -> None:
        """Take the cells of a row."""
        columns, texts = list[int](), list[str]()
        veils: dict[int, Hiding] = {}
        looks = self.styles.looks
        for column, style, kind, formula, value, inline in cells:
            text = value or inline or ""
            if not text and not formula:
                continue
            is_number = is_of_number(kind)
            look = looks.get(style, PLAIN) if style else PLAIN
            if not is_number:
                text = self._said(kind, text, look, at=(row, column))
            if formula:
                self._formula(row, column, formula, shown=text)
            if look is not PLAIN and text:
                shown, own = self._list.number(style, look, text) if is_number else look.text(text)
                if own:
                    veils.update(dict.fromkeys(range(len(texts), len(texts) + len(shown)), own))
                texts += shown
                columns += [column] * len(shown)
            elif text:
                texts.append(kept(text) if is_number else text)
                columns.append(column)
        self.cells.add(row, columns, texts, self._head.codes(columns, veils, row=code))

    def _said(self, kind: str | None, value: str, look: Look, *, at: tuple[int, int]) -> str:
        """Return what a cell that is no number says."""
        if kind != "s":
            return says(kind)(value)
        text, rich = self.strings.at(value), self.strings.rich
        if not rich or counted(value) not in rich:
            return text
        veiled = rich[counted(value)].veiled(on_white=look.on_white)
        self.veiled += [(*at, code, said) for code, said in veiled]
        return rich[counted(value)].shown(on_white=look.on_white)

    def _formula(self, row: int, column: int, formula: str, *, shown: str) -> None:
        if _REACHING.search(formula):
            self.reaching.append((row, column, formula))
        if self.is_program:
            self.said.append((row, column, formula))
        elif '"' in formula:
            texts = constants_in(formula)
            self.said += [(row, column, text) for text in texts if text not in shown]
