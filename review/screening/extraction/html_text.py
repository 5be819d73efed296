"""The text of a web page in blocks, lines and cells, as its reader sees it or does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from review.screening.extraction.css import Sheet
from review.screening.extraction.html_looks import BESIDE, BLOCK, MARKUP, Style, Styles
from review.screening.extraction.paragraphs import Look, Paragraphs
from review.screening.extraction.tabled import Cell, Table
from review.screening.segments import Segment, Trace, Visibility

Finds = Iterator[Segment | Trace]

_SPACES = re.compile(r"[ \t\r\n\f]+")
_SILENT = frozenset({"script", "style", "title", "head", "meta", "link", "base"})
_ASIDE = Look(visibility=Visibility.META)
"""Signs beside the line, as the reading of a character: they part no word."""
_TURNS = {"rtl": ("\u202b", "\u202c"), "rtl!": ("\u202e", "\u202c"), "ltr!": ("\u202d", "\u202c")}
_WIDEST: Final = 500
ROWS, COLUMNS = "hidden.rows", "hidden.columns"


@dataclass(slots=True)
class Frame:
    """A table that is being read: its row, its cell, and which columns do not show."""

    table: Table = field(default_factory=Table)
    row: list[Cell] = field(default_factory=list)
    cell: list[Segment | Trace] | None = None
    column: int = 0
    wide: int = 1
    unseen: set[int] = field(default_factory=set)
    columns_named: int = 0
    spanned: dict[int, int] = field(default_factory=dict)
    """For each column how many rows a cell above still reaches down."""
    told: dict[tuple[str, int], list[Trace]] = field(default_factory=dict)
    """What is hidden with a whole row or column: told of once."""

    def take(self, find: Segment | Trace) -> None:
        """Put a find into the open cell."""
        if isinstance(find, Trace) and find.rule in {ROWS, COLUMNS}:
            key = (find.rule, self.column if find.rule == COLUMNS else 0)
            self.told.setdefault(key, []).append(find)
        elif self.cell is not None:
            self.cell.append(find)

    def hidden_of(self, rule: str) -> Finds:
        """Tell of the rows or columns that did not show."""
        for key in [key for key in self.told if key[0] == rule]:
            traces = self.told.pop(key)
            yield replace(traces[0], text="\t".join(trace.text for trace in traces))

    def open_cell(self, element: etree._Element) -> None:
        """Begin a cell in the first column that no other cell holds."""
        self.column += self.wide if self.cell is not None or self.row else 1
        while self.spanned.get(self.column, 0) > 0:
            self.spanned[self.column] -= 1
            self.column += 1
        self.wide = _count(element.get("colspan"))
        down = _count(element.get("rowspan"))
        if down > 1:
            reached = range(self.column, self.column + self.wide)
            self.spanned.update(dict.fromkeys(reached, down - 1))
        self.cell = []

    def close_cell(self) -> None:
        """End the cell, if one is open."""
        if self.cell is not None:
            self.row.append((self.column, self.cell))
            self.cell = None

    def close_row(self) -> Finds:
        """Hand on the row."""
        self.close_cell()
        yield from self.table.row(self.row)
        yield from self.hidden_of(ROWS)
        self.row, self.column, self.wide = [], 0, 1


def _count(said: str | None) -> int:
    plain = (said or "1").strip()
    return min(max(int(plain), 1), _WIDEST) if plain.isdecimal() and len(plain) < 6 else 1  # noqa: PLR2004


class PageText:
    """Walks a page once, from element to element."""

    def __init__(self, sheet: Sheet) -> None:
        """Begin with nothing read."""
        self._known = Styles(sheet)
        self._paragraphs = Paragraphs()
        self._frames: list[Frame] = []
        self._styles = [Style()]

    def finds(self, root: etree._Element) -> Finds:
        """Hand on the texts of an element and all below it, in their order."""
        silent = 0
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event in {"comment", "pi"}:
                self._say(element.tail, self._styles[-1])
                continue
            if silent or element.tag in _SILENT - {"head"}:
                silent += 1 if event == "start" else -1
                if not silent and event == "end":
                    self._say(element.tail, self._styles[-1])
                continue
            if event == "start":
                yield from self._open(element)
            else:
                yield from self._close(element)
                if element is not root:
                    self._say(element.tail, self._styles[-1])
        yield from self._sink(self._paragraphs.end())

    def _open(self, element: etree._Element) -> Finds:
        style = self._known.of(element, self._styles[-1])
        if style.flow == BLOCK:
            yield from self._sink(self._paragraphs.end())
        style = self._in_table(element, style)
        if element.tag == "tr" and self._frames:
            yield from self._end_row()
        self._styles.append(style)
        if element.tag == "br":
            self._paragraphs.say("\n", style.look)
        elif element.tag in {"sub", "sup"} or style.flow == BESIDE:
            self._paragraphs.say(" " if element.tag in {"sub", "sup"} else "\t")
        self._say(_turn(element)[0], style)
        self._say(element.text, style, aside=element.tag in {"rt", "rp"})

    def _close(self, element: etree._Element) -> Finds:
        style = self._styles.pop()
        self._say(_turn(element)[1], style)
        if style.flow == BLOCK:
            yield from self._sink(self._paragraphs.end())
        elif element.tag in {"sub", "sup"} or style.flow == BESIDE:
            self._paragraphs.say(" ")
        if not self._frames:
            return
        if element.tag in {"td", "th"}:
            self._frames[-1].close_cell()
        elif element.tag == "tr":
            yield from self._end_row()
        elif element.tag == "table":
            yield from self._end_row(of_table=True)
            self._frames.pop()

    def _in_table(self, element: etree._Element, style: Style) -> Style:
        if element.tag == "table":
            self._frames.append(Frame())
        elif not self._frames:
            return style
        frame = self._frames[-1]
        if element.tag == "col":
            first = frame.columns_named + 1
            frame.columns_named += _count(element.get("span"))
            if style.gone or element.get("width") == "0":
                frame.unseen |= set(range(first, frame.columns_named + 1))
        elif element.tag in {"td", "th"}:
            frame.close_cell()
            frame.open_cell(element)
            if frame.column in frame.unseen:
                return replace(style, gone=COLUMNS)
        elif element.tag == "tr" and style.gone == MARKUP:
            return replace(style, gone=ROWS)
        return style

    def _end_row(self, *, of_table: bool = False) -> Finds:
        frame = self._frames[-1]
        row = list(frame.close_row())
        row += frame.hidden_of(COLUMNS) if of_table else ()
        above = self._frames[-2] if len(self._frames) > 1 else None
        if above is not None and above.cell is not None:
            above.cell += row
        else:
            yield from row

    def _sink(self, finds: Finds) -> Finds:
        """Put what a paragraph says into its cell, or hand it on."""
        frame = self._frames[-1] if self._frames else None
        if frame is not None and frame.cell is not None:
            for find in finds:
                frame.take(find)
        else:
            yield from finds

    def _say(self, text: str | None, style: Style, *, aside: bool = False) -> None:
        if not text:
            return
        plain = text if style.keeps_spaces else _SPACES.sub(" ", text)
        look = _ASIDE if aside and not style.look.rule else style.look
        self._paragraphs.say(plain, look)


def _turn(element: etree._Element) -> tuple[str, str]:
    """Return the signs that turn the text around as an element does."""
    said = (element.get("dir") or "").casefold()
    own = (element.get("style") or "").casefold().replace(" ", "")
    said = "rtl" if "direction:rtl" in own else said
    forced = element.tag == "bdo" or "bidi-override" in own or "isolate-override" in own
    return _TURNS.get(said + "!" * forced, ("", ""))
