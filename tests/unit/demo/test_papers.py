from __future__ import annotations

import dataclasses
import io
import re
import tomllib

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from stdnum.cn import ric
from stdnum.exceptions import InvalidComponent

from review.demo.papers import Paper, load_papers, write, write_docx, write_pdf
from review.domain.numbers import is_party_number, parse
from review.domain.vocabulary import (
    ARTICLES,
    DisclosureMode,
    DocumentKind,
    Ending,
    Exemption,
    Genre,
    OnRequestReason,
)
from review.shipped import shipped

PAPERS = load_papers()
EVERY = pytest.mark.parametrize("paper", PAPERS.values(), ids=list(PAPERS))
SENTENCE_END = re.compile("[。？！]")


def body_of(content: bytes):
    return Document(io.BytesIO(content)).element.body


def docx_lines(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]


def pdf_text(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)


def printed_text(paper: Paper) -> str:
    """Return what a reader finds in the file, whatever its format and line breaks."""
    content = write(paper)
    if paper.format == "pdf":
        return pdf_text(content)
    return "".join("".join(docx_lines(content)).split())


def test_every_sample_says_that_it_is_invented():
    """Nobody shall take a sample for a paper of a real office."""
    for path in shipped("data/samples").rglob("*.toml"):
        assert tomllib.loads(path.read_text(encoding="utf-8"))["invented"] == "本件为虚构样例"


@EVERY
def test_the_file_itself_says_that_it_is_invented(paper):
    if paper.format == "docx":
        core = Document(io.BytesIO(write(paper))).core_properties
        assert core.comments == "本件为虚构样例"
    else:
        assert (
            pypdfium2.PdfDocument(write(paper)).get_metadata_value("Keywords") == "本件为虚构样例"
        )


@EVERY
def test_a_paper_holds_its_title_number_body_and_note(paper):
    text = printed_text(paper)

    assert paper.title in text
    assert paper.number in text
    assert paper.signed_by in text
    assert f"{paper.dated.year}年{paper.dated.month}月{paper.dated.day}日" in text
    assert not paper.note or f"（{paper.note}）" in text


@EVERY
def test_a_paper_reads_like_one_of_the_office(paper):
    sentences = sum(len(SENTENCE_END.findall(line)) for line in paper.body)

    assert 6 <= sentences <= 16
    assert all("\n" not in line for line in paper.body)


@EVERY
def test_equal_papers_are_equal_bytes(paper):
    """The demonstration must give the same hashes on every machine."""
    assert write(paper) == write(dataclasses.replace(paper))
    assert write_pdf(paper) == write_pdf(dataclasses.replace(paper))


@EVERY
def test_the_note_says_the_mode_that_the_paper_states(paper):
    assert (paper.mode is None) == (not paper.note)
    if paper.mode is not None:
        assert paper.mode.label in paper.note


@EVERY
def test_a_number_is_one_that_the_office_could_give(paper):
    if paper.kind is DocumentKind.UNOFFICIAL:
        assert (paper.number, paper.genre) == ("", Genre.BUDGET_TABLE)
    else:
        assert str(parse(paper.number)) == paper.number
        assert paper.number.startswith("云财")
        assert paper.genre is None


@EVERY
def test_what_is_held_back_has_its_ground_its_reason_and_its_end(paper):
    proposal = paper.proposal

    assert proposal.reason
    if proposal.mode is DisclosureMode.WITHHELD:
        assert proposal.article == ARTICLES[proposal.exemption]
    elif proposal.mode is DisclosureMode.ON_REQUEST:
        assert isinstance(proposal.on_request_reason, OnRequestReason)
        assert proposal.exemption is None
    if proposal.mode is not DisclosureMode.PROACTIVE:
        assert (proposal.ends_on is None) == (proposal.ending is Ending.ON_EVENT)
        assert bool(proposal.ends_when) == (proposal.ending is Ending.ON_EVENT)


def test_the_resident_id_is_well_formed_and_gone_from_the_corrected_paper():
    """Nobody can hold it: the district is some eighty years younger than the holder."""
    returned = printed_text(PAPERS["notice_with_resident_id"])
    corrected = PAPERS["notice_corrected"]

    (number,) = re.findall(r"\d{17}[\dX]", returned)
    assert ric.calc_check_digit(number) == number[-1]
    assert ric.get_birth_date(number).year == 1908
    with pytest.raises(InvalidComponent):
        ric.get_birth_place(number)
    assert number not in printed_text(corrected)
    assert corrected.replaces == "notice_with_resident_id"
    assert corrected.title == PAPERS[corrected.replaces].title


@EVERY
def test_only_the_paper_to_be_returned_holds_a_resident_id(paper):
    found = re.findall(r"\d{17}[\dXx]", printed_text(paper))

    assert bool(found) == (paper.key == "notice_with_resident_id")


@EVERY
def test_only_the_papers_to_be_refused_are_marked(paper):
    assert ("★" in printed_text(paper)) == (paper.key in ("marked_secret", "declassified"))


