"""The rows of a worksheet in XML: quickly where they are written as programs write them.

Most sheets hold nothing but rows of cells in one strict form, which a pattern reads many times
faster than a parser. What the pattern does not cover without a gap is left to the parser, so that
nothing is skipped that is not in that form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from review.screening.extraction.markup import local, parsed, text_in
from review.screening.extraction.sheet_chunks import Chunks, rooted
from review.screening.extraction.sheet_pattern import ROW_NAMES, Raw, Rows, one_row, strict_rows
from review.screening.extraction.sheet_rich import RichText, rich_text
from review.screening.extraction.sheet_streams import Stream
from review.screening.limits import Limits
from review.screening.segments import NotRead, Reason

_PREFIX = "x14ac"
"""Of the one attribute of a row that is not the sheet's own."""
_CELL_NAMES = frozenset({"r", "s", "t", "cm", "vm", "ph"})
_FORMULA_NAMES = frozenset(
    {"t", "ref", "si", "ca", "aca", "bx", "dt2D", "dtr", "del1", "del2", "r1", "r2"}
)


@dataclass(slots=True)
class SheetXml:
    """A worksheet part, read row by row."""

    content: bytes
    limits: Limits
    root: etree._Element | None = None
    """What stands around the rows: from the first row on what is before them, then all."""
    rich: list[tuple[str, str, RichText]] = field(default_factory=list)
    """Texts in cells with more to them than a plain text: number of the row, letters, text."""
    stray: list[str] = field(default_factory=list)
    """Texts and attributes where none belong."""

    def whole_root(self) -> etree._Element:
        """Return what stands around the rows, as far as it is read; NotRead if nothing is."""
        if self.root is None:
            raise NotRead(Reason.BROKEN)
        return self.root

    def rows(self) -> Iterator[Rows]:
        """Yield the rows in their order, those that are alike together."""
        chunks = Chunks(self.content, name="row")
        if not chunks.are_strict:
            yield from self._parsed_rows(self.content, is_whole=True)
            return
        self.root = parsed(chunks.around, limits=self.limits)
        if _PREFIX not in self.root.nsmap and f" {_PREFIX}:".encode() in self.content:
            raise NotRead(Reason.BROKEN)
        for chunk in chunks:
            rows = strict_rows(chunk)
            if rows is None:
                rows = self._parsed_rows(rooted(chunk, like=self.root))
            yield from rows

    def _parsed_rows(self, content: bytes, *, is_whole: bool = False) -> Iterator[Rows]:
        stream = Stream(content, tag="row")
        for element in stream:
            if is_whole:
                self.root = element.getroottree().getroot()
            yield self._parsed(element)
        self.stray += stream.stray
        if is_whole:
            self.root = stream.root

    def _parsed(self, element: etree._Element) -> Rows:
        attributes = {str(name): str(value) for name, value in element.items()}
        self._note(element, known=_ROW_ATTRIBUTES)
        number = attributes.get("r", "")
        for remark in element.iter(etree.Comment, etree.ProcessingInstruction):
            self._say(remark.text)
        cells = element.iterchildren(etree.Element)
        return one_row((number, attributes), (self._cell(cell, row=number) for cell in cells))

    def _cell(self, cell: etree._Element, *, row: str) -> Raw:
        formula = value = text = ""
        letters = cell.get("r", "").rstrip("0123456789")
        for child in cell.iterchildren(etree.Element):
            match local(child):
                case "v":
                    value = text_in(child)
                case "f":
                    formula = text_in(child)
                    self._note(child, known=_FORMULA_NAMES)
                case "is":
                    rich = rich_text(child)
                    text = rich.shown(on_white=True)
                    if not rich.is_plain:
                        self.rich.append((row, letters, rich))
                case _:
                    self._say(text_in(child))
            self._say(child.tail)
        self._note(cell, known=_CELL_NAMES)
        return letters, cell.get("s"), cell.get("t"), formula, value, text

    def _note(self, element: etree._Element, *, known: frozenset[str]) -> None:
        """Keep what an element says where no program looks."""
        self._say(element.text if len(element) else "")
        for name, value in element.items():
            if name not in known:
                self._say(str(value))

    def _say(self, text: str | None) -> None:
        if text and text.strip():
            self.stray.append(text.strip())


_ROW_ATTRIBUTES = frozenset({"r", *ROW_NAMES.split("|")[:-1]}) | {
    "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac}dyDescent"
}
