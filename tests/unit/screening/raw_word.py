"""Word files made of raw XML, for what no library writes."""

from __future__ import annotations

from collections.abc import Mapping

from review.screening.extraction.docx import read_docx
from review.screening.limits import LIMITS
from review.screening.segments import Extract
from tests.unit.screening.canaries_word import SPACES
from tests.unit.screening.papers import packed

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"


def story(root: str, inner: str) -> str:
    """A part with paragraphs, or one of settings or styles."""
    return f"<w:{root} {SPACES}>{inner}</w:{root}>"


def relations(listed: Mapping[str, str], *, outside: bool = False) -> str:
    """A list of relations: the part, or the address, and the kind for each."""
    mode = " TargetMode='External'" if outside else ""
    entries = "".join(
        f"<Relationship Id='r{at}' Type='{OFFICE}/{kind}' Target='{target}'{mode}/>"
        for at, (target, kind) in enumerate(listed.items())
    )
    return f"<Relationships xmlns='{_RELATED}'>{entries}</Relationships>"


def raw_word(
    body: str,
    *,
    parts: Mapping[str, str | bytes] | None = None,
    related: Mapping[str, str] | None = None,
    types: str = "",
) -> bytes:
    """A Word file with this body; `related` names for other parts how the body leads to them."""
    declared = (
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Default Extension='rels' "
        "ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        "<Default Extension='xml' ContentType='application/xml'/>"
        f"<Override PartName='/word/document.xml' ContentType='{_MAIN}.document.main+xml'/>"
        f"{types}</Types>"
    )
    document = body if body.startswith("<?xml") else story("document", f"<w:body>{body}</w:body>")
    made = {
        "[Content_Types].xml": declared,
        "_rels/.rels": relations({"/word/document.xml": "officeDocument"}),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": relations(related or {}),
    } | dict(parts or {})
    return packed(
        {name: text.encode() if isinstance(text, str) else text for name, text in made.items()}
    )


def styled(*styles: str) -> dict[str, str | bytes]:
    """The part of styles, to be related as such."""
    return {"word/styles.xml": story("styles", "".join(styles))}


STYLED = {"/word/styles.xml": "styles"}


def read(content: bytes) -> Extract:
    """Read a Word file."""
    return read_docx(content, limits=LIMITS)


def shown(extract: Extract) -> list[str]:
    """What a reader of the paper sees, paragraph by paragraph."""
    return [one.text for one in extract.segments if one.visibility.value == "visible"]


def told(extract: Extract, rule: str) -> list[str]:
    """What is told by one rule."""
    return [one.text for one in extract.traces if one.rule == f"hidden.{rule}"]


def p(*runs: str, looks: str = "") -> str:
    """A paragraph; a run that is no XML is plain text."""
    made = (run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return f"<w:p><w:pPr>{looks}</w:pPr>{''.join(made)}</w:p>"


def r(text: str, looks: str) -> str:
    """A run with a look."""
    return f"<w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r>"


def table(*rows: str, style: str = "") -> str:
    """A table of these rows."""
    return f"<w:tbl><w:tblPr>{style}</w:tblPr>{''.join(rows)}</w:tbl>"


def row(*cells: str) -> str:
    """A row of plain cells."""
    made = (cell if cell.startswith("<") else f"<w:tc>{p(cell)}</w:tc>" for cell in cells)
    return f"<w:tr>{''.join(made)}</w:tr>"
