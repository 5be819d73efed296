"""The paragraphs and tables of a story, written anew from what shows in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from lxml import etree

from review.screening.extraction.markup import local
from review.screening.extraction.word_styles import attribute
from review.screening.redaction.packing import seen
from review.screening.redaction.word_fields import Numbering as PageNumbers
from review.screening.redaction.word_formats import Formats, told_of
from review.screening.redaction.word_notes import REFERENCES, Notes
from review.screening.redaction.word_numbers import Numbers
from review.screening.redaction.word_pictures import Pictures
from review.screening.redaction.word_pieces import Pieces
from review.screening.redaction.word_tables import cell_told, table_told

_SILENT = frozenset({"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sectPr"})
_EMPTY = "<w:p/>"
_DRAWN_BY_ALL = frozenset({"wps", "wpg", "wpc", "wpi", "w14", "w15", "wp14", "a14"})
"""What a choice needs that Word and WPS have had for many years."""


@dataclass(kw_only=True)
class Shared:
    """What the stories of one copy share."""

    formats: Formats
    numbers: Numbers
    notes: Notes
    pictures: Pictures
    kept: list[str] = field(default_factory=list)
    """What stands in the copy, paragraph by paragraph, with gaps."""


@dataclass(kw_only=True)
class Writer:
    """Writes one story."""

    story: Pieces
    shared: Shared
    source: str
    """The part of the package that the story is."""
    relations: list[str] = field(default_factory=list)
    """What the copy's part leads to beside headers and footers."""
    _boxes: list[etree._Element] = field(default_factory=list)

    def blocks(self, holder: etree._Element) -> Iterator[str]:
        """Yield the paragraphs and tables in an element, through what is wrapped around them."""
        for child in holder.iterchildren(etree.Element):
            name = local(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield self._table(child)
            elif name not in _SILENT:
                yield from self.blocks(child)

    def _paragraph(self, element: etree._Element) -> Iterator[str]:
        """Yield a paragraph, and behind it those of the boxes that hang on it."""
        paragraph = self.story.paragraph(element)
        if paragraph is None:
            return
        boxes, self._boxes = self._boxes, []
        section = self.section(element)
        label = self.shared.numbers.label(self.shared.formats.number(element))
        self.shared.kept += (label, "")
        runs = "".join(self._inline(element, PageNumbers()))
        if runs or section or not self.story.is_gone(paragraph):
            before = f"<w:r>{_text(label)}</w:r>" if label else ""
            form = self.shared.formats.of_paragraph(element, section=section)
            yield f"<w:p>{form}{before}{runs}</w:p>"
        hanging, self._boxes = self._boxes, boxes
        for box in hanging:
            yield from self.blocks(box)

    def section(self, element: etree._Element) -> str:  # noqa: ARG002 - the body's needs it
        """Return the section that a paragraph ends; stories beside the body have none."""
        return ""

    def _inline(self, holder: etree._Element, fields: PageNumbers) -> Iterator[str]:
        for child in holder.iterchildren(etree.Element):
            name = local(child)
            if name == "Fallback" and _is_passed_over(child):
                continue
            fields.meet(child, name)
            piece = self.story.by_node.get(child)
            if piece is not None:
                self.shared.kept[-1] += piece.kept
                yield fields.around(self._run(child, piece.left), is_cut=bool(piece.cuts))
            if name == "txbxContent":
                self._boxes.append(child)
            elif name in REFERENCES:
                yield self.shared.notes.mark(child)
            elif name == "drawing":
                relations = self.relations
                yield self.shared.pictures.drawn(child, source=self.source, relations=relations)
                yield from self._inline(child, fields)
            elif name not in _SILENT:
                yield from self._inline(child, fields)
                fields.leave(name)

    def _run(self, node: etree._Element, text: str) -> str:
        run = node.getparent()
        is_run = run is not None and local(run) == "r"
        form = self.shared.formats.of_run(run) if is_run and run is not None else ""
        return f"<w:r>{form}{_text(text)}</w:r>"

    def _table(self, table: etree._Element) -> str:
        rows = "".join(self._rows(table))
        return f"<w:tbl>{table_told(table)}{rows}</w:tbl>" if rows else _EMPTY

    def _rows(self, holder: etree._Element) -> Iterator[str]:
        for child in holder.iterchildren(etree.Element):
            if local(child) == "tr":
                if self._shows(child):
                    yield f"<w:tr>{''.join(self._cells(child))}</w:tr>"
            elif local(child) not in _SILENT:
                yield from self._rows(child)

    def _cells(self, holder: etree._Element) -> Iterator[str]:
        for child in holder.iterchildren(etree.Element):
            if local(child) == "tc":
                blocks = list(self.blocks(child))
                last = "" if blocks and blocks[-1].startswith("<w:p") else _EMPTY
                yield f"<w:tc>{cell_told(child)}{''.join(blocks)}{last}</w:tc>"
            elif local(child) not in _SILENT:
                yield from self._cells(child)

    def _shows(self, row: etree._Element) -> bool:
        """Whether a row stands on the page: it does unless it is hidden, or was taken out."""
        paragraphs = list(row.iter("{*}p"))
        return not paragraphs or any(self.story.paragraph(each) is not None for each in paragraphs)


def _is_passed_over(fallback: etree._Element) -> bool:
    """Whether every program of today draws what stands before a fallback, and not this."""
    chosen = fallback.getparent()
    needed = () if chosen is None else (each.get("Requires") for each in chosen.iter("{*}Choice"))
    return any(name in _DRAWN_BY_ALL for name in needed)


def _text(text: str) -> str:
    """Return a text in the elements of a run: ends of lines and tabs have their own."""
    pieces = []
    for line in seen(text).replace("\r", "\n").split("\n"):
        words = (
            f'<w:t xml:space="preserve">{escape(word)}</w:t>' if word else ""
            for word in line.split("\t")
        )
        pieces.append("<w:tab/>".join(words))
    return "<w:br/>".join(pieces)


def reference(name: str, source: etree._Element, relation: str) -> str:
    """Return what leads from a section to a header or footer."""
    kind = attribute(source, "type")
    kind = kind if kind in {"default", "first", "even"} else "default"
    return f'<w:{name} w:type="{kind}" r:id="{relation}"/>'


def size_told(section: etree._Element) -> str:
    """Return the size of the paper, its margins and columns."""
    names = ("type", "pgSz", "pgMar", "pgNumType", "cols", "titlePg")
    return "".join(told_of(section.find(f"{{*}}{name}")) for name in names)
