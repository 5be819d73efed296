"""The cells of a sheet in binary parts: values in some twenty kinds of records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from review.screening.extraction.biff_values import short_number, special
from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.sheet_numbers import of_float
from review.screening.extraction.sheet_store import At, SheetStore
from review.screening.extraction.xlsb_records import Bytes
from review.screening.extraction.xlsb_styles import BinaryStyles, rich_from

ROW, COLUMNS, DEFAULTS, MERGED = 0, 60, 485, 176
_LOW, _NARROW = 30, 128
"""Twentieths of a point, 256ths of a character: of such a row or column nothing is seen."""
_LAST_COLUMN = 16_383
_LOOK = 0xFFFFFF


class BinaryCells:
    """Reads the records of one sheet that are about its cells."""

    def __init__(self, store: SheetStore, styles: BinaryStyles) -> None:
        """Begin without cells."""
        self.store, self._styles = store, styles
        self.beside: list[str] = []
        self._row = self._column = -1

    def read(self, kind: int, given: Bytes) -> bool:
        """Read one record; false when it is none of a cell."""
        reader = _READERS.get(kind)
        if kind in _EMPTY or kind in _VALUES:
            self._value(kind, given)
        elif reader is not None:
            reader(self, given)
        else:
            return False
        return True

    def _value(self, kind: int, given: Bytes) -> None:
        """Read a cell; a short one stands next to the one before."""
        self._column = self._column + 1 if kind in _SHORT else given.number("I")
        at = (self._row, self._column, given.number("I") & _LOOK)
        if kind in _VALUES:
            _VALUES[kind](self, at, given)

    def shared(self, at: At, given: Bytes) -> None:
        """Read a cell that names a text by its number."""
        self.store.add_shared(at, given.number("I"))

    def text(self, at: At, given: Bytes) -> None:
        """Read a text."""
        self.store.add(at, given.text())

    def rich(self, at: At, given: Bytes) -> None:
        """Read a text of runs."""
        rich = rich_from(given, fonts=self._styles.fonts)
        on_white = self._styles.look(at[2]).on_white
        where = (at[0] + 1, at[1] + 1)
        self.store.veiled += ((*where, *veil) for veil in rich.veiled(on_white=on_white))
        self.store.add(at, rich.shown(on_white=on_white))
        self.beside += rich.beside

    def short_number(self, at: At, given: Bytes) -> None:
        """Read a number in four bytes."""
        self.store.add(at, of_float(short_number(given.number("I"))), is_number=True)

    def number(self, at: At, given: Bytes) -> None:
        """Read a number in eight bytes."""
        self.store.add(at, of_float(given.real()), is_number=True)

    def truth(self, at: At, given: Bytes) -> None:
        """Read TRUE or FALSE."""
        self.store.add(at, special(given.number("B"), is_error=False))

    def error(self, at: At, given: Bytes) -> None:
        """Read what went wrong."""
        self.store.add(at, special(given.number("B"), is_error=True))

    def formula_text(self, at: At, given: Bytes) -> None:
        """Read a formula that came to a text."""
        self._result(at, given, given.text())

    def formula_number(self, at: At, given: Bytes) -> None:
        """Read a formula that came to a number."""
        self._result(at, given, of_float(given.real()), is_number=True)

    def formula_truth(self, at: At, given: Bytes) -> None:
        """Read a formula that came to TRUE or FALSE."""
        self._result(at, given, special(given.number("B"), is_error=False))

    def formula_error(self, at: At, given: Bytes) -> None:
        """Read a formula that came to nothing."""
        self._result(at, given, special(given.number("B"), is_error=True))

    def _result(self, at: At, given: Bytes, text: str, *, is_number: bool = False) -> None:
        given.number("H")
        self.store.add_formula(at, given.formula(), text, is_number=is_number)
        self.beside.append(binary_texts(given.rest))

    def row(self, given: Bytes) -> None:
        """Begin a row, and note whether it is hidden."""
        self._row, self._column = given.number("I"), -1
        given.number("I")
        height, _, flags = given.number("H"), given.number("B"), given.number("B")
        self.store.hidden_rows[self._row] = bool(flags & 0x10) or height <= _LOW

    def columns(self, given: Bytes) -> None:
        """Note which columns are hidden."""
        first, last, width, _ = (given.number("I") for _ in range(4))
        hidden = bool(given.number("H") & 1) or width <= _NARROW
        self.store.state_columns(range(first, min(last, _LAST_COLUMN) + 1), hidden=hidden)

    def defaults(self, given: Bytes) -> None:
        """Note that rows or columns are hidden unless they say otherwise."""
        width, characters = given.number("I"), given.number("H")
        height, flags = given.number("H"), given.number("H")
        self.store.rows_hide = bool(flags & 2) or height <= _LOW
        self.store.columns_hide = width == 0 or (width > 1 << 24 and characters == 0)

    def merged(self, given: Bytes) -> None:
        """Note a merged area."""
        top, bottom, left, right = (given.number("I") + 1 for _ in range(4))
        self.store.merged.append((top, left, bottom, right))


_SHORT = frozenset(range(12, 19))
_EMPTY = frozenset({1, 12})
_VALUES: Mapping[int, Callable[[BinaryCells, At, Bytes], None]] = MappingProxyType(
    {
        **dict.fromkeys((2, 13), BinaryCells.short_number),
        **dict.fromkeys((3, 14), BinaryCells.error),
        **dict.fromkeys((4, 15), BinaryCells.truth),
        **dict.fromkeys((5, 16), BinaryCells.number),
        **dict.fromkeys((6, 17), BinaryCells.text),
        **dict.fromkeys((7, 18), BinaryCells.shared),
        8: BinaryCells.formula_text,
        9: BinaryCells.formula_number,
        10: BinaryCells.formula_truth,
        11: BinaryCells.formula_error,
        62: BinaryCells.rich,
    }
)
_READERS: Mapping[int, Callable[[BinaryCells, Bytes], None]] = MappingProxyType(
    {
        ROW: BinaryCells.row,
        COLUMNS: BinaryCells.columns,
        DEFAULTS: BinaryCells.defaults,
        MERGED: BinaryCells.merged,
    }
)
