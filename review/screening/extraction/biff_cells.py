"""The cells of an old sheet: values in a dozen kinds of records, and what hides them."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from types import MappingProxyType

from review.screening.extraction.biff_book import BiffBook
from review.screening.extraction.biff_records import Record
from review.screening.extraction.biff_strings import Cursor
from review.screening.extraction.biff_values import short_number, special
from review.screening.extraction.sheet_numbers import of_float
from review.screening.extraction.sheet_store import At, SheetStore

ROW, COLUMNS, DEFAULT_WIDTH, DEFAULT_HEIGHT, MERGED = 0x0208, 0x007D, 0x0055, 0x0225, 0x00E5
LABEL_SST, LABEL, RICH_LABEL, NUMBER, RK, MANY_RK = 0x00FD, 0x0204, 0x00D6, 0x0203, 0x027E, 0x00BD
TRUTH_OR_ERROR, FORMULA, STRING = 0x0205, 0x0006, 0x0207
FORMULAS = frozenset({FORMULA, 0x0206, 0x0406})
_NOT_A_NUMBER = b"\xff\xff"
_LOW, _NARROW = 30, 128
"""Twentieths of a point, 256ths of a character: of such a row or column nothing is seen."""
_CODE = 22
"""Where in the record of a formula its binary form begins."""


class BiffCells:
    """Reads the cells of one sheet."""

    def __init__(self, book: BiffBook) -> None:
        """Begin without cells."""
        self._texts = book.texts
        self.store = SheetStore(look=book.look, strings=book.strings)
        self.beside: list[str] = []
        """Texts that belong to no cell."""
        self._waiting: tuple[At, bytes] | None = None
        """A formula whose result is a text that the next record brings."""

    def read(self, record: Record) -> bool:
        """Read one record; false when it is none of a cell."""
        reader = _READERS.get(record.kind)
        if reader is not None:
            reader(self, record)
        return reader is not None

    def shared_text(self, record: Record) -> None:
        """Read a cell that names a text by its number."""
        self.store.add_shared(_at(record), record.number("I", 6))

    def own_text(self, record: Record) -> None:
        """Read a cell that has its text in itself."""
        text, _ = self._texts.long(record.data, 6)
        self.store.add(_at(record), text)

    def number(self, record: Record) -> None:
        """Read a number in eight bytes."""
        (value,) = struct.unpack("<d", record.data[6:14].ljust(8, b"\0"))
        self.store.add(_at(record), of_float(value), is_number=True)

    def short_number(self, record: Record) -> None:
        """Read a number in four bytes."""
        text = of_float(short_number(record.number("I", 6)))
        self.store.add(_at(record), text, is_number=True)

    def short_numbers(self, record: Record) -> None:
        """Read neighbouring numbers in four bytes each."""
        row, first = record.numbers("HH")
        for number in range((len(record.data) - 6) // 6):
            look, value = record.numbers("HI", 4 + 6 * number)
            text = of_float(short_number(value))
            self.store.add((row, first + number, look), text, is_number=True)

    def truth_or_error(self, record: Record) -> None:
        """Read TRUE, FALSE or what went wrong."""
        value, is_error = record.numbers("BB", 6)
        self.store.add(_at(record), special(value, is_error=bool(is_error)))

    def formula(self, record: Record) -> None:
        """Read a formula by its result."""
        at, data = _at(record), record.data
        result, code = data[6:14].ljust(8, b"\0"), data[_CODE:]
        if result[6:] != _NOT_A_NUMBER:
            text = of_float(struct.unpack("<d", result)[0])
            self.store.add_formula(at, code, text, is_number=True)
        elif result[0] == 0:
            self._waiting = (at, code)
        else:
            text = special(result[2], is_error=result[0] == 2) if result[0] < 3 else ""  # noqa: PLR2004
            self.store.add_formula(at, code, text)

    def result(self, record: Record) -> None:
        """Read the text that a formula came to."""
        if self._texts.is_unicode:
            cursor = Cursor(record.pieces)
            count, wide = cursor.number("H"), bool(cursor.number("B") & 1)
            text = cursor.characters(count, wide=wide)
        else:
            text, _ = self._texts.long(record.data, 0)
        if self._waiting is None:
            self.beside.append(text)
        else:
            self.store.add_formula(*self._waiting, text)
            self._waiting = None

    def row(self, record: Record) -> None:
        """Note whether a row is hidden."""
        number, height, flags = record.number("H"), record.number("H", 6), record.number("H", 12)
        low = height & 0x7FFF <= _LOW and not height & 0x8000
        self.store.hidden_rows[number] = low or bool(flags & 0x20)

    def columns(self, record: Record) -> None:
        """Note which columns are hidden."""
        first, last, width, _, flags = record.numbers("HHHHH")
        hidden = bool(flags & 1) or width <= _NARROW
        self.store.state_columns(range(first, last + 1), hidden=hidden)

    def default_width(self, record: Record) -> None:
        """Note that columns are hidden unless they say otherwise."""
        self.store.columns_hide = record.number("H") == 0

    def default_height(self, record: Record) -> None:
        """Note that rows are hidden unless they say otherwise."""
        if len(record.data) >= 4:  # noqa: PLR2004 - flags and height
            flags, height = record.numbers("HH")
            self.store.rows_hide = bool(flags & 2) or height <= _LOW

    def merges(self, record: Record) -> None:
        """Note merged areas."""
        count = min(record.number("H"), (len(record.data) - 2) // 8)
        for number in range(count):
            top, bottom, left, right = record.numbers("HHHH", 2 + 8 * number)
            self.store.merged.append((top + 1, left + 1, bottom + 1, right + 1))


def _at(record: Record) -> At:
    row, column, look = record.numbers("HHH")
    return row, column, look


_READERS: Mapping[int, Callable[[BiffCells, Record], None]] = MappingProxyType(
    {
        LABEL_SST: BiffCells.shared_text,
        LABEL: BiffCells.own_text,
        RICH_LABEL: BiffCells.own_text,
        NUMBER: BiffCells.number,
        RK: BiffCells.short_number,
        MANY_RK: BiffCells.short_numbers,
        TRUTH_OR_ERROR: BiffCells.truth_or_error,
        STRING: BiffCells.result,
        ROW: BiffCells.row,
        COLUMNS: BiffCells.columns,
        DEFAULT_WIDTH: BiffCells.default_width,
        DEFAULT_HEIGHT: BiffCells.default_height,
        MERGED: BiffCells.merges,
        **dict.fromkeys(FORMULAS, BiffCells.formula),
    }
)
