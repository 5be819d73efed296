"""Everything in a Word file is read, also what no program would show."""

from __future__ import annotations

import io

import docx
import pytest
from docx.shared import Pt

from review.domain.vocabulary import Severity
from review.screening.segments import Reason
from tests.unit.screening.papers import BODY, W, parts_of, word, word_and, word_with

CLASSIFIED = "marking.classification"
ID = "11010519491231002X"
RELATIONS = "word/_rels/document.xml.rels"
_BOX = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
    "<w:txbxContent><w:p><w:r><w:t>{shown}</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
    "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r>"
    "<w:t>{other}</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)


_MAKERS_OWN = {"hidden.property", "hidden.user_name", "hidden.thumbnail"}
"""What the library that makes these papers leaves in every one."""


def found(examination):
    return [one for one in examination.judgement.findings if one.rule not in _MAKERS_OWN]


def by_rule(examination):
    return {one.rule: one for one in found(examination)}


def test_a_mark_split_over_runs_is_one_mark(examined):
    def split(document):
        paragraph = document.paragraphs[0]
        for piece in ("机", "密", "★", "10", "年"):
            paragraph.add_run(piece)

    examination = examined(word("", BODY, change=split))

    assert examination.judgement.refused == CLASSIFIED
    assert [(one.rule, dict(one.place)) for one in found(examination)] == [
        (CLASSIFIED, {"paragraph": 1, "start": 0, "end": 6})
    ]


@pytest.mark.parametrize("where", ["header", "footer"])
def test_a_mark_only_in_the_margin_is_found(examined, where):
    def mark(document):
        getattr(document.sections[0], where).paragraphs[0].text = "机密★10年"

    examination = examined(word(BODY, change=mark))

    assert examination.judgement.refused == CLASSIFIED
    assert by_rule(examination)[CLASSIFIED].part == where


def test_a_mark_in_a_text_box_counts_once(examined):
    examination = examined(word_with(_BOX.format(shown="机密★10年", other="机密★10年"), BODY))

    assert [(one.rule, one.part) for one in found(examination)] == [(CLASSIFIED, "text_box")]


def test_a_fallback_that_says_something_else_is_read_too(examined):
    examination = examined(word_with(_BOX.format(shown="机关标志", other="机密★10年"), BODY))

    assert examination.judgement.refused == CLASSIFIED


def test_a_deleted_text_is_found_with_its_author(examined):
    deletion = (
        "<w:p><w:r><w:t>公开</w:t></w:r><w:del w:id='1' w:author='李明'>"
        "<w:r><w:delText>此段</w:delText></w:r><w:r><w:delText>不能公开</w:delText></w:r>"
        "</w:del></w:p>"
    )

    findings = found(examined(word_with(deletion, BODY)))

    assert [(one.rule, one.excerpt) for one in findings] == [
        ("hidden.tracked_change", "李明：此段…（6字）")
    ]


def test_a_mark_that_was_deleted_is_refused_all_the_same(examined):
    deletion = (
        "<w:p><w:del w:id='1' w:author='李明'><w:r><w:delText>机密★10年</w:delText></w:r>"
        "</w:del></w:p>"
    )

    assert examined(word_with(deletion, BODY)).judgement.refused == CLASSIFIED


def test_insertions_and_moves_are_changes_by_author(examined):
    changes = (
        "<w:p><w:ins w:id='1' w:author='李明'><w:r><w:t>甲</w:t></w:r></w:ins>"
        "<w:ins w:id='2' w:author='王芳'><w:r><w:t>乙</w:t></w:r></w:ins>"
        "<w:moveFrom w:id='3' w:author='王芳'><w:r><w:t>丙</w:t></w:r></w:moveFrom>"
        "<w:r><w:t>电话</w:t></w:r><w:ins w:id='4' w:author='李明'><w:r>"
        "<w:t>13812345678</w:t></w:r></w:ins></w:p>"
    )

    findings = found(examined(word_with(changes, BODY)))

    told = [one.excerpt for one in findings if one.rule == "hidden.tracked_change"]
    assert [text[:3] for text in told] == ["李明：", "王芳：", "王芳：", "李明："]
    mobile = next(one for one in findings if one.rule == "person.mobile")
    assert mobile.severity is Severity.CONFIRM  # an insertion is seen by every reader


