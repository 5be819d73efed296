"""The cases that a reader decides: for each a whole file in which the thing lies."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pikepdf
from docx.document import Document
from pptx import Presentation
from pptx.slide import Slide
from pptx.util import Emu

from review.domain.vocabulary import Severity
from tests.unit.screening.ofd_papers import ofd, page, root, text
from tests.unit.screening.papers import (
    BODY,
    drawn_over,
    packed,
    parts_of,
    pdf,
    revised,
    typed,
    word,
    word_and,
    word_with,
)
from tests.unit.screening.pdf_canaries import scan
from tests.unit.screening.pictures import exif, picture, saved
from tests.unit.screening.workbooks import MAIN, NAMESPACES, Book, row, workbook

ID = "11010519491231002X"
SAID = f"张三，身份证号：{ID}"
MARK, IDENTITY = "marking.classification", "person.resident_id"
BLOCK, CONFIRM = Severity.BLOCK, Severity.CONFIRM
_RELATIONS = "word/_rels/document.xml.rels"
_BOX = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
    "<w:txbxContent>{inner}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback>"
    "<w:pict><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
)
_NOTHING_SHOWS = (
    '<numFmts><numFmt numFmtId="200" formatCode=";;;"/></numFmts><fonts><font/></fonts>'
    '<fills><fill><patternFill patternType="none"/></fill></fills><cellStyleXfs><xf/>'
    '</cellStyleXfs><cellXfs><xf/><xf numFmtId="200"/></cellXfs>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A file, and what must be found in it: each rule, how grave, how often, and where."""

    name: str
    made: Callable[[], bytes]
    rules: Mapping[str, Severity]
    once: bool = False
    """Whether each of these must be one finding of one thing."""
    place: Mapping[str, str | int] = field(default_factory=dict)
    """Where the first of the rules must be met."""


def _boxed() -> bytes:
    inner = "<w:p><w:r><w:t>机密★10年</w:t></w:r></w:p>"
    return word_with(_BOX.format(inner=inner), BODY)


def _split() -> bytes:
    def split(document: Document) -> None:
        for piece in ("机", "密★", "1", "0年"):
            document.paragraphs[0].add_run(piece)

    return word("", BODY, change=split)


def _very_hidden() -> bytes:
    book = Book()
    book.sheet("公开", row(1, "单位", "宝山区财政局"))
    book.sheet("底稿", row(1, "姓名", SAID), state="veryHidden")
    return book.packed()


def _orphan() -> bytes:
    book = Book()
    book.string(SAID)
    book.sheet("公开", row(1, "单位", "宝山区财政局"))
    return book.packed()


def _pivot() -> bytes:
    book = Book()
    book.sheet("公开", row(1, "单位", "宝山区财政局"))
    book.package.add(
        "xl/pivotCache/pivotCacheDefinition1.xml",
        f"<pivotCacheDefinition {NAMESPACES}><cacheFields><cacheField name='证件'><sharedItems>"
        f"<s v='{SAID}'/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>",
        type_="pivotCacheDefinition", owner=MAIN, kind="pivotCacheDefinition",
    )  # fmt: skip
    return book.packed()


def _slides(change: Callable[[Slide], None]) -> bytes:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = BODY
    change(slide)
    buffer = io.BytesIO()
    show.save(buffer)
    return buffer.getvalue()


def _noted(slide: Slide) -> None:
    slide.notes_slide.notes_text_frame.text = SAID


def _off(slide: Slide) -> None:
    box = slide.shapes.add_textbox(Emu(-9_000_000), Emu(0), Emu(900_000), Emu(900_000))
    box.text_frame.text = SAID


def _white() -> bytes:
    looks = "<w:rPr><w:color w:val='FFFFFF'/></w:rPr>"
    return word_with(f"<w:p><w:r>{looks}<w:t>{SAID}</w:t></w:r></w:p>", BODY)


def _attached() -> bytes:
    def attach(made: pikepdf.Pdf) -> None:
        made.attachments["记录.txt"] = SAID.encode()

    return pdf(BODY, change=attach)


def _annotated_ofd() -> bytes:
    shown = f"<ofd:Appearance Boundary='10 10 90 90'>{text(SAID)}</ofd:Appearance>"
    inner = f"<ofd:Annot Type='Highlight' Creator='甲'>{shown}</ofd:Annot>"
    return ofd(parts={"Doc_0/Annots/a.xml": root("PageAnnot", inner)})


def _attached_ofd() -> bytes:
    listed = "<ofd:Attachment Name='附件'><ofd:FileLoc>f.docx</ofd:FileLoc></ofd:Attachment>"
    return ofd(parts={"Doc_0/A.xml": root("Attachments", listed), "Doc_0/f.docx": word(SAID)})


