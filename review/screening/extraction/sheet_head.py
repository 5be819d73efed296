"""Which rows and columns of a worksheet are hidden: it says so before its first cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from review.screening.extraction.sheet_cells import Hiding
from review.screening.segments import NotRead, Reason

NARROW, LOW = 0.5, 1.5
"""Characters wide, points high: of such a column or row nothing is to be seen."""
COLUMNS_AT_MOST = 26 + 26**2 + 26**3 + 1
"""So many have a name of three letters."""
_TRUE = frozenset({"1", "true", "on"})
_LARGE = 1e9


class Head:
    """What a worksheet says of its rows and columns."""

    def __init__(self) -> None:
        """Begin with everything shown."""
        self._columns = bytearray(COLUMNS_AT_MOST)
        self._rows_hide = self._columns_hide = False

    def read(self, root: etree._Element) -> None:
        """Read the part as far as its first row."""
        for form in root.iterfind("{*}sheetFormatPr"):
            self._rows_hide = _is_set(form, "zeroHeight") or _size(form, "defaultRowHeight") <= LOW
            if _size(form, "defaultColWidth") <= NARROW:
                self._columns[:] = bytes([Hiding.COLUMN]) * len(self._columns)
        for column in root.iterfind("{*}cols/{*}col"):
            first, last = (_number(column.get(end)) for end in ("min", "max"))
            hidden = _is_set(column, "hidden") or _size(column, "width") <= NARROW
            these = slice(int(first), int(min(last, COLUMNS_AT_MOST - 1)) + 1)
            code = Hiding.COLUMN if hidden else Hiding.NOT
            self._columns[these] = bytes([code]) * len(self._columns[these])
        self._columns_hide = self._columns.count(0) < len(self._columns)

    def confirm(self, root: etree._Element) -> None:
        """Refuse a part that says only behind its cells which of them are hidden."""
        before = bytes(self._columns), self._rows_hide
        self.read(root)
        if before != (bytes(self._columns), self._rows_hide):
            raise NotRead(Reason.BROKEN)

    def row_code(self, attributes: Mapping[str, str]) -> Hiding:
        """Return what hides a row that says this of itself."""
        if not attributes and not self._rows_hide:
            return Hiding.NOT
        height = attributes.get("ht")
        low = _number(height) <= LOW if height else self._rows_hide
        return Hiding.ROW if low or attributes.get("hidden") in _TRUE else Hiding.NOT

    def codes(
        self, columns: Sequence[int], veils: Mapping[int, Hiding], *, row: Hiding
    ) -> Sequence[int]:
        """Return what hides each cell of a row: the row, the column, or its own look."""
        if row:
            return [row] * len(columns)
        if not self._columns_hide and not any(veils.values()):
            return ()
        hidden = self._columns
        return [hidden[column] or veils.get(at, 0) for at, column in enumerate(columns)]


def _is_set(element: etree._Element, name: str) -> bool:
    return element.get(name) in _TRUE


def _size(element: etree._Element, name: str) -> float:
    """Return a size; a great one where it is not said."""
    text = element.get(name)
    return _LARGE if text is None else _number(text)


def _number(text: str | None) -> float:
    try:
        number = float(text or 0)
    except ValueError as fault:
        raise NotRead(Reason.BROKEN) from fault
    if not 0 <= number < _LARGE:
        raise NotRead(Reason.BROKEN)
    return number