def test_a_comment_with_a_resident_id_blocks(examined):
    def comment(document):
        document.add_comment(document.paragraphs[0].runs, text=f"请核对{ID}", author="周岚")

    rules = by_rule(examined(word(BODY, change=comment)))

    assert rules["hidden.comment"].excerpt == "周岚：请核…（21字）"
    assert rules["person.resident_id"].part == "comment"
    assert rules["person.resident_id"].severity is Severity.BLOCK
    assert rules["person.resident_id"].excerpt == "11*************02x"


@pytest.mark.parametrize("how", ["vanish", "white", "tiny", "style"])
def test_text_that_does_not_show_is_found(examined, how):
    def hide(document):
        run = document.add_paragraph("公开的").add_run("藏起来的13812345678")
        if how == "style":
            style = document.styles.add_style("Unseen", 2)
            style.font.hidden = True
            run.style = style
        elif how == "vanish":
            run.font.hidden = True
        elif how == "white":
            run.font.color.rgb = docx.shared.RGBColor(255, 255, 255)
        else:
            run.font.size = Pt(1)

    rules = by_rule(examined(word(BODY, change=hide)))

    why = {"white": "hidden.white_text", "tiny": "hidden.tiny_text"}.get(how, "hidden.hidden_text")
    assert rules[why].excerpt == "藏起…（15字）"
    assert rules["person.mobile"].severity is Severity.BLOCK


def test_white_letters_on_a_dark_ground_are_not_hidden(examined):
    heading = (
        "<w:p><w:pPr><w:shd w:val='clear' w:fill='1F3864'/></w:pPr><w:r><w:rPr>"
        "<w:color w:val='FFFFFF'/></w:rPr><w:t>表头</w:t></w:r></w:p>"
    )

    assert found(examined(word_with(heading, BODY))) == []


@pytest.mark.parametrize("kind", ["footnotes", "endnotes"])
def test_notes_are_read(examined, kind):
    note = kind.removesuffix("s")
    xml = (
        f'<w:{kind} xmlns:w="{W}"><w:{note} w:id="2"><w:p><w:r><w:t>{ID}</w:t></w:r></w:p>'
        f"</w:{note}></w:{kind}>"
    )

    rules = by_rule(examined(word_and({f"word/{kind}.xml": xml.encode()})))

    assert rules["person.resident_id"].part == note


def test_a_mark_in_the_properties_is_found_and_the_author_is_told(examined):
    def name(document):
        document.core_properties.title = "机密★10年"
        document.core_properties.author = "李明"

    examination = examined(word(BODY, change=name))

    findings = examination.judgement.findings
    assert examination.judgement.refused == CLASSIFIED
    told = [one for one in findings if one.rule == "hidden.property"]
    assert "creator 李明" in [one.excerpt for one in told]
    assert {one.severity for one in told} == {Severity.INFO}


def test_custom_properties_are_read(examined):
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'docPropsVTypes"><property name="经办"><vt:lpwstr>{ID}</vt:lpwstr></property></Properties>'
    )

    examination = examined(word_and({"docProps/custom.xml": custom.encode()}))

    assert by_rule(examination)["person.resident_id"].part == "properties"


@pytest.mark.parametrize(
    ("kind", "target", "blocked"),
    [
        ("attachedTemplate", "file:///C:\\Users\\liming\\模板.dotm", True),
        ("hyperlink", "\\\\fileserver\\内网\\名单.xlsx", True),
        ("image", "http://example.org/a.png", True),
        ("hyperlink", "https://www.example.org/", False),
    ],
)
def test_what_reaches_out_of_the_file_is_listed(examined, kind, target, blocked):
    relations = parts_of(word(BODY))[RELATIONS].replace(
        b"</Relationships>",
        (
            '<Relationship Id="rOut" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            f'relationships/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
        ).encode(),
    )

    rules = by_rule(examined(word_and({RELATIONS: relations})))

    assert ("hidden.external_link" in rules) is blocked


