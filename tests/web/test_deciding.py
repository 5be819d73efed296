"""What the page shows whoever decides: what was agreed, from whom he differs, what nobody read."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

import pytest

from review.commands import RunReassessment
from review.domain.vocabulary import DisclosureMode, StatementKind
from review.storage.rows import CaseRow, StatementRow, StepRow
from tests.web.browser import disposal_of, text_of
from tests.web.conftest import CLEAN
from tests.web.kept import rows, the
from tests.web.test_cases import WITH_ID, WITHHOLD

DRAWING = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
ON_REQUEST = {
    "on_request_reason": "particular_persons",
    "ends": "reassess_on",
    "reassess_on": "2027-03-01",
}


def first_act(page) -> str:
    """What stands first under 办理."""
    return re.search(r'<div class="first-act">(.*?)</form>', page.text, re.DOTALL)[1]


def form_of(page, action: str) -> str:
    (found,) = re.findall(
        rf'<form [^>]*class="step">(?:(?!</form>).)*value="{action}".*?</form>',
        page.text,
        re.DOTALL,
    )
    return found


@pytest.fixture
def withheld(as_, paper) -> str:
    """李明 proposes to withhold a paper; 王芳 and 周岚 agree."""
    number = paper()
    as_("li").takes(number, "propose", **WITHHOLD)
    as_("wang").takes(number, "verify", opinion="同意不公开")
    as_("zhou").takes(number, "pass_check", opinion="属过程稿")
    return number


# ── What was agreed comes first ──────────────────────────────────────────────
def test_what_everybody_proposed_is_the_first_thing_to_decide(as_, withheld):
    page = as_("gu").get(f"/cases/{withheld}")

    first = first_act(page)
    assert 'name="action" value="decide_withheld"' in first
    assert '<button type="submit" class="primary">定为不予公开（在册）</button>' in first
    assert page.text.count('class="primary"') == 1
    assert "不予公开；过程性信息；过程稿；政府信息公开条例第十六条第二款" in html.unescape(first)


def test_it_is_filled_in_as_it_was_last_stated(as_, withheld, office):
    """Opinion alone is what the leader still has to write."""
    gu = as_("gu")
    page = gu.get(f"/cases/{withheld}")
    form = form_of(page, "decide_withheld")

    words = dict(re.findall(r'type="(?:text|date)"[^>]*name="([\w-]+)" value="([^"]+)"', form))
    words |= dict(re.findall(r'name="([\w-]+)" value="([^"]+)" checked', form))
    words |= dict(re.findall(r'name="(reasons)" rows="3">([^<]+)<', form))
    answer = gu.takes(withheld, "decide_withheld", opinion="同意", **words)

    assert answer.status_code == 303, text_of(answer)
    decided = next(
        row for row in rows(office, StatementRow) if row.kind is StatementKind.DETERMINED
    )
    proposed = next(row for row in rows(office, StatementRow) if row.kind is StatementKind.PROPOSED)
    for column in ("mode", "exemption", "deliberative_kind", "article", "reasons", "ending"):
        assert getattr(decided, column) == getattr(proposed, column), column
    assert (decided.ends_on, decided.ending_event) == (proposed.ends_on, proposed.ending_event)


def test_who_decides_otherwise_sees_from_whom_he_differs(as_, withheld, office):
    gu = as_("gu")
    page = gu.get(f"/cases/{withheld}")

    said = html.unescape(form_of(page, "decide_in_full"))
    assert "与已有意见不同：李明（承办人）拟定不予公开；王芳（科室负责人）核定不予公开" in said
    assert "周岚（办公室审查人）核定不予公开" in said
    assert "与已有意见不同" not in form_of(page, "decide_withheld")
    assert gu.takes(withheld, "decide_in_full", opinion="已定稿，公开").status_code == 303
    assert the(office, CaseRow).stage == "awaiting_publication"


def test_where_people_disagreed_the_last_word_comes_first_and_both_are_named(as_, paper):
    number = paper()
    as_("li").takes(number, "propose", **WITHHOLD)
    as_("wang").takes(number, "verify", opinion="可以公开", mode="proactive")
    as_("zhou").takes(number, "pass_check", opinion="可以公开")

    first = html.unescape(first_act(as_("gu").get(f"/cases/{number}")))

    assert 'value="decide_in_full"' in first
    assert "与已有意见不同：李明（承办人）拟定不予公开" in first
    assert "王芳" not in first


def test_a_paper_to_publish_is_first_agreed_to_as_before(as_, brought):
    first = first_act(as_("gu").get(f"/cases/{brought('pass_check')}"))

    assert 'value="decide_in_full"' in first
    assert "与各方已有的意见一致" in first


def test_what_goes_to_the_head_goes_there_first(as_, paper):
    number = paper()
    as_("li").takes(number, "propose", mode="proactive", needs_head="yes")
    as_("wang").takes(number, "verify", opinion="同意")
    as_("zhou").takes(number, "pass_check", opinion="同意")

    assert 'value="submit_to_head"' in first_act(as_("gu").get(f"/cases/{number}"))


def test_who_proposes_again_need_not_write_it_again(as_, withheld):
    as_("gu").takes(withheld, "send_back", reason="理由再写细一些")

    form = form_of(as_("li").get(f"/cases/{withheld}"), "propose")

    assert 'value="withheld" checked' in form
    assert "方案尚在征求各科室意见，数字每天变动" in form
    assert 'value="2027-06-30"' in form


def test_undecided_is_not_told_as_not_public(as_, paper, withheld):
    undecided = text_of(as_("li").get(f"/cases/{paper(CLEAN + b'2')}"))
    as_("gu").takes(
        withheld,
        "decide_withheld",
        opinion="同意",
        **{key.removeprefix("withheld-"): value for key, value in WITHHOLD.items()},
    )
    decided = text_of(as_("li").get(f"/cases/{withheld}"))

    assert "尚未公开" in undecided
    assert "尚未公开" not in decided
    assert "不公开 审定为不予公开" in decided


# ── What nobody has read ─────────────────────────────────────────────────────
def test_a_file_no_machine_read_stands_first_and_nothing_says_it_is_clean(as_, paper):
    number = paper(DRAWING, name="总平面图.dwg")

    page = as_("zhou").get(f"/cases/{number}")

    first = re.search(r'<section class="card ([^"]*)" id="(\w+)"', page.text)
    assert first.groups() == ("alarm", "unread")
    said = text_of(page)
    assert "1 个文件没有经过检测" in said
    assert "里面有没有不宜公开的内容，现在不知道" in said
    assert "总平面图.dwg" in said
    assert "没有发现疑点" not in said
    assert 'class="state late">■ 未经' not in page.text  # a sentence wraps, a state does not


def test_a_file_that_two_people_read_does_not_stand_in_the_way(as_, paper, office):
    number = paper(DRAWING, name="总平面图.dwg")
    zhou, sun = as_("zhou"), as_("sun")
    place = re.search(r'action="(/cases/[^"]+/reading)"', zhou.get(f"/cases/{number}").text)[1]
    answers = {f"answer-{item.id}": item.clear.value for item in office.means.checklist}
    zhou.post(place, **answers)
    half = zhou.get(f"/cases/{number}")
    sun.post(place, **answers)

    whole = zhou.get(f"/cases/{number}")

    assert 'id="unread"' in half.text
    assert "已阅看：周岚" in text_of(half)
    assert 'id="unread"' not in whole.text


def test_the_inbox_counts_what_nobody_read(as_, paper):
    paper(DRAWING, name="总平面图.dwg")

    assert "■ 未检测 1" in text_of(as_("li").get("/?box=open"))


# ── What cannot be undone, and what has no default ───────────────────────────
def test_an_interception_is_asked_about_once_more(as_, paper, office):
    """It works without a script: the page asks, and sends everything again with the answer."""
    number, zhou = paper(), as_("zhou")

    asked = zhou.takes(number, "intercept", reason="附表疑似涉密")
    before = the(office, CaseRow).stage
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', asked.text))
    answer = zhou.post(f"/cases/{number}/steps", **sent)

    assert asked.status_code == 200
    assert "还没有办理" in text_of(asked)
    assert "notice.txt" in text_of(asked)
    assert before == "attribution"
    assert sent["confirmed"] == "yes"
    assert answer.status_code == 303
    assert the(office, CaseRow).stage == "intercepted"
    assert rows(office, StepRow, action="intercept")[0].inputs == "{}"  # words go with the bytes


def test_an_interception_without_a_reason_is_refused_at_once(as_, paper, office):
    number, zhou = paper(), as_("zhou")

    answer = zhou.takes(number, "intercept", reason=" ")

    assert answer.status_code == 422
    assert "确认销毁" not in text_of(answer)
    assert the(office, CaseRow).stage == "attribution"


def test_how_a_finding_is_disposed_of_is_chosen_by_nobody_beforehand(as_, paper):
    number, zhou = paper(WITH_ID), as_("zhou")
    page = zhou.get(f"/cases/{number}")
    place = disposal_of(page, number)

    answer = zhou.post(place, kind="", reason="看过", article="第十五条")

    assert 'data-key="1"' in page.text
    assert 'name="kind"' not in page.text
    assert answer.status_code == 422
    assert "没有选择怎样处置这一疑点" in text_of(answer)


# ── What is looked at again ──────────────────────────────────────────────────
@pytest.fixture
def reassessed(as_, paper, office) -> tuple[str, str]:
    """A paper given on request is due and looked at by the bell: its case, and the new one."""
    number = paper()
    as_("li").takes(
        number,
        "propose",
        mode="on_request",
        **{f"on_request-{key}": value for key, value in ON_REQUEST.items()},
        **{"on_request-own_words": ""},
    )
    as_("wang").takes(number, "verify", opinion="属实，同意")
    as_("zhou").takes(number, "pass_check", opinion="未见不宜公开的内容")
    as_("gu").takes(number, "decide_on_request", opinion="同意", **ON_REQUEST)
    as_("zhou").takes(number, "close")
    office.now = lambda: datetime(2027, 3, 2, 2, 0, tzinfo=UTC)
    office.reassess(RunReassessment(), caller=None)
    (case,) = rows(office, CaseRow, procedure="reassessment")
    return number, f"{case.year}-{case.serial:04d}"


def test_the_page_of_a_reassessment_shows_what_the_decider_needs(as_, reassessed):
    number, case = reassessed

    page = as_("zheng").get(f"/cases/{case}")

    said = text_of(page)
    assert "系统建议 维持" in said
    assert "可以转为主动公开的各种情形，条件都没有全部满足" in said
    assert "不得自动转换：未登记是否涉及个人或企业的税费" in said
    assert f'<a href="/cases/{number}">案件 {number}</a>' in page.text
    assert "只涉及特定人" in said
    assert "到期评估：2027-03-01" in said
    assert "保密审查：周岚（办公室审查人）：未见不宜公开的内容" in said
    assert "公开决定：顾平（分管领导）：同意" in said
    assert "公开期限" not in said


def test_the_conditions_are_grouped_and_none_is_told_twice(as_, reassessed):
    page = as_("zheng").get(f"/cases/{reassessed[1]}")

    conditions = re.findall(r"</span> ([^<]+) <span class=\"faint\">", page.text)
    assert len(conditions) == len(set(conditions))
    said = text_of(page)
    shared = (
        "各情形都要求：标准目录已列为主动公开、一年内三个以上申请人获得、依申请公开的特定理由已消失"
    )
    assert shared in said
    assert said.count("现为依申请公开") == 1


def test_the_outcome_that_was_proposed_comes_first_and_names_who_differs(as_, reassessed):
    _, case = reassessed
    as_("zheng").takes(case, "propose_outcome", outcome="kept", reason="理由未变")
    as_("zhou").takes(case, "pass_check", opinion="同意维持")

    page = as_("gu").get(f"/cases/{case}")

    assert 'value="decide_kept"' in first_act(page)
    other = html.unescape(form_of(page, "decide_convert"))
    assert "与已有意见不同：郑雪（信息公开专员）提出：维持" in other
    assert "提出的结论 郑雪（信息公开专员）提出：维持" in text_of(page)


def test_the_reassessment_page_lists_what_waits_for_people_and_why(as_, reassessed):
    _, case = reassessed

    page = as_("zheng").get("/reassessment")

    said = text_of(page)
    assert f'href="/cases/{case}"' in page.text
    assert "待人办理 1" in said
    assert "维持 可以转为主动公开的各种情形" in said
    assert DisclosureMode.ON_REQUEST.label in said
