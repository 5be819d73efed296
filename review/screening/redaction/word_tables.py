"""How tables of a Word file are built: widths and joined cells, with plain lines around all."""

from __future__ import annotations

from lxml import etree

from review.screening.redaction.word_formats import told_of

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_LINES = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0"/>' for side in _SIDES)


def table_told(table: etree._Element) -> str:
    """Return what holds for a whole table."""
    width = table.find("{*}tblPr/{*}tblW")
    aligned = table.find("{*}tblPr/{*}jc")
    columns = "".join(map(told_of, table.iterfind("{*}tblGrid/{*}gridCol")))
    return (
        f"<w:tblPr>{told_of(width)}{told_of(aligned)}<w:tblBorders>{_LINES}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>"
    )


def cell_told(cell: etree._Element) -> str:
    """Return how wide a cell is, and what it is joined with."""
    names = ("tcW", "gridSpan", "vMerge", "vAlign")
    told = "".join(told_of(cell.find(f"{{*}}tcPr/{{*}}{name}")) for name in names)
    return f"<w:tcPr>{told}</w:tcPr>" if told else ""
