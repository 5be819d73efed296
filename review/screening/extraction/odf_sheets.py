"""The sheets of an OpenDocument workbook: cells with their places, and why some do not show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.finds import Finds, hidden
from review.screening.extraction.links import link_finds
from review.screening.extraction.markup import local, text_in
from review.screening.extraction.odf_styles import Manner, OdfStyles, attribute, points
from review.screening.extraction.odf_text import OdfText
from review.screening.extraction.paragraphs import SHOWN
from review.screening.extraction.pdf_strings import is_telling
from review.screening.extraction.sheet_cells import Cells, Hiding, Purse
from review.screening.extraction.sheet_finds import sheet_finds
from review.screening.extraction.sheet_tabs import Sheet, Veil
from review.screening.segments import Place

_CODES = {
    "hidden.white_text": Hiding.WHITE,
    "hidden.tiny_text": Hiding.TINY,
    "hidden.hidden_text": Hiding.FORMAT,
}
_BESIDE = frozenset({"shapes", "forms", "title", "desc"})
_HIDES = frozenset({"collapse", "filter"})
_VALUES = ("string-value", "date-value", "time-value", "value")
_FLAT: Final = 1.0
"""Points: a row or column so low or narrow shows nothing."""
_WIDEST: Final = 16_384
_HIGHEST: Final = 1_048_576


@dataclass(slots=True, kw_only=True)
class _Row:
    """One row as it is read: its filled cells, and what hangs on them."""

    place: Place = field(kw_only=False)
    columns: frozenset[int] = field(kw_only=False)
    is_hidden: bool
    places: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    asides: list[Finds] = field(default_factory=list)

    def take(self, column: int, text: str, code: Hiding) -> None:
        """Add a cell; a hidden row counts before a hidden column, and that before its letters."""
        hidden = Hiding.COLUMN if column in self.columns else code
        self.places.append(column)
        self.texts.append(text)
        self.codes.append(Hiding.ROW if self.is_hidden else hidden)


class OdfSheets:
    """Reads the tables of a workbook one after the other."""

    def __init__(self, styles: OdfStyles, *, text: OdfText, purse: Purse) -> None:
        """`text` reads what stands in cells and is more than text: comments and drawings."""
        self._styles, self._text, self._purse = styles, text, purse

    def finds(self, workbook: etree._Element) -> Finds:
        """Tell of all sheets, and of what a workbook says beside them."""
        for node in workbook.iterchildren(etree.Element):
            if local(node) == "table":
                yield from self._sheet(node)
            elif local(node) == "content-validations":
                yield from _prompts(node)
            elif local(node) in {"named-expressions", "database-ranges", "data-pilot-tables"}:
                yield from _named(node)
            elif local(node) not in {"tracked-changes", "calculation-settings"}:
                yield from self._text.finds(node, part=Part.OTHER)

    def _sheet(self, table: etree._Element) -> Finds:
        said = self._styles.of("table", attribute(table, "style-name"))
        veil = Veil.HIDDEN if said.get("display") == "false" else Veil.NONE
        sheet = Sheet(name=attribute(table, "name"), veil=veil)
        columns, cells = self._columns(table), Cells(self._purse)
        asides: list[Finds] = []
        number = 1
        for row, is_hidden in _of_kind(table, "table-row", hides=False):
            gone = is_hidden or self._is_flat(row, "table-row", "row-height")
            line = _Row(sheet.place, columns, is_hidden=gone)
            self._row(row, line)
            asides += line.asides
            cells.add(number, line.places, line.texts, line.codes if any(line.codes) else ())
            number += _count(row, "number-rows-repeated", most=_HIGHEST)
        yield from sheet_finds(cells, sheet=sheet)
        yield from chain.from_iterable(asides)
        drawn = [one for one in table.iterchildren(etree.Element) if local(one) in _BESIDE]
        yield from self._text.each(drawn, part=Part.TEXT_BOX, place=sheet.place)
        for node in table.iterchildren(etree.Element):
            if local(node) == "table-source":
                address = attribute(node, "href")
                yield from link_finds(address, place=sheet.place, loads=True)

    def _columns(self, table: etree._Element) -> frozenset[int]:
        """Return the columns that do not show."""
        hidden, at = set[int](), 1
        for node, is_hidden in _of_kind(table, "table-column", hides=False):
            count = _count(node, "number-columns-repeated", most=_WIDEST)
            if is_hidden or self._is_flat(node, "table-column", "column-width"):
                hidden.update(range(at, min(at + count, _WIDEST + 1)))
            at += count
        return frozenset(hidden)

    def _is_flat(self, node: etree._Element, family: str, name: str) -> bool:
        said = self._styles.of(family, attribute(node, "style-name"))
        size = points(said.get(name, ""))
        return size is not None and size < _FLAT

    def _row(self, row: etree._Element, line: _Row) -> None:
        at = 1
        for cell in row.iterchildren(etree.Element):
            if local(cell) not in {"table-cell", "covered-table-cell"}:
                continue
            for text, code in self._cell(cell, line):
                line.take(at, text, code)
            beside = [one for one in cell.iterchildren(etree.Element) if local(one) != "p"]
            line.asides.append(self._text.each(beside, part=Part.TEXT_BOX, place=line.place))
            at += _count(cell, "number-columns-repeated", most=_WIDEST)

    def _cell(self, cell: etree._Element, line: _Row) -> Iterator[tuple[str, Hiding]]:
        """Yield what a cell says, and what in it does not show."""
        manner = Manner().under(self._styles.of("table-cell", attribute(cell, "style-name")))
        covered = local(cell) == "covered-table-cell"
        by_code: dict[Hiding, list[str]] = {}
        for paragraph in cell.iterchildren(etree.Element):
            if local(paragraph) != "p":
                continue
            pieces, asides = self._text.pieces(paragraph, manner, place=line.place)
            line.asides += asides
            for text, look in [*pieces, (" ", SHOWN)]:
                code = Hiding.COVERED if covered else _CODES.get(look.rule, Hiding.NOT)
                by_code.setdefault(code, []).append(text)
        shown = {code: " ".join("".join(texts).split()) for code, texts in by_code.items()}
        value = " ".join(_value(cell).split())
        if not any(shown.values()):
            shown = {Hiding.FORMAT: value}
        elif is_telling(value) and not any(value in text for text in shown.values()):
            shown[Hiding.NOT] = f"{shown.get(Hiding.NOT, '')} {value}".strip()
        for code, text in shown.items():
            if text:
                yield text, code


def _value(cell: etree._Element) -> str:
    values = (attribute(cell, name) for name in _VALUES)
    return next(filter(None, values), "").removesuffix(".0")


def _of_kind(
    node: etree._Element, kind: str, *, hides: bool
) -> Iterator[tuple[etree._Element, bool]]:
    """Yield rows or columns, also from groups, and whether they or their group are hidden."""
    stems = {f"{kind}s", f"{kind}-group", f"table-header-{kind.removeprefix('table-')}s"}
    for child in node.iterchildren(etree.Element):
        if local(child) == kind:
            yield child, hides or attribute(child, "visibility") in _HIDES
        elif local(child) in stems:
            closed = hides or attribute(child, "display") == "false"
            yield from _of_kind(child, kind, hides=closed)


def _count(node: etree._Element, name: str, *, most: int) -> int:
    said = attribute(node, name)
    return min(int(said), most) if said.isdecimal() and said != "0" else 1


def _prompts(node: etree._Element) -> Finds:
    for message in node.iter(etree.Element):
        if local(message) in {"help-message", "error-message"}:
            text = "\n".join(filter(None, (attribute(message, "title"), text_in(message).strip())))
            yield from hidden("hidden.prompt", text, part=Part.OTHER)


def _named(node: etree._Element) -> Finds:
    for one in node.iter(etree.Element):
        for value in one.attrib.values():
            text = str(value)
            if "://" in text or text.startswith("'file:"):
                yield from link_finds(text.strip("'"), loads=True)
            elif is_telling(text):
                yield from hidden("hidden.defined_name", text, part=Part.OTHER)
