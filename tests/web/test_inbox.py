"""The inbox and the reassessment page: each person's own."""

from __future__ import annotations

from datetime import date

import pytest

from review.services.heartbeats import ring
from review.web.inbox import due
from tests.web.browser import text_of

CONTENT = "关于报送预算的通知\n\n请各科室报送。\n".encode()


def test_a_paper_waits_for_who_acts_next(as_):
    """It moves from one inbox to the next, and stays among what one has acted on."""
    li, wang = as_("li"), as_("wang")
    number = li.hands_in(CONTENT, number="宝财〔2026〕12号").headers["location"].rpartition("/")[2]

    before = wang.get("/")
    li.takes(number, "propose", mode="proactive")
    after = wang.get("/")

    assert number not in before.text
    assert f'href="/cases/{number}"' in after.text
    assert "宝财〔2026〕12号" in text_of(after)
    assert "科室审核" in text_of(after)
    assert number in li.get("/?box=done").text
    assert number in li.get("/?box=open").text
    assert number not in wang.get("/?box=done").text


def test_findings_are_counted_by_shape_and_number(as_):
    li = as_("li")
    li.hands_in("联系人身份证号：11010519491231002X。\n".encode())

    assert "■ 1" in text_of(li.get("/?box=open"))


@pytest.mark.parametrize("box", ["mine", "open", "done", "nonsense"])
def test_an_empty_box_says_what_will_be_in_it(as_, box):
    page = as_("wang").get(f"/?box={box}")

    assert page.status_code == 200
    assert 'class="empty"' in page.text


def test_a_bell_that_does_not_ring_is_seen(as_, office):
    silent = as_("zhou").get("/")
    with office.database.write() as session:
        ring(session, job="bell", now=office.now())
    rung = as_("zhou").get("/")

    assert "定时任务还没有运行" in text_of(silent)
    assert "定时任务" not in rung.text


@pytest.mark.parametrize(
    ("remaining", "is_overdue", "days", "is_soon"),
    [(3, False, 3, False), (1, False, 1, True), (0, False, 0, True), (-2, True, 2, False)],
)
def test_how_a_day_presses(remaining, is_overdue, days, is_soon):
    shown = due(date(2026, 11, 23), remaining, is_overdue=is_overdue)

    assert (shown.days, shown.is_soon, shown.is_overdue) == (days, is_soon, is_overdue)


def test_what_has_no_day_never_presses():
    assert not due(None, None, is_overdue=False).is_soon


def test_the_reassessment_page_lists_what_one_may_see(as_, office):
    """A withheld paper is due on its day, on its section's page and on nobody else's."""
    li = as_("li")
    number = li.hands_in(CONTENT, title="关于补助方案的请示").headers["location"].rpartition("/")[2]
    grounds = {
        "on_request_reason": "particular_persons",
        "ends": "reassess_on",
        "reassess_on": "2027-03-01",
    }
    proposed = {f"on_request-{key}": value for key, value in grounds.items()}
    way = (
        ("li", "propose", {"mode": "on_request"} | proposed),
        ("wang", "verify", {"opinion": "同意"}),
        ("zhou", "pass_check", {"opinion": "未见涉密内容"}),
        ("gu", "decide_on_request", {"opinion": "同意"} | grounds),
        ("zhou", "close", {}),
    )
    for login, action, words in way:
        answer = as_(login).takes(number, action, **words)
        assert answer.status_code == 303, text_of(answer)
    first = as_("gu").get("/reassessment")
    then = office.now().replace(year=2027, month=3, day=2)
    office.now = lambda: then

    mine, other = as_("wang").get("/reassessment"), as_("feng").get("/reassessment")

    assert "关于补助方案的请示" not in first.text
    assert "关于补助方案的请示" in mine.text
    assert "2027-03-01" in mine.text
    assert "依申请公开" in text_of(mine)
    assert "关于补助方案的请示" not in other.text
