"""An invented paper as a Word file in the look of GB/T 9704."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from docx.comments import Comment
from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from review.demo.paper import Paper, wording
from review.demo.printed import (
    Piece,
    attachment_lines,
    heading_of,
    pieces,
    run_in,
    width,
    written_date,
)
from review.records.word import blank_a4, body_style, saved, set_face, write_field

_RED = RGBColor(0xE6, 0x00, 0x12)
_CHAR = 16.0
"""三号: the size of the body, and of one character of every indent."""
_TYPE_AREA = 156
"""版心宽度, in millimetres."""
_CENTER, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def word_paper(paper: Paper) -> bytes:
    """Return the paper as a Word file; equal papers give equal bytes."""
    made = datetime.combine(paper.dated, time(), tzinfo=UTC)
    document = blank_a4(made=made, title=paper.title)
    document.core_properties.author = paper.signed_by
    document.core_properties.comments = paper.invented
    _set_page(document)
    _write_head(document, paper)
    _write_body(document, paper)
    _write_close(document, paper)
    _write_imprint(document, paper)
    return saved(document)


def _set_page(document: DocumentObject) -> None:
    """Set the type area of GB/T 9704: 22 lines of 28 characters."""
    section = document.sections[0]
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)
    fonts = wording()["fonts"]
    normal = body_style(document, latin=fonts["latin"], east_asian=fonts["body"], size=_CHAR)
    layout = normal.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(28)
    _write_folio(section.footer.paragraphs[0])


def _write_folio(paragraph: Paragraph) -> None:
    paragraph.alignment = _CENTER
    before, after = wording()["page"]
    _face(paragraph.add_run(before), font="folio", size=14)
    write_field(_face(paragraph.add_run(), font="folio", size=14), "PAGE")
    _face(paragraph.add_run(after), font="folio", size=14)


def _write_head(document: DocumentObject, paper: Paper) -> None:
    """Write 份号, 密级, 紧急程度, the agency's mark in red, the number and the red line."""
    for line in (paper.copy_number, paper.marking, paper.urgency):
        if line:
            _face(document.add_paragraph().add_run(line), font="head")
    if paper.issuer:
        mark = document.add_paragraph()
        mark.alignment = _CENTER
        mark.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        mark.paragraph_format.space_before = mark.paragraph_format.space_after = Pt(22)
        size = min(46, 430 / len(paper.issuer))
        _face(mark.add_run(paper.issuer), font="mark", size=size).font.color.rgb = _RED
        _write_number(document, paper)
    title = document.add_paragraph()
    title.alignment = _CENTER
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(28)
    title.paragraph_format.line_spacing = Pt(34)
    _face(title.add_run("\n".join(paper.title_lines or (paper.title,))), font="mark", size=22)


def _write_number(document: DocumentObject, paper: Paper) -> None:
    """Write the number; a paper to a superior has its signatory on the same line."""
    line = document.add_paragraph(paper.number)
    line.alignment = WD_ALIGN_PARAGRAPH.LEFT if paper.signatory else _CENTER
    if paper.signatory:
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(_CHAR)
        _stop_right(line, chars=1)
        line.add_run("\t" + wording()["signatory"])
        _face(line.add_run(paper.signatory), font="second")
    _rule(line, "bottom", size=18, color="E60012")


def _write_body(document: DocumentObject, paper: Paper) -> None:
    if paper.addressees:
        document.add_paragraph(paper.addressees + wording()["colon"])
    paragraphs = [_write_paragraph(document, text, paper=paper) for text in paper.body]
    for comment in paper.comments:
        runs = paragraphs[comment.paragraph].runs
        _date(document.add_comment(runs, text=comment.text, author=paper.edited_by), paper)


def _write_paragraph(document: DocumentObject, text: str, *, paper: Paper) -> Paragraph:
    order, words = heading_of(text)
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Pt(2 * _CHAR)
    if order:
        heading, words = (words, "") if order == 1 else run_in(words)
        _face(paragraph.add_run(heading), font=("head", "second")[order - 1])
        paragraph.paragraph_format.keep_with_next = order == 1
    for piece in pieces(words):
        run = paragraph.add_run(piece.text)
        if piece.edit:
            _track(run, piece, paper=paper)
    return paragraph


