"""A copy is made in a limited process, of what was chosen and nothing that is marked."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import docx
import openpyxl
import pytest

from review.domain.vocabulary import Exemption
from review.screening import screen
from review.screening.limits import LIMITS
from review.screening.redaction import Choice, NoCopy, Why, redact
from review.screening.redaction.answer import unpacked
from review.screening.redaction.child import copy_of
from tests.unit.screening.copies import NUMBER, everything_in
from tests.unit.screening.papers import BODY, pdf, word, word_with

ID = "11010519491231002X"
LINES = (BODY, f"联系人张三，电话{NUMBER}，身份证号{ID}。", f"值班电话{NUMBER}")
PERSONAL = Choice(all_personal=True)


def made(content, ruleset, choice=PERSONAL, name="通知.docx"):
    """A copy, made in this process."""
    return copy_of(content, name=name, ruleset=ruleset, choice=choice, limits=LIMITS)


def paragraphs(copy):
    return [each.text for each in docx.Document(io.BytesIO(copy.content)).paragraphs]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("通知.docx", word(*LINES)),
        ("通知.txt", "\n".join(LINES).encode()),
        ("通知.pdf", pdf("\n".join(LINES).replace("，", "\n"))),
    ],
    ids=["word", "text", "pdf"],
)
def test_a_copy_without_personal_numbers_is_found_to_have_none(ruleset, name, content):
    before = screen(content, name=name, ruleset=ruleset)

    copy = redact(content, name=name, choice=PERSONAL, ruleset=ruleset)

    after = screen(copy.content, name=name, ruleset=ruleset)
    assert {"person.resident_id", "person.mobile"} <= {one.rule for one in before.findings}
    assert after.findings == ()
    assert after.unreadable is None
    assert copy.cuts == 3


def test_one_finding_of_two_alike_is_cut_and_the_other_stays(ruleset):
    paper = word(*LINES)
    report = screen(paper, name="通知.docx", ruleset=ruleset)
    first = next(one for one in report.findings if one.rule == "person.mobile")

    copy = made(paper, ruleset, Choice(codes=frozenset({first.id})))

    assert paragraphs(copy)[1:] == [
        f"联系人张三，电话138****5678〔15·隐私〕，身份证号{ID}。",
        f"值班电话{NUMBER}",
    ]


def test_a_rule_stands_for_all_that_it_was_met_by_and_a_reason_may_be_given(ruleset):
    choice = Choice(codes=frozenset({"person.mobile"}), exemption=Exemption.INTERNAL_AFFAIRS)

    assert paragraphs(made(word(*LINES), ruleset, choice))[1:] == [
        f"联系人张三，电话138****5678〔16·内部〕，身份证号{ID}。",
        "值班电话138****5678〔16·内部〕",
    ]


def test_each_of_a_group_is_cut(ruleset):
    lines = [f"第{n}人 电话 139{n:08}" for n in range(40)]

    copy = made("\n".join(lines).encode(), ruleset, name="名单.txt")

    assert copy.cuts == 40
    assert not re.search(r"139\d{8}", copy.content.decode())


def test_thousands_of_numbers_are_cut_and_proven_in_one_go(ruleset):
    """Numbers in columns run together to all kinds of numbers, and none of them is an alarm."""
    book, content = openpyxl.Workbook(), io.BytesIO()
    for number in range(1500):
        book.active.append([f"139{number:08}", 139, 1000 + number])
    book.active.append(["13910001390"])
    book.save(content)

    copy = made(content.getvalue(), ruleset, name="名单.xlsx")

    said = re.sub(r"<[^>]*>|[*]", "", everything_in(copy.content))
    assert copy.cuts == 1501
    assert "13910001390" in said


def test_what_shows_around_the_cells_is_left_out_and_must_be_gone_too(ruleset):
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["电话", NUMBER])
    book.active.oddHeader.center.text = f"值班{NUMBER}"
    book.save(content)

    copy = made(content.getvalue(), ruleset, name="名单.xlsx")

    assert (copy.cuts, copy.left_out["header"]) == (1, 1)
    assert NUMBER not in everything_in(copy.content)


@pytest.mark.parametrize(
    "text",
    ["电话138**1234**5678。", "电话&#49;&#51;&#56;12345678。", "电话138<b>1234</b>567&#56;。"],
    ids=["marked", "in entities", "tagged"],
)
def test_a_number_that_shows_only_when_markup_is_read_is_cut_whole(ruleset, text):
    copy = made(text.encode(), ruleset, name="通知.md")

    assert copy.content.decode() == "电话138****5678〔15·隐私〕。"


def test_what_is_hidden_goes_with_what_is_chosen(ruleset):
    hidden = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>电话{NUMBER}</w:t></w:r></w:p>"

    copy = made(word_with(hidden, BODY), ruleset)

    assert copy.cuts == 0
    assert copy.left_out["hidden.hidden_text"] == 1
    assert NUMBER not in everything_in(copy.content)


@pytest.mark.parametrize(
    ("content", "name", "why", "detail"),
    [
        ("机密★10年\n关于".encode(), "x.txt", Why.MARKED, "marking.classification"),
        (word("机密★10年", BODY), "x.docx", Why.MARKED, "marking.classification"),
        (b"<html><body>x", "x.html", Why.NOT_CUT, "网页"),
        (word(BODY)[:-40], "x.docx", Why.NOT_CUT, "ZIP 压缩包"),
        (pdf(None), "x.pdf", Why.UNREADABLE, ""),
    ],
    ids=["marked text", "marked Word file", "page of the web", "broken", "scan"],
)
def test_of_such_files_no_copy_is_made_and_people_are_told_why(ruleset, content, name, why, detail):
    with pytest.raises(NoCopy) as refusal:
        redact(content, name=name, choice=PERSONAL, ruleset=ruleset)

    assert refusal.value.why is why
    assert detail in refusal.value.detail
    assert refusal.value.detail in refusal.value.told


def test_a_code_that_no_finding_has_is_refused(ruleset):
    with pytest.raises(NoCopy) as refusal:
        made(word(BODY), ruleset, Choice(codes=frozenset({"person.mobile"})))

    assert (refusal.value.why, refusal.value.detail) == (Why.NO_SUCH_FINDING, "person.mobile")


def test_a_child_that_dies_leaves_a_reason_and_no_copy(ruleset):
    small = replace(LIMITS, seconds=0.0)

    with pytest.raises(NoCopy) as refusal:
        redact(word(BODY), name="x.docx", choice=PERSONAL, ruleset=ruleset, limits=small)

    assert refusal.value.why is Why.UNREADABLE


def test_only_an_answer_in_our_form_is_one():
    told = {"media_type": "text/plain", "ending": "txt", "cuts": 1, "left_out": {}}

    assert unpacked(json.dumps(told).encode() + b"\na\nb").content == b"a\nb"
    for answer in (b"{}", b"[]\n", b'{"why": "other", "detail": ""}\n'):
        with pytest.raises((ValueError, LookupError, TypeError)):
            unpacked(answer)
