"""A form of pairs and tables as a Word file: A4, the office's faces, room to sign."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row

from review.records.form_view import wording
from review.records.glyphs import legible
from review.records.sheet import Sheet
from review.records.word import blank_a4, body_style, saved, set_face, write_field

_BODY, _SMALL, _TITLE = 10.5, 8.0, 20.0
_FIRST = Mm(34)
_WHOLE = Mm(174)


def sheet_docx(sheet: Sheet) -> bytes:
    """Return the form as a Word file; the same form gives the same bytes."""
    document = blank_a4(made=sheet.drawn_at, title=_shown(sheet.title))
    fonts = wording()["fonts"]
    section = document.sections[0]
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    body_style(document, latin=fonts["latin"], east_asian=fonts["body"], size=_BODY)
    section.header.paragraphs[0].add_run(_shown(f"{sheet.title}  {sheet.number}  {sheet.demo}"))
    footer = section.footer.paragraphs[0]
    footer.add_run(_shown(sheet.drawn) + "\t\t")
    write_field(footer.add_run(), "PAGE")
    _write_head(document, sheet, fonts["title"])
    _write_pairs(document, sheet)
    for table in sheet.tables:
        document.add_paragraph(_shown(table.title)).paragraph_format.space_before = Pt(10)
        _write_table(document, (table.heads, *table.rows))
    document.add_paragraph(_shown(sheet.note)).paragraph_format.space_before = Pt(14)
    return saved(document)


def _write_head(document: DocumentObject, sheet: Sheet, face: str) -> None:
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(8)
    run = title.add_run(_shown(sheet.title))
    run.font.size = Pt(_TITLE)
    set_face(run, latin=face, east_asian=face)
    document.add_paragraph(_shown(f"{sheet.agency}\t{sheet.number}"))


def _write_pairs(document: DocumentObject, sheet: Sheet) -> None:
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for label, text in sheet.pairs:
        row = table.add_row()
        row.cells[0].width, row.cells[1].width = _FIRST, _WHOLE - _FIRST
        _write(row.cells[0], label)
        _write(row.cells[1], text)


def _write_table(document: DocumentObject, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for values in rows:
        row = table.add_row()
        for cell, text in zip(row.cells, values, strict=True):
            _write(cell, text)
    _repeat(table.rows[0])


def _write(cell: _Cell, text: str) -> None:
    first, *rest = _shown(text).split("\n")
    cell.paragraphs[0].add_run(first)
    for line in rest:
        cell.add_paragraph(line)


def _repeat(row: _Row) -> None:
    """Let the heads stand on every page that the table runs over."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  # python-docx has no name for it


def _shown(text: str) -> str:
    """Return a text with a mark for what nobody could see."""
    return str(legible({"text": text})["text"])