def test_a_field_that_fetches_is_listed_and_a_page_number_is_not(examined):
    field = "<w:p><w:r><w:instrText>{code}</w:instrText></w:r></w:p>"

    fetching = examined(word_with(field.format(code=' INCLUDETEXT "C:\\\\a.docx" '), BODY))
    numbering = examined(word_with(field.format(code=" PAGE "), BODY))

    assert set(by_rule(fetching)) == {"hidden.external_link"}
    assert found(numbering) == []


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("word/embeddings/a.xlsx", b"PK\x03\x04rest", "hidden.embedded_file"),
        ("word/embeddings/ole.bin", b"\xd0\xcf\x11\xe0rest", "hidden.embedded_file"),
        ("word/vbaProject.bin", b"\xd0\xcf\x11\xe0rest", "hidden.active_content"),
        ("word/media/image1.png", b"\x89PNG\r\n\x1a\nrest", "hidden.unused_object"),
    ],
)
def test_what_no_rule_can_read_is_a_finding(examined, name, content, rule):
    rules = by_rule(examined(word_and({name: content}, lines=(BODY, BODY))))

    assert rules[rule].place["file"] == name


def test_texts_in_parts_that_no_program_shows_are_screened(examined):
    extra = {
        "customXml/item9.xml": f"<a note='{ID}'><b>机密★10年</b></a>".encode(),
        "word/glossary/document.xml": (
            f'<w:glossaryDocument xmlns:w="{W}"><w:p><w:r><w:t>13812345678</w:t></w:r></w:p>'
            "</w:glossaryDocument>"
        ).encode(),
    }

    examination = examined(word_and(extra))

    assert examination.judgement.refused == CLASSIFIED
    assert {CLASSIFIED, "person.resident_id", "person.mobile"} <= set(by_rule(examination))


def test_alternative_texts_and_entities_in_attributes_are_screened(examined):
    picture = "<w:p><w:r><w:t descr='&#26426;&#23494;&#9733;10&#24180;'>图</w:t></w:r></w:p>"
    parts = parts_of(word(BODY))
    body = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + picture.encode())

    examination = examined(word_and({"word/document.xml": body}))

    assert examination.judgement.refused == CLASSIFIED


def test_a_card_in_a_table_blocks_under_its_heading(examined):
    def table(document):
        rows = document.add_table(rows=2, cols=2).rows
        for row, texts in zip(
            rows, (("姓名", "银行卡号"), ("张三", "6222021234567890128")), strict=True
        ):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    rules = by_rule(examined(word(BODY, change=table)))

    assert rules["person.bank_card"].severity is Severity.BLOCK
    assert rules["person.bank_card"].excerpt == "6222***********0128"


def test_a_star_from_the_symbol_dialog_is_a_star(examined):
    mark = (
        "<w:p><w:r><w:t>机密</w:t></w:r><w:r><w:sym w:font='Wingdings' w:char='F0AB'/></w:r>"
        "<w:r><w:t>10年</w:t></w:r></w:p>"
    )

    assert examined(word_with(mark, BODY)).judgement.refused == CLASSIFIED


def test_an_empty_paper_has_not_been_read(examined):
    assert examined(word()).unread.reason is Reason.NO_TEXT


def test_a_plain_notice_has_only_what_its_maker_left_in_its_properties(examined):
    examination = examined(word(BODY, "各科室：", "请按时完成。"), name="通知.docx")

    assert examination.unread is None
    assert found(examination) == []


def test_a_paper_goes_through_as_python_docx_reads_it(examined):
    """The paragraph a finding names is the one an independent reader counts."""
    content = word(BODY, "电话13812345678", "完")

    place = found(examined(content))[0].place

    paragraphs = docx.Document(io.BytesIO(content)).paragraphs
    text = paragraphs[place["paragraph"] - 1].text
    assert text[place["start"] : place["end"]] == "13812345678"
