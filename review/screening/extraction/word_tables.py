"""The tables of a Word part: what labels a cell from the head of its row and of its column."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from review.screening.extraction.markup import local, text_in
from review.screening.extraction.word_styles import value_of

_PROPERTIES = frozenset({"trPr", "tblPrEx"})
_MOST = 200
"""So many characters of a cell label others: a head is short."""
_MOST_COLUMNS = 512


class Tables:
    """What labels the cells of one part, each table and row looked at once."""

    def __init__(self) -> None:
        """Begin with no table known."""
        self._heads: dict[etree._Element, tuple[str, dict[int, str]]] = {}
        self._columns: dict[etree._Element, dict[etree._Element, int]] = {}

    def heading(self, row: etree._Element) -> str:
        """Return the first cell of a row and the first rows of its table."""
        table = _above(row, "}tbl")
        first = next(_cells(row), None)
        said = "" if first is None else _said(first)
        return f"{said}\n" if table is None else f"{said}\n{self._head(table)[0]}\n"

    def column(self, cell: etree._Element) -> str:
        """Return what stands at the head of a cell's own column."""
        row = _above(cell, "}tr")
        table = None if row is None else _above(row, "}tbl")
        if row is None or table is None:
            return ""
        if row not in self._columns:
            self._columns = {row: dict(_placed(row))}
        return self._head(table)[1].get(self._columns[row].get(cell, 0), "")

    def _head(self, table: etree._Element) -> tuple[str, dict[int, str]]:
        """Return the text of the first rows, down to one of several cells, and its columns."""
        if table not in self._heads:
            self._heads[table] = _head_of(table)
        return self._heads[table]


def _head_of(table: etree._Element) -> tuple[str, dict[int, str]]:
    said: list[str] = []
    columns: dict[int, str] = {}
    for row in _children(table, "tr"):
        cells = list(_placed(row))
        said += [_said(cell) for cell, _ in cells[:_MOST_COLUMNS]]
        if len(cells) > 1:
            columns = {at: _said(cell) for cell, at in cells[:_MOST_COLUMNS]}
            break
        if len(said) >= _MOST_TITLES:
            break
    return "".join(said), columns


_MOST_TITLES = 3
"""A table has its head under few lines of title, or none."""


def _placed(row: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    """Yield the cells of a row with the column that each begins in, counted from 0."""
    at = 0
    for cell in _cells(row):
        yield cell, at
        span = cell.find("{*}tcPr/{*}gridSpan")
        wide = value_of(span) if span is not None else "1"
        at += int(wide) if wide.isdecimal() and len(wide) < 4 else 1  # noqa: PLR2004 - columns


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return _children(row, "tc")


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, through what may be wrapped around them."""
    for child in element.iterchildren(etree.Element):
        found = local(child)
        if found == name:
            yield child
        elif found not in _PROPERTIES and found not in {"tc", "tr", "tblPr", "tblGrid"}:
            yield from _children(child, name)


def _above(element: etree._Element, name: str) -> etree._Element | None:
    above = element.getparent()
    while above is not None and not str(above.tag).endswith(name):
        above = above.getparent()
    return above


def _said(cell: etree._Element) -> str:
    return " ".join(text_in(cell).split())[:_MOST]
