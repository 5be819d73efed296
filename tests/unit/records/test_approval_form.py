from __future__ import annotations

import dataclasses
import io
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2.exceptions import SecurityError

from review.records.approval_form import (
    _sandbox,
    approval_docx,
    approval_json,
    approval_pdf,
)
from review.records.form_view import wording
from review.records.glyphs import GETA
from tests.unit.records.cases import CLOSED, OPEN, finding, opinion
from workflows.words import Role

HOSTILE = "关于<A&B>{{ 7*7 }}{% raw %}#panic()$x$*粗*\\u{4e00}</w:t></w:r></w:p>]#[的通知"
MANY = dataclasses.replace(
    CLOSED,
    title="关于进一步规范绩效评价工作的通知" * 12,
    files=tuple(
        dataclasses.replace(OPEN.files[0], name=f"附件{n}_final_2026-11-20_revised_by_all.xlsx")
        for n in range(12)
    ),
    findings=tuple(finding(n, reason="已逐字核对原件" * 9) for n in range(40)),
    opinions=(opinion(Role.OFFICE_REVIEWER, "周岚", "经审查，未见不宜公开的内容。" * 200),),
)


def words_of(text: str) -> str:
    """Return the text as read, whatever the lines it is broken into."""
    return "".join(text.split())


def pages(pdf: bytes) -> list[str]:
    return [words_of(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(pdf)]


def docx_text(content: bytes) -> str:
    body = Document(io.BytesIO(content)).element.body
    return words_of("".join(node.text or "" for node in body.iter(qn("w:t"))))


BOTH = pytest.mark.parametrize(
    "text_of",
    [
        lambda facts: "".join(pages(approval_pdf(facts))),
        lambda facts: docx_text(approval_docx(facts)),
    ],
    ids=["pdf", "docx"],
)


@BOTH
def test_the_form_holds_every_opinion_with_its_name(text_of):
    text = text_of(CLOSED)

    for given in CLOSED.opinions:
        assert given.text in text
        assert given.name in text
    assert text.count("（已失效）") == 1
    assert "钱卫（代顾平）（分管领导）" in text


@BOTH
def test_the_form_states_bytes_rules_procedure_and_chain(text_of):
    text = text_of(CLOSED)

    for word in ("5a" * 32, "b7" * 32, "base-1", "9f2c61b07d3e", "7c" * 32, "云财〔2026〕12号"):
        assert word in text
    assert "3101**********123X" in text
    assert "系统一社会信用代码，已核对原件" in text
    assert "复核：孙强" in text


@BOTH
def test_what_has_not_happened_is_said_and_not_left_out(text_of):
    """A check that did not run must never read like a check that passed."""
    text = text_of(OPEN)

    for words in ("尚未检测", "尚未认定", "尚未审定", "未发布", "（尚无意见）"):
        assert words in text
    assert "已检测，未见疑点" not in text
    assert "已检测，未见疑点" in text_of(dataclasses.replace(OPEN, ruleset="base-1"))


@BOTH
def test_words_of_the_case_are_never_read_as_markup(text_of):
    hostile = dataclasses.replace(
        CLOSED,
        title=HOSTILE,
        section=HOSTILE,
        findings=(finding(1, reason=HOSTILE),),
        opinions=(opinion(Role.DRAFTER, HOSTILE, HOSTILE),),
    )

    text = text_of(hostile)

    assert text.count(words_of(HOSTILE)) == 5


def header_text(content: bytes) -> str:
    return Document(io.BytesIO(content)).sections[0].header.paragraphs[0].text


def test_every_page_of_a_demonstration_says_so():
    demo = dataclasses.replace(MANY, demo=True)

    assert all("演示数据" in page for page in pages(approval_pdf(demo)))
    assert "演示数据" in header_text(approval_docx(demo))
    assert "演示数据" not in header_text(approval_docx(MANY))


@pytest.mark.parametrize("facts", [OPEN, CLOSED, MANY], ids=["open", "closed", "many"])
def test_equal_facts_give_byte_identical_forms(facts):
    assert approval_pdf(facts) == approval_pdf(dataclasses.replace(facts))
    assert approval_docx(facts) == approval_docx(dataclasses.replace(facts))


def test_the_pdf_carries_the_record_it_was_drawn_from():
    with pikepdf.open(io.BytesIO(approval_pdf(CLOSED))) as pdf:
        assert list(pdf.attachments) == ["record.json"]
        assert pdf.attachments["record.json"].get_file().read_bytes() == approval_json(CLOSED)
        assert pdf.open_metadata().pdfa_status == "3B"


def test_the_pdf_needs_no_font_of_the_machine():
    with pikepdf.open(io.BytesIO(approval_pdf(CLOSED))) as pdf:
        fonts = [item for item in pdf.objects if is_font(item)]

        assert fonts
        assert all("NotoSerifSC" in str(font["/FontName"]) for font in fonts)
        assert all("/FontFile2" in font for font in fonts)


def is_font(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"


def test_a_full_case_flows_over_pages_with_its_heads():
    printed = pages(approval_pdf(MANY))
    text = "".join(printed)

    assert len(printed) > 4
    assert sum("".join(wording()["heads"]["findings"]) in page for page in printed) > 1
    assert text.count("已逐字核对原件" * 9) == 40
    assert text.count("未见不宜公开的内容") == 200
    assert all(f"附件{n}_final_2026-11-20_revised_by_all.xlsx" in text for n in range(12))


def test_nothing_of_a_full_case_is_printed_beside_the_paper():
    for page in pypdfium2.PdfDocument(approval_pdf(MANY)):
        text = page.get_textpage()
        for place in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(place)
            assert left > 40
            assert right < 595 - 40
            assert bottom > 20
            assert top < 842 - 20


def test_a_character_without_a_glyph_is_marked_and_kept_in_the_record():
    rare = dataclasses.replace(OPEN, title="关于𠀀村的批复")
    pdf = approval_pdf(rare)

    assert f"关于{GETA}村的批复" in "".join(pages(pdf))
    assert "𠀀".encode() in approval_json(rare)


def test_the_word_file_opens_with_the_office_s_fonts_and_no_leftover_marks():
    content = approval_docx(CLOSED)

    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        xml = parts.read("word/document.xml").decode()
    assert "{%" not in xml
    assert "{{" not in xml
    assert "方正小标宋简体" in xml


@pytest.mark.parametrize("facts", [OPEN, CLOSED, MANY], ids=["open", "closed", "many"])
def test_no_cell_is_left_without_a_paragraph(facts):
    """Word calls a file damaged when a cell has none."""
    body = Document(io.BytesIO(approval_docx(facts))).element.body

    assert all(cell[-1].tag == qn("w:p") for cell in body.iter(qn("w:tc")))


def test_several_people_may_print_at_once():
    with ThreadPoolExecutor(max_workers=4) as people:
        drawn = set(people.map(approval_pdf, [CLOSED] * 8))

    assert drawn == {approval_pdf(CLOSED)}


def test_a_template_that_someone_edited_can_show_but_not_act(tmp_path):
    """An uploaded form must not be able to run programs."""
    edited = Document()
    edited.add_paragraph("{{ cycler.__init__.__globals__.os.getpid() }}")
    edited.save(str(tmp_path / "edited.docx"))

    with pytest.raises(SecurityError):
        DocxTemplate(tmp_path / "edited.docx").render({}, _sandbox(), autoescape=True)