def _layered_ofd() -> bytes:
    return ofd(page(text(BODY)), page(text(SAID), layer="Visible='false'"))


def _templated() -> bytes:
    relation = (
        '<Relationship Id="rOut" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/attachedTemplate" Target="file:///C:\\Users\\liming\\模板.dotm" '
        'TargetMode="External"/></Relationships>'
    )
    before = parts_of(word(BODY))[_RELATIONS]
    return word_and({_RELATIONS: before.replace(b"</Relationships>", relation.encode())})


def _nested() -> bytes:
    inner = word_and({"word/embeddings/a.zip": packed({"名单.txt": SAID.encode()})})
    return packed({"材料/通知.docx": inner})


IN_FILES: Mapping[int, tuple[Case, ...]] = {
    5: (Case(name="a.docx", made=_boxed, rules={MARK: BLOCK}, once=True),),
    6: (Case(name="a.docx", made=_split, rules={MARK: BLOCK}, once=True, place={"paragraph": 1}),),
    9: (
        Case(
            name="a.xlsx",
            made=_very_hidden,
            rules={IDENTITY: BLOCK, "hidden.very_hidden_sheet": CONFIRM},
            place={"sheet": "底稿", "cell": "B1"},
        ),
    ),
    11: (
        Case(
            name="a.xlsx",
            made=lambda: workbook(row(1, SAID, style=1), styles=_NOTHING_SHOWS),
            rules={IDENTITY: BLOCK, "hidden.number_format": CONFIRM},
            place={"cell": "A1"},
        ),
    ),
    12: (
        Case(name="a.xlsx", made=_orphan, rules={IDENTITY: BLOCK, "hidden.orphan_string": CONFIRM}),
    ),
    13: (Case(name="a.xlsx", made=_pivot, rules={IDENTITY: BLOCK, "hidden.pivot_cache": CONFIRM}),),
    14: (Case(name="a.pptx", made=lambda: _slides(_noted), rules={IDENTITY: BLOCK}),),
    15: (
        Case(
            name="a.pptx",
            made=lambda: _slides(_off),
            rules={IDENTITY: BLOCK, "hidden.off_slide": CONFIRM},
        ),
    ),
    16: (
        Case(
            name="a.pdf",
            made=lambda: pdf(
                BODY, change=drawn_over(typed(SAID, top=500) + b"0 g 50 490 500 30 re f")
            ),
            rules={IDENTITY: BLOCK, "hidden.covered_text": BLOCK},
            place={"page": 1},
        ),
    ),
    17: (
        Case(name="a.docx", made=_white, rules={IDENTITY: BLOCK, "hidden.white_text": CONFIRM}),
        Case(
            name="a.pdf",
            made=lambda: pdf(BODY, change=drawn_over(typed(SAID, before="1 1 1 rg", top=500))),
            rules={IDENTITY: BLOCK, "hidden.white_text": CONFIRM},
            place={"page": 1},
        ),
    ),
    18: (
        Case(
            name="a.pdf",
            made=lambda: revised(pdf(f"{SAID}\n{BODY}"), text=BODY),
            rules={IDENTITY: BLOCK, "hidden.superseded_revision": CONFIRM},
        ),
    ),
    19: (
        Case(
            name="a.pdf",
            made=_attached,
            rules={IDENTITY: BLOCK, "hidden.attachment": CONFIRM},
            place={"file": "/EmbeddedFiles"},
        ),
    ),
    20: (
        Case(
            name="a.ofd",
            made=_annotated_ofd,
            rules={IDENTITY: BLOCK, "hidden.annotation": CONFIRM},
        ),
        Case(
            name="a.ofd", made=_attached_ofd, rules={IDENTITY: BLOCK, "hidden.attachment": CONFIRM}
        ),
        Case(name="a.ofd", made=_layered_ofd, rules={IDENTITY: BLOCK, "hidden.layer": CONFIRM}),
    ),
    21: (
        Case(
            name="a.jpg",
            made=lambda: saved(picture(), "JPEG", exif=exif(is_placed=True)),
            rules={"hidden.location": CONFIRM},
        ),
    ),
    22: (Case(name="a.docx", made=_templated, rules={"hidden.external_link": BLOCK}),),
    23: (
        Case(
            name="a.zip",
            made=_nested,
            rules={IDENTITY: BLOCK, "hidden.embedded_file": CONFIRM},
            place={"file": "材料/通知.docx/word/embeddings/a.zip/名单.txt"},
        ),
    ),
}
"""What must be found, in one file or more for each number."""


def scan_with_layer() -> bytes:
    """Case 43: nothing in it is hidden, for its text is what its picture shows."""
    return scan(*[BODY] * 4)
