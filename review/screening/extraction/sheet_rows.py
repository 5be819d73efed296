"""The rows of a worksheet in XML: quickly where they are written as programs write them.

Most sheets hold nothing but rows of cells in one strict form, which a pattern reads many times
faster than a parser. What the pattern does not cover without a gap is left to the parser, so that
nothing is skipped that is not in that form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lxml import etree

from review.screening.extraction.markup import local, parsed, text_in
from review.screening.extraction.sheet_chunks import Chunks, rooted, unescaped
from review.screening.extraction.sheet_rich import RichText, rich_text
from review.screening.extraction.sheet_streams import Stream
from review.screening.limits import Limits
from review.screening.segments import NotRead, Reason

Raw = tuple[str, str | None, str | None, str | None, str | None, str | None]
"""Letters of the column, style, type, formula, value, text in the cell."""
Row = tuple[str, Mapping[str, str], list[Raw]]
"""Its number, empty where it has none, how high it is and whether hidden, and its cells."""

_VALUE = r'="(?:[0-9]{0,10}+(?:[.:][0-9]{0,17}+)?+|true|false)"'
_NAMES = (
    r"spans|s|ht|hidden|customHeight|customFormat|outlineLevel|collapsed|thickTop|thickBot|ph"
    r"|x14ac:dyDescent"
)
_REST = rf"(?: (?:{_NAMES}){_VALUE})*+"
_PLAIN_ROW = rf'<row(?: r="[0-9]{{1,7}}")?+{_REST} ?'
_SKIPPED = rf"(?:\s*+(?:</row>|{_PLAIN_ROW}/>|{_PLAIN_ROW}>\s*+(?=</row>)))*+\s*+"
"""Ends of rows, and rows without cells."""
_FOLLOWING = re.compile(rf'</row><row r="([0-9]{{1,7}}+)"({_REST})>')
_OPENING = re.compile(rf'{_SKIPPED}<row(?: r="([0-9]{{1,7}}+)")?+({_REST}) ?>\s*+')
_CLOSING = re.compile(_SKIPPED)
_ATTRIBUTE = re.compile(r' (\w+)="([^"]*)"')
_CELL = re.compile(
    r'<c r="([A-Z]{1,3}+)[0-9]{1,7}+"(?: s="([0-9]{1,6}+)")?+(?: t="([a-zA-Z]{1,9}+)")?+'
    r'(?:/>|>(?:<f(?: (?:t|ref|si|ca)="[A-Za-z0-9:]{0,20}+")*+(?:/>|>([^<]*+)</f>))?+'
    r'(?:<v>([^<]*+)</v>|<v ?/>|<is><t(?: xml:space="preserve")?+>([^<]*+)</t></is>)?+</c>)'
)
_GROUPS = _CELL.groups + 1
_FIRST_TEXT = 3
"""Of the groups of a cell: formula, value and text follow what names the cell."""
_CELL_NAMES = frozenset({"r", "s", "t", "cm", "vm", "ph"})
_FORMULA_NAMES = frozenset(
    {"t", "ref", "si", "ca", "aca", "bx", "dt2D", "dtr", "del1", "del2", "r1", "r2"}
)
_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


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

    def rows(self) -> Iterator[Row]:
        """Yield the rows in their order."""
        chunks = Chunks(self.content, name="row")
        if not chunks.are_strict:
            yield from self._parsed_rows(self.content, is_whole=True)
            return
        self.root = parsed(chunks.around, limits=self.limits)
        for chunk in chunks:
            rows = _strict_rows(chunk)
            if rows is None:
                rows = self._parsed_rows(rooted(chunk, like=self.root))
            yield from rows

    def _parsed_rows(self, content: bytes, *, is_whole: bool = False) -> Iterator[Row]:
        stream = Stream(content, tag="row")
        for element in stream:
            if is_whole:
                self.root = element.getroottree().getroot()
            yield self._parsed(element)
        self.stray += stream.stray
        if is_whole:
            self.root = stream.root

    def _parsed(self, element: etree._Element) -> Row:
        attributes = {str(name): str(value) for name, value in element.items()}
        self._note(element, known=_ROW_ATTRIBUTES)
        number = attributes.get("r", "")
        for remark in element.iter(etree.Comment, etree.ProcessingInstruction):
            self._say(remark.text)
        cells = element.iterchildren(etree.Element)
        return number, attributes, [self._cell(cell, row=number) for cell in cells]

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


_ROW_ATTRIBUTES = frozenset({"r", *_NAMES.split("|")[:-1]}) | {
    "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac}dyDescent"
}


def _strict_rows(chunk: str) -> Iterator[Row] | None:
    """Read a chunk by the pattern; nothing when that leaves a gap."""
    pieces = _CELL.split(chunk)
    *gaps, closing = pieces[::_GROUPS]
    openings = {gap: _FOLLOWING.fullmatch(gap) or _OPENING.fullmatch(gap) for gap in {*gaps} - {""}}
    if not gaps or not gaps[0] or not all(openings.values()) or not _CLOSING.fullmatch(closing):
        return None
    columns = [pieces[at::_GROUPS] for at in range(1, _GROUPS)]
    if "&" in chunk:
        columns[_FIRST_TEXT:] = map(unescaped, columns[_FIRST_TEXT:])
    return _split(list(zip(*columns, strict=True)), gaps, openings)


def _split(
    cells: list[Raw], gaps: list[str], openings: Mapping[str, re.Match[str] | None]
) -> Iterator[Row]:
    """Put the cells between two gaps, each of which begins a row, together."""
    begins = [at for at, gap in enumerate(gaps) if gap]
    for begin, end in zip(begins, [*begins[1:], len(cells)], strict=True):
        opening = openings[gaps[begin]]
        number, rest = ("", "") if opening is None else opening.group(1, 2)
        attributes = dict(_ATTRIBUTE.findall(rest)) if "h" in rest else _NO_ATTRIBUTES
        yield number or "", attributes, cells[begin:end]
