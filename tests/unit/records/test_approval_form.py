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
from tests.unit.records.cases import AUTOMATIC, CLOSED, OPEN, READ, SCAN, finding, opinion
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
    assert "复签：孙强" in text


@BOTH
def test_what_has_not_happened_is_said_and_not_left_out(text_of):
    """A check that did not run must never read like a check that passed."""
    text = text_of(OPEN)

    for words in ("尚未检测", "尚未认定", "尚未审定", "未发布", "（尚无意见）"):
        assert words in text
    assert "已检测，未见疑点" not in text
    assert "已检测，未见疑点" in text_of(dataclasses.replace(OPEN, ruleset="base-1"))


@BOTH
def test_the_form_states_whatever_else_is_known_of_the_paper(text_of):
    text = text_of(CLOSED)

    for word in (
        "yxcz/2026-55e52", "政策性文件是", "标准目录（承办人填报）主动公开", "公开期限2026-12-14",
        "依申请公开（案件2025-0031，2025-11-03审定）", "到期评估：2026-03-01",
        "维持；各种情形都没有全部满足", "第2稿" + "c4" * 32, "网站导入文件夹2026-11-21",
        "正文.docx：云溪区国家保密局确认，文号云密函〔2026〕3号，2026-11-15",
        "登记：孙强2026-11-1608:00复签：钱卫2026-11-1609:00", "Word文件", "标有工作秘密",
        "涉及：税费缴纳", "依据：政府信息公开条例第十五条", "报告泄密云溪区委保密办",
    ):  # fmt: skip
        assert word in text, word
    assert "openxmlformats" not in text


@BOTH
def test_a_statement_that_is_void_says_so_with_its_version(text_of):
    text = text_of(CLOSED)

    assert "拟定第1稿已作废" in text
    assert "审定第2稿主动公开" in text
    assert text.count("已作废") == 1


@BOTH
def test_what_the_system_converted_nobody_signed(text_of):
    """Each act shows its source by its own date; no line looks like a signature."""
    text = text_of(dataclasses.replace(CLOSED, opinions=(), sources=AUTOMATIC))

    assert "系统依常设授权自动转换，无人在本表签名" in text
    for source in AUTOMATIC:
        assert words_of(source.act.label + source.text) in text
    assert "d5" * 32 in text
    assert "签名：" not in text
    assert text.count("（系统依常设授权自动转换，无人在此签署）") == len(wording()["seats"])


@BOTH
def test_a_conversion_that_was_stopped_is_signed_by_people(text_of):
    void = tuple(dataclasses.replace(source, standing=False) for source in AUTOMATIC)

    text = text_of(dataclasses.replace(CLOSED, sources=void))

    assert text.count("（已失效）") == 4
    assert "无人在此签署" not in text
    assert text.count("签名：") == len(CLOSED.opinions)


@BOTH
def test_a_file_no_machine_read_is_never_told_as_clear(text_of):
    unread = dataclasses.replace(OPEN, ruleset="base-1", files=(*OPEN.files, SCAN))

    text = text_of(unread)

    assert "未经机器检测：图纸.bin（不支持的格式）" in text
    assert "已检测，未见疑点" not in text
    assert "尚未经两人阅看" in text


@BOTH
def test_whoever_read_for_the_machine_is_named_with_every_answer(text_of):
    text = text_of(dataclasses.replace(CLOSED, files=(*OPEN.files, SCAN), readings=READ))

    for reading in READ:
        assert reading.by in text
    assert text.count("A国家秘密：否（已核对原图）") == 2
    assert text.count("未发现问题") == 2
    assert "尚未经两人阅看" not in text


@BOTH
def test_a_case_that_ended_undecided_says_how_it_ended(text_of):
    text = text_of(dataclasses.replace(OPEN, stage="已撤回", closed_on=OPEN.filled_on))

    assert "未作公开决定：已撤回" in text
    assert "（尚无意见）" not in text
    assert "签名：" not in text


def test_both_files_are_dated_by_the_record_in_utc():
    """Local time marked as UTC would be eight hours in the future."""
    with pikepdf.open(io.BytesIO(approval_pdf(CLOSED))) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261123021500Z"
        assert pdf.open_metadata()["xmp:CreateDate"] == "2026-11-23T02:15:00+00:00"
    core = Document(io.BytesIO(approval_docx(CLOSED))).core_properties
    assert core.created == core.modified == CLOSED.drawn_at


def test_east_asian_text_is_chinese_to_word():
    """As English its punctuation would sit in the middle of the line."""
    with zipfile.ZipFile(io.BytesIO(approval_docx(CLOSED))) as parts:
        styles = parts.read("word/styles.xml").decode()
    assert 'w:eastAsia="zh-CN"' in styles
    assert 'w:eastAsia="en-US"' not in styles


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
