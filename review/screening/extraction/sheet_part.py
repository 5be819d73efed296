"""A worksheet in XML: its cells as texts, each with what hides it, and what its formulas say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from review.screening.extraction.sheet_cells import Cells, Hiding
from review.screening.extraction.sheet_head import Head
from review.screening.extraction.sheet_looks import PLAIN, Look
from review.screening.extraction.sheet_merges import area_of, column_number, merge
from review.screening.extraction.sheet_numbers import is_written_out, stored
from review.screening.extraction.sheet_pattern import Raw
from review.screening.extraction.sheet_plain import plain
from review.screening.extraction.sheet_rows import SheetXml
from review.screening.extraction.sheet_strings import Strings
from review.screening.extraction.sheet_styles import Styles
from review.screening.extraction.sheet_taking import counted
from review.screening.extraction.sheet_words import constants_in
from review.screening.segments import NotRead, Reason

_TRUTHS = {"0": "FALSE", "1": "TRUE"}
_REACHING = re.compile(r"(?<![A-Z.])(?:WEBSERVICE|CALL|REGISTER(?:\.ID)?|RTD|EXEC|SQL\.REQUEST)\(")
_LONGEST_NUMBER = 7
_MOST_NUMBERS = 10_000


class _Columns(dict[str, int]):
    """The number of each column by its letters, worked out when it is first met."""

    def __missing__(self, letters: str) -> int:
        if not letters.isascii() or not letters.isalpha() or len(letters) > 3:  # noqa: PLR2004
            raise NotRead(Reason.BROKEN)
        self[letters] = column_number(letters)
        return self[letters]


COLUMNS: Mapping[str, int] = _Columns()


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
    _numbers: dict[tuple[str | None, str], tuple[Sequence[str], Hiding]] = field(
        default_factory=dict
    )

    def read(self) -> None:
        """Read all rows; NotRead when the part has no root."""
        number, is_first = 0, True
        for text, attributes, raws in self.xml.rows():
            number = row_number(text, after=number)
            if is_first:
                self._head.read(self.xml.whole_root())
                is_first = False
            self._row(number, raws, code=self._head.row_code(attributes))
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

    def _row(self, row: int, raws: list[Raw], *, code: Hiding) -> None:
        """Take the cells of a row; this runs once for every cell of a file."""
        columns, texts, column = list[int](), list[str](), 0
        veils: dict[int, Hiding] = {}
        looks, at, rich = self.styles.looks, self.strings.at, self.strings.rich
        for letters, style, kind, formula, value, inline in raws:
            column = COLUMNS[letters] if letters else column + 1
            text = value or inline or ""
            is_number = kind is None or kind == "n"
            look = looks.get(style, PLAIN) if style else PLAIN
            if kind == "s" and not rich:
                text = at(text)
            elif not is_number:
                text = self._said(kind, text, look, at=(row, column))
            if formula:
                self._formula(row, column, formula, shown=text)
            if look is not PLAIN and text:
                shown, own = self._number(style, look, text) if is_number else look.text(text)
                if own:
                    veils.update(dict.fromkeys(range(len(texts), len(texts) + len(shown)), own))
                texts += shown
                columns += [column] * len(shown)
            elif text:
                is_plain = not is_number or text.isdigit() or is_written_out(text)
                texts.append(text if is_plain else stored(text))
                columns.append(column)
        self.cells.add(row, columns, texts, self._head.codes(columns, veils, row=code))

    def _number(self, style: str | None, look: Look, text: str) -> tuple[Sequence[str], Hiding]:
        """Return how a number looks: days, rates and amounts come again and again."""
        known = self._numbers.get((style, text))
        if known is None:
            if len(self._numbers) > _MOST_NUMBERS:
                self._numbers.clear()
            known = self._numbers[style, text] = look.number(text)
        return known

    def _said(self, kind: str | None, value: str, look: Look, *, at: tuple[int, int]) -> str:
        """Return what a cell that is no number says."""
        if kind != "s":
            return _TRUTHS.get(value, value) if kind == "b" else plain(value)
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
