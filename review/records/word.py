"""Word files from nothing: A4, named fonts, no leftovers of a foreign template, no clock."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.run import Run

from review.records.zipping import with_fixed_times


def blank_a4(*, made: datetime, title: str) -> DocumentObject:
    """Return an empty A4 document without the picture that python-docx's own template carries."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    relations = document.part.package.rels
    for name in [key for key, it in relations.items() if it.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[name]
    core = document.core_properties
    core.title, core.author, core.comments = title, "", ""
    dated(document, at=made)
    _write_chinese(document)
    return document


def dated(document: DocumentObject, *, at: datetime) -> None:
    """Say when the file was made: Word keeps instants in UTC."""
    core = document.core_properties
    core.created = core.modified = at.astimezone(UTC)


def _write_chinese(document: DocumentObject) -> None:
    """Say that East Asian text is Chinese: taken for English, its punctuation sits centred."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def body_style(
    document: DocumentObject, *, latin: str, east_asian: str, size: float
) -> ParagraphStyle:
    """Set the face of ordinary text, without space between paragraphs, and return its style."""
    normal = document.styles["Normal"]
    if not isinstance(normal, ParagraphStyle):
        raise TypeError("the default template has no paragraph style Normal")
    normal.font.name, normal.font.size = latin, Pt(size)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), east_asian)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    return normal


def set_face(run: Run, *, latin: str, east_asian: str) -> None:
    """Name both faces of the run: Word picks by script."""
    run.font.name = latin
    run._r.get_or_add_rPr().get_or_add_rFonts().set(  # noqa: SLF001 - python-docx knows one face
        qn("w:eastAsia"), east_asian
    )


def write_field(run: Run, name: str) -> None:
    """Add a field that Word fills in, such as the page number."""
    for kind in ("begin", name, "end"):
        element = OxmlElement("w:instrText" if kind == name else "w:fldChar")
        if kind == name:
            element.text = name
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)  # noqa: SLF001 - python-docx has no fields


def saved(document: DocumentObject) -> bytes:
    """Return the file's bytes, which depend on its content alone."""
    written = io.BytesIO()
    document.save(written)
    return with_fixed_times(written.getvalue())