def test_the_marked_paper_carries_its_mark_where_the_standard_puts_it():
    assert docx_lines(write(PAPERS["marked_secret"]))[:3] == ["000012", "机密★10年", "平急"]


@EVERY
def test_only_the_party_paper_has_a_party_number(paper):
    assert is_party_number(paper.number) == (paper.key == "party_paper")


def test_a_request_to_a_superior_names_its_signatory():
    request = PAPERS["request_withheld"]

    assert request.kind is DocumentKind.REQUEST_FOR_INSTRUCTIONS
    assert f"{request.number}\t签发人：何远" in docx_lines(write(request))
    assert "签发人：何远" in pdf_text(write_pdf(request))


def test_the_tracked_paper_keeps_what_its_editors_left_behind():
    content = write(PAPERS["tracked_changes"])
    body = body_of(content)
    deleted = [text.text for it in body.iter(qn("w:del")) for text in it.iter(qn("w:delText"))]
    inserted = [text.text for it in body.iter(qn("w:ins")) for text in it.iter(qn("w:t"))]
    (comment,) = Document(io.BytesIO(content)).comments

    assert deleted == ["五十万元", "对上半年区属学校违规处置一事不再追究。"]
    assert inserted == ["三十万元"]
    assert len({it.get(qn("w:id")) for it in body.iter(qn("w:ins"), qn("w:del"))}) == 3
    assert comment.text == "限额改动还没有同主管部门商定，先不要对外发。"
    assert all(it.get(qn("w:date")) == "2025-11-17T01:30:00Z" for it in body.iter(qn("w:del")))


@EVERY
def test_only_the_tracked_paper_has_anything_hidden(paper):
    if paper.format == "docx":
        body = body_of(write(paper))
        traces = list(body.iter(qn("w:del"), qn("w:ins"), qn("w:commentReference")))
        assert bool(traces) == (paper.key == "tracked_changes")


def test_tracked_changes_are_accepted_in_print():
    text = pdf_text(write_pdf(PAPERS["tracked_changes"]))

    assert "在三十万元以下" in text
    assert "五十万元" not in text
    assert "不再追究" not in text


def test_the_agency_s_mark_is_red_and_the_title_centred_in_the_standard_s_faces():
    paragraphs = Document(io.BytesIO(write(PAPERS["notice_clean"]))).paragraphs
    mark, title = paragraphs[0], paragraphs[2]

    assert mark.text == "云溪区财政局文件"
    assert str(mark.runs[0].font.color.rgb) == "E60012"
    assert "".join(title.text.split()) == PAPERS["notice_clean"].title
    assert title.runs[0].font.size.pt == 22
    assert "方正小标宋简体" in mark.runs[0].element.xml


def test_the_body_is_set_28_points_apart_and_indented_by_two_characters():
    document = Document(io.BytesIO(write(PAPERS["notice_clean"])))
    first = next(it for it in document.paragraphs if it.text.startswith("为进一步"))

    assert document.styles["Normal"].paragraph_format.line_spacing.pt == 28
    assert "仿宋_GB2312" in document.styles["Normal"].element.xml
    assert first.paragraph_format.first_line_indent.pt == 32


def test_the_budget_adds_up():
    """A reader of the demonstration will add."""
    revenue = PAPERS["budget_table"].tables[0].rows
    cents = {
        row[0].strip("　"): [int(cell.replace(",", "").replace(".", "")) for cell in row[1:]]
        for row in revenue
    }
    spent = [name for name in cents if name.endswith("支出")]

    for column in range(3):
        assert cents["收入总计"][column] == cents["支出总计"][column]
        assert sum(cents[name][column] for name in spent) == cents["支出总计"][column]
    assert all(after - before == change for before, after, change in cents.values())


def test_the_letters_on_request_are_of_2025_and_to_particular_bodies():
    letters = [paper for key, paper in PAPERS.items() if key.startswith("letter_on_request")]

    assert len(letters) == 2
    assert all(paper.dated.year == 2025 for paper in letters)
    assert all(paper.note == "此件依申请公开" for paper in letters)
    assert len({paper.addressees for paper in letters}) == 2


def test_withheld_papers_stand_on_different_grounds():
    grounds = [paper.proposal.exemption for paper in PAPERS.values() if paper.proposal.exemption]

    assert sorted(grounds) == [
        Exemption.DELIBERATIVE,
        Exemption.DELIBERATIVE,
        Exemption.INTERNAL_AFFAIRS,
    ]


def test_a_title_cannot_be_printed_otherwise_than_it_is_named():
    with pytest.raises(ValueError, match="printed title differs"):
        dataclasses.replace(PAPERS["announcement"], title_lines=("另一个", "标题"))


def test_words_of_a_paper_are_never_read_as_markup():
    hostile = "关于<A&B>#panic()*粗*$x$</w:t>的通知"
    paper = dataclasses.replace(
        PAPERS["notice_clean"], title=hostile, title_lines=(), body=(hostile + "。",)
    )

    assert pdf_text(write_pdf(paper)).count(hostile) == 2
    assert "".join(docx_lines(write_docx(paper))).count(hostile) == 2