def _track(run: Run, piece: Piece, *, paper: Paper) -> None:
    """Turn the run into a tracked insertion or deletion, as a careless editor leaves it."""
    element = run._r  # noqa: SLF001 - python-docx has no tracked changes
    change = OxmlElement("w:ins" if piece.edit == "+" else "w:del")
    earlier = element.getroottree().getroot().iter(qn("w:ins"), qn("w:del"))
    change.set(qn("w:id"), str(sum(1 for _ in earlier)))
    change.set(qn("w:author"), paper.edited_by)
    change.set(qn("w:date"), _edited(paper))
    element.addprevious(change)
    change.append(element)
    if piece.edit == "-":
        for text in element.findall(qn("w:t")):
            text.tag = qn("w:delText")


def _date(comment: Comment, paper: Paper) -> None:
    comment._comment_elm.set(qn("w:date"), _edited(paper))  # noqa: SLF001 - else the clock's


def _edited(paper: Paper) -> str:
    when = paper.edited_at or datetime.combine(paper.dated, time(), tzinfo=UTC)
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _write_close(document: DocumentObject, paper: Paper) -> None:
    """Write 附件说明, 落款, 成文日期 and 附注."""
    for place, (label, name) in enumerate(attachment_lines(paper)):
        line = document.add_paragraph()
        line.paragraph_format.left_indent = Pt(6 * _CHAR)
        line.paragraph_format.first_line_indent = Pt(-4 * _CHAR) if not place else Pt(-_CHAR)
        line.paragraph_format.space_before = Pt(28 if place == 0 else 0)
        line.add_run(label + name)
    day = written_date(paper.dated)
    signed = document.add_paragraph(paper.signed_by)
    signed.paragraph_format.space_before = Pt(42)
    beside = max(2.0, 4 + (width(day) - width(paper.signed_by)) / 2)
    for line, indent in ((signed, beside), (document.add_paragraph(day), 4.0)):
        line.alignment = _RIGHT
        line.paragraph_format.right_indent = Pt(indent * _CHAR)
    if paper.note:
        note = document.add_paragraph(wording()["note"].format(note=paper.note))
        note.paragraph_format.first_line_indent = Pt(2 * _CHAR)
        note.paragraph_format.space_before = Pt(14)


def _write_imprint(document: DocumentObject, paper: Paper) -> None:
    """Write the 版记: who gets copies, who printed it and when."""
    if paper.printed_on is None:
        return
    lines = [wording()["copied_to"] + paper.copied_to] if paper.copied_to else []
    printed = wording()["printed"].format(date=written_date(paper.printed_on))
    lines.append(f"{paper.printed_by}\t{printed}")
    for place, text in enumerate(lines):
        line = document.add_paragraph()
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(14)
        line.paragraph_format.space_before = Pt(28 if place == 0 else 0)
        line.paragraph_format.keep_with_next = place + 1 < len(lines)
        _stop_right(line, chars=1)
        _face(line.add_run(text), font="body", size=14)
        _rule(line, "top", size=8 if place == 0 else 4)
        if place + 1 == len(lines):
            _rule(line, "bottom", size=8)


def _stop_right(paragraph: Paragraph, *, chars: float) -> None:
    stop = Mm(_TYPE_AREA) - Pt(chars * _CHAR)
    paragraph.paragraph_format.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.RIGHT)


def _rule(paragraph: Paragraph, edge: str, *, size: int, color: str = "000000") -> None:
    """Draw a line along the paragraph; `size` in eighths of a point."""
    properties: Any = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no borders
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
    line = OxmlElement(f"w:{edge}")
    for key, value in (("val", "single"), ("sz", str(size)), ("space", "6"), ("color", color)):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)


def _face(run: Run, *, font: str, size: float = _CHAR) -> Run:
    fonts = wording()["fonts"]
    set_face(run, latin=fonts["latin"], east_asian=fonts[font])
    run.font.size = Pt(size)
    return run
