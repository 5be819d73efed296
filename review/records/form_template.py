"""Writes the Word template of the approval form: an ordinary file that the office can edit.

Run `python -m review.records.form_template` after changing `approval_form.toml`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from docx.document import Document as DocumentObject
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from review.records.form_view import wording
from review.records.word import blank_a4, body_style, saved, set_face, write_field
from review.shipped import shipped

_MADE = datetime(1980, 1, 1, tzinfo=UTC)
"""Of the template: it says plainly that it is no date. The form has its own."""
_MUTED = RGBColor(0x59, 0x63, 0x6E)
_BODY, _SMALL = 10.5, 8.0
_MARKS = {
    "#": WD_ALIGN_PARAGRAPH.CENTER,
    ">": WD_ALIGN_PARAGRAPH.RIGHT,
    "~": WD_ALIGN_PARAGRAPH.LEFT,
}


def form_template() -> bytes:
    """Return the template as a Word file; the same wording gives the same bytes."""
    words = wording()
    document = blank_a4(made=_MADE, title=words["title"])
    _set_page(document, words=words)
    _write_heading(document, words=words)
    for table in words["word"]["tables"]:
        _write_section(document, table, words=words)
    for line in words["notes"]["lines"]:
        _style(document.add_paragraph().add_run(line), size=_SMALL, muted=_MUTED)
    return saved(document)


def _set_page(document: DocumentObject, *, words: dict[str, Any]) -> None:
    section = document.sections[0]
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    fonts = words["fonts"]
    body_style(document, latin=fonts["latin"], east_asian=fonts["body"], size=_BODY)
    for name in ("Header", "Footer"):
        style = document.styles[name]
        if isinstance(style, ParagraphStyle):
            style.font.size, style.font.color.rgb = Pt(_SMALL), _MUTED
    section.header.paragraphs[0].add_run(words["word"]["header"])
    _write_footer(section.footer.paragraphs[0], words["word"]["footer"])


def _write_footer(paragraph: Paragraph, line: str) -> None:
    paragraph.add_run(line + "\t\t")
    write_field(paragraph.add_run(), "PAGE")
    paragraph.add_run(" / ")
    write_field(paragraph.add_run(), "NUMPAGES")


def _write_heading(document: DocumentObject, *, words: dict[str, Any]) -> None:
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(8)
    _style(title.add_run(words["title"]), size=22, font=words["fonts"]["title"])
    line = document.add_paragraph(words["word"]["date_line"])
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _write_section(
    document: DocumentObject, table: dict[str, Any], *, words: dict[str, Any]
) -> None:
    heading = document.add_paragraph()
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(9), Pt(3)
    heading.paragraph_format.keep_with_next = True
    _style(
        heading.add_run(words["sections"][table["section"]]), size=11, font=words["fonts"]["head"]
    )
    grid = document.add_table(rows=0, cols=len(table["widths"]))
    _set_grid(grid, table["widths"])
    if "head" in table:
        row = _add_row(grid, [f"#{word}" for word in words["heads"][table["head"]]])
        _flag(row, "w:tblHeader")
    for cells in table["rows"]:
        _flag(_add_row(grid, cells, size=table.get("size")), "w:cantSplit")
    for cells in _seat_rows(words) if table.get("seats") else ():
        _add_row(grid, cells)


def _seat_rows(words: dict[str, Any]) -> list[list[str]]:
    """Return one row for each seat: its label, its opinions, or room for one by hand."""
    parts = words["word"]["seat"]
    rows = []
    for seat in words["seats"]:
        text = parts["opinions"] + (parts["seal"] if seat["sealed"] else "")
        text += parts["empty"]
        lines = [line for line in text.replace("KEY", seat["key"]).splitlines() if line]
        rows.append([f"#{seat['label']}", "\n".join(lines)])
    return rows


def _set_grid(grid: Table, widths: list[int]) -> None:
    """Give the table hairlines, the widths it shall keep, and its place on the page."""
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{edge}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "4A525B")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    # The schema has an order, and Word minds it: borders stand before the layout.
    layout = grid._tbl.tblPr.find(qn("w:tblLayout"))  # noqa: SLF001 - python-docx has no borders
    if layout is None:
        raise TypeError("a table of fixed widths has a layout")
    layout.addprevious(borders)


def _add_row(grid: Table, cells: list[str], *, size: float | None = None) -> _Row:
    row: _Row = grid.add_row()  # type: ignore[no-untyped-call] # python-docx leaves it untyped
    for cell, column in zip(row.cells, grid.columns, strict=True):
        cell.width, cell.vertical_alignment = column.width, WD_CELL_VERTICAL_ALIGNMENT.CENTER
    anchor = row.cells[0]
    for place, text in enumerate(cells):
        if text == "<":
            anchor = anchor.merge(row.cells[place])
        else:
            anchor = row.cells[place]
            _write_cell(anchor, text, size=size or _BODY)
    return row


def _write_cell(cell: _Cell, text: str, *, size: float) -> None:
    lines = text.strip("\n").split("\n")
    for place, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
        mark = line[:1] if line[:1] in _MARKS else ""
        paragraph.alignment = _MARKS.get(mark)
        _style(
            paragraph.add_run(line.removeprefix(mark)),
            size=_SMALL if mark == "~" else size,
            muted=_MUTED if mark in ("#", "~") else None,
        )


def _flag(row: _Row, name: str) -> None:
    """Set what python-docx does not know of a row: repeated as a head, or kept on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - as said


def _style(
    run: Run, *, size: float, font: str | None = None, muted: RGBColor | None = None
) -> None:
    run.font.size = Pt(size)
    if muted is not None:
        run.font.color.rgb = muted
    if font is not None:
        set_face(run, latin=wording()["fonts"]["latin"], east_asian=font)


def main() -> None:
    """Write the template to where it is shipped from."""
    shipped("templates/records").joinpath("approval_form.docx").write_bytes(form_template())


if __name__ == "__main__":
    main()
