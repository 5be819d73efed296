"""One sheet of a workbook in binary parts: its cells, and everything its other records say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from review.domain.findings import Part
from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.sheet_cells import Purse
from review.screening.extraction.sheet_finds import sheet_finds
from review.screening.extraction.sheet_margins import margin_texts
from review.screening.extraction.sheet_store import SheetStore
from review.screening.extraction.sheet_strings import Strings
from review.screening.extraction.sheet_tabs import Sheet
from review.screening.extraction.sheet_unseen import formula_finds, veiled_finds
from review.screening.extraction.sheet_words import Finds, is_path, joined, unseen
from review.screening.extraction.xlsb_cells import BinaryCells
from review.screening.extraction.xlsb_records import Bytes, constants_in_code, records
from review.screening.extraction.xlsb_styles import BinaryStyles
from review.screening.segments import Place, Segment, Trace, column_name

MARGINS, VALIDATION, LINK, PROTECTION = 479, 64, 494, 535
_SHARED_FORMULAS = frozenset({426, 427})
_SILENT = frozenset({476, 477})
"""Records of sizes, in which nothing can be said."""
_PARTS = (Part.HEADER, Part.FOOTER)


class BinarySheet:
    """Reads the records of one sheet in their order."""

    def __init__(self, sheet: Sheet, strings: Strings, styles: BinaryStyles) -> None:
        """Begin without cells."""
        self._sheet = sheet
        self._cells = BinaryCells(SheetStore(look=styles.look, strings=strings), styles)
        self._finds: list[Segment | Trace] = []
        self._unknown: list[str] = []

    def read(self, part: bytes, *, purse: Purse) -> Finds:
        """Hand on all that a sheet says."""
        for kind, data in records(part):
            if not self._cells.read(kind, Bytes(data)):
                self._other(kind, Bytes(data))
        store = self._cells.store
        yield from sheet_finds(store.cells(purse=purse), sheet=self._sheet)
        said = [
            (row + 1, column + 1, text)
            for row, column, code, shown in store.formulas
            for text in constants_in_code(code)
            if text not in shown
        ]
        yield from formula_finds(said, sheet=self._sheet, purse=purse)
        yield from veiled_finds(store.veiled, sheet=self._sheet)
        yield from self._finds
        unknown = dict.fromkeys((*self._unknown, *self._cells.beside))
        yield unseen(joined(unknown), place=self._sheet.place)

    def _other(self, kind: int, given: Bytes) -> None:
        if kind in _READERS:
            _READERS[kind](self, given)
        elif kind in _SHARED_FORMULAS:
            self._unknown += constants_in_code(given.data)
        elif kind not in _SILENT:
            self._unknown.append(binary_texts(given.data))

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


_READERS: Mapping[int, Callable[[BinarySheet, Bytes], None]] = MappingProxyType(
    {
        MARGINS: BinarySheet.margins,
        VALIDATION: BinarySheet.validation,
        LINK: BinarySheet.link,
        PROTECTION: BinarySheet.protection,
    }
)
