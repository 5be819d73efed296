"""One sheet of a workbook in binary parts: its cells, and everything its other records say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from review.domain.findings import Part
from review.screening.extraction.biff_values import short_number, special
from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.sheet_cells import Purse
from review.screening.extraction.sheet_finds import sheet_finds
from review.screening.extraction.sheet_margins import margin_texts
from review.screening.extraction.sheet_numbers import of_float
from review.screening.extraction.sheet_store import At, SheetStore
from review.screening.extraction.sheet_strings import Strings
from review.screening.extraction.sheet_tabs import Sheet
from review.screening.extraction.sheet_unseen import formula_finds, veiled_finds
from review.screening.extraction.sheet_words import Finds, is_path, joined, unseen
from review.screening.extraction.xlsb_records import Bytes, constants_in_code, records
from review.screening.extraction.xlsb_styles import BinaryStyles, rich_from
from review.screening.segments import Place, Segment, Trace, column_name

ROW, COLUMNS, DEFAULTS, MERGED = 0, 60, 485, 176
MARGINS, VALIDATION, LINK, PROTECTION = 479, 64, 494, 535
_SHARED_FORMULAS = frozenset({426, 427})
_SILENT = frozenset({476, 477})
"""Records of sizes, in which nothing can be said."""
_LOW, _NARROW = 30, 128
"""Twentieths of a point, 256ths of a character: of such a row or column nothing is seen."""
_LAST_COLUMN = 16_383
_LOOK = 0xFFFFFF
_PARTS = (Part.HEADER, Part.FOOTER)


class BinarySheet:
    """Reads the records of one sheet in their order."""

    def __init__(self, sheet: Sheet, strings: Strings, styles: BinaryStyles) -> None:
        """Begin without cells."""
        self._sheet, self._styles = sheet, styles
        self._store = SheetStore(look=styles.look, strings=strings)
        self._finds: list[Segment | Trace] = []
        self._unknown: list[str] = []
        self._row = self._column = -1

    def read(self, part: bytes, *, purse: Purse) -> Finds:
        """Hand on all that a sheet says."""
        for kind, data in records(part):
            self._read(kind, Bytes(data))
        yield from sheet_finds(self._store.cells(purse=purse), sheet=self._sheet)
        said = [
            (row + 1, column + 1, text)
            for row, column, code, shown in self._store.formulas
            for text in constants_in_code(code)
            if text not in shown
        ]
        yield from formula_finds(said, sheet=self._sheet, purse=purse)
        yield from veiled_finds(self._store.veiled, sheet=self._sheet)
        yield from self._finds
        yield unseen(joined(dict.fromkeys(self._unknown)), place=self._sheet.place)

    def _read(self, kind: int, given: Bytes) -> None:
        if kind in _VALUES:
            self._value(kind, given)
        elif kind in _READERS:
            _READERS[kind](self, given)
        elif kind in _SHARED_FORMULAS:
            self._unknown += constants_in_code(given.data)
        elif kind not in _SILENT:
            self._unknown.append(binary_texts(given.data))

    def _value(self, kind: int, given: Bytes) -> None:
        """Read a cell; a short one stands next to the one before."""
        is_short = kind in _SHORT
        self._column = self._column + 1 if is_short else given.number("I")
        at = (self._row, self._column, given.number("I") & _LOOK)
        take = _VALUES[kind]
        if take is not None:
            take(self, at, given)

    def _shared(self, at: At, given: Bytes) -> None:
        self._store.add_shared(at, given.number("I"))

    def _text(self, at: At, given: Bytes) -> None:
        self._store.add(at, given.text())

    def _rich(self, at: At, given: Bytes) -> None:
        rich = rich_from(given, fonts=self._styles.fonts)
        on_white = self._styles.look(at[2]).on_white
        where = (at[0] + 1, at[1] + 1)
        self._store.veiled += ((*where, *veil) for veil in rich.veiled(on_white=on_white))
        self._store.add(at, rich.shown(on_white=on_white))
        self._unknown += rich.beside

    def _short_number(self, at: At, given: Bytes) -> None:
        self._store.add(at, of_float(short_number(given.number("I"))), is_number=True)

    def _number(self, at: At, given: Bytes) -> None:
        self._store.add(at, of_float(given.real()), is_number=True)

    def _truth(self, at: At, given: Bytes) -> None:
        self._store.add(at, special(given.number("B"), is_error=False))

    def _error(self, at: At, given: Bytes) -> None:
        self._store.add(at, special(given.number("B"), is_error=True))

    def _formula_text(self, at: At, given: Bytes) -> None:
        self._result(at, given, given.text())

    def _formula_number(self, at: At, given: Bytes) -> None:
        self._result(at, given, of_float(given.real()), is_number=True)

    def _formula_truth(self, at: At, given: Bytes) -> None:
        self._result(at, given, special(given.number("B"), is_error=False))

    def _formula_error(self, at: At, given: Bytes) -> None:
        self._result(at, given, special(given.number("B"), is_error=True))

    def _result(self, at: At, given: Bytes, text: str, *, is_number: bool = False) -> None:
        given.number("H")
        self._store.add_formula(at, given.formula(), text, is_number=is_number)
        self._unknown.append(binary_texts(given.rest))

    def row(self, given: Bytes) -> None:
        """Begin a row, and note whether it is hidden."""
        self._row, self._column = given.number("I"), -1
        given.number("I")
        height, _, flags = given.number("H"), given.number("B"), given.number("B")
        self._store.hidden_rows[self._row] = bool(flags & 0x10) or height <= _LOW

    def columns(self, given: Bytes) -> None:
        """Note which columns are hidden."""
        first, last, width, _ = (given.number("I") for _ in range(4))
        hidden = bool(given.number("H") & 1) or width <= _NARROW
        self._store.state_columns(range(first, min(last, _LAST_COLUMN) + 1), hidden=hidden)

    def defaults(self, given: Bytes) -> None:
        """Note that rows or columns are hidden unless they say otherwise."""
        width, characters = given.number("I"), given.number("H")
        height, flags = given.number("H"), given.number("H")
        self._store.rows_hide = bool(flags & 2) or height <= _LOW
        self._store.columns_hide = width == 0 or (width > 1 << 24 and characters == 0)

    def merged(self, given: Bytes) -> None:
        """Note a merged area."""
        top, bottom, left, right = (given.number("I") + 1 for _ in range(4))
        self._store.merged.append((top, left, bottom, right))

    def margins(self, given: Bytes) -> None:
        """Read headers and footers; one that is switched off is kept all the same."""
        flags = given.number("H")
        switched = (True, True, flags & 1, flags & 1, flags & 2, flags & 2)
        for number, is_on in enumerate(switched):
            part, place = _PARTS[number % 2], self._sheet.place
            for text in margin_texts(given.text()):
                if is_on:
                    seen = self._sheet.visibility
                    self._finds.append(Segment(text=text, part=part, place=place, visibility=seen))
                else:
                    self._finds.append(unseen(text, place=place, part=part))
                    self._tell("hidden.hidden_text", text, part=part, place=place)

    def validation(self, given: Bytes) -> None:
        """Read what a cell says when it is chosen or filled wrongly, and what may be chosen."""
        given.number("I")
        areas = [self._area(given) for _ in range(given.number("I"))]
        error_title, error, title, prompt = (given.text() for _ in range(4))
        choices = [text for _ in range(2) for text in constants_in_code(given.formula())]
        place = areas[0] if areas else self._sheet.place
        said = joined((title, prompt, error_title, error))
        if said:
            self._tell("hidden.prompt", said, place=place)
        self._finds.append(unseen(joined((said, *choices)), place=place))

    def link(self, given: Bytes) -> None:
        """Read what a link says when the mouse rests on it, and where it leads."""
        place = self._area(given)
        _, location, tip, shown = (given.text() for _ in range(4))
        self._finds.append(unseen(joined((tip, location, shown)), place=place, part=Part.LINK))
        if is_path(location):
            self._tell("hidden.external_link", location, part=Part.LINK, place=place)

    def protection(self, given: Bytes) -> None:
        """Note whether somebody locked the sheet."""
        given.number("H")
        if given.number("I"):
            place = self._sheet.place
            self._tell("hidden.property", "sheetProtection", part=Part.PROPERTIES, place=place)

    def _area(self, given: Bytes) -> Place:
        return {**self._sheet.place, "cell": area_name(given)}

    def _tell(self, rule: str, text: str, *, place: Place, part: Part = Part.OTHER) -> None:
        self._finds.append(Trace(rule=rule, part=part, place=place, text=text))


def area_name(given: Bytes) -> str:
    """Take an area and return it as spreadsheets name it."""
    top, bottom, left, right = (given.number("I") + 1 for _ in range(4))
    ends = (f"{column_name(left)}{top}", f"{column_name(right)}{bottom}")
    return ":".join(dict.fromkeys(ends))


_SHORT = frozenset(range(12, 19))
_VALUES: Mapping[int, Callable[[BinarySheet, At, Bytes], None] | None] = MappingProxyType(
    {
        **dict.fromkeys((1, 12), None),
        **dict.fromkeys((2, 13), BinarySheet._short_number),  # noqa: SLF001 - its own table
        **dict.fromkeys((3, 14), BinarySheet._error),  # noqa: SLF001
        **dict.fromkeys((4, 15), BinarySheet._truth),  # noqa: SLF001
        **dict.fromkeys((5, 16), BinarySheet._number),  # noqa: SLF001
        **dict.fromkeys((6, 17), BinarySheet._text),  # noqa: SLF001
        **dict.fromkeys((7, 18), BinarySheet._shared),  # noqa: SLF001
        8: BinarySheet._formula_text,  # noqa: SLF001
        9: BinarySheet._formula_number,  # noqa: SLF001
        10: BinarySheet._formula_truth,  # noqa: SLF001
        11: BinarySheet._formula_error,  # noqa: SLF001
        62: BinarySheet._rich,  # noqa: SLF001
    }
)
_READERS: Mapping[int, Callable[[BinarySheet, Bytes], None]] = MappingProxyType(
    {
        ROW: BinarySheet.row,
        COLUMNS: BinarySheet.columns,
        DEFAULTS: BinarySheet.defaults,
        MERGED: BinarySheet.merged,
        MARGINS: BinarySheet.margins,
        VALIDATION: BinarySheet.validation,
        LINK: BinarySheet.link,
        PROTECTION: BinarySheet.protection,
    }
)
