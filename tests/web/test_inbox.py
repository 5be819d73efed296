"""The inbox and the reassessment page: each person's own."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from review.services.heartbeats import ring
from review.web.inbox import due
from tests.web.browser import text_of

MONDAY = datetime(2026, 11, 9, 2, 0, tzinfo=UTC)
"""Ten o'clock in Shanghai."""
WRITTEN = "2026-11-02"
CONTENT = "关于报送预算的通知\n\n请各科室报送。\n".encode()


@pytest.fixture
def monday(office):
    """The office on a Monday morning."""
    office.now = lambda: MONDAY
    return MONDAY


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


@pytest.mark.parametrize(
    "box",
    ["mine", "soon", "overdue", "open", "done", "started", "asked", "copied", "all", "nonsense"],
)
def test_an_empty_box_says_what_will_be_in_it(as_, box):
    page = as_("wang").get(f"/?box={box}")

    assert page.status_code == 200
    assert 'class="empty"' in page.text


def test_each_line_says_what_is_asked_and_why_it_is_mine(as_, paper):
    number = paper()
    drafted = text_of(as_("li").get("/"))
    as_("li").takes(number, "propose", mode="proactive")

    mine, others = text_of(as_("wang").get("/")), text_of(as_("zhou").get("/?box=open"))

    assert "源头认定 提出公开属性并送审 您是本件的承办人" in drafted
    assert "科室审核 核实公开属性，签署科室意见 您是科室负责人" in mine
    assert "等科室负责人" in others
    assert "您是" not in others
    assert "主动公开" in mine


def test_the_tabs_count_what_lies_in_each(as_, paper):
    paper()

    assert "待办 1 即将到期 0 已逾期 0 在办 1 已办 1 我发起 1 待答复 0 抄送 0 全部 1" in text_of(
        as_("li").get("/")
    )
    assert "待办 0 即将到期 0 已逾期 0 在办 1 已办 0 我发起 0 待答复 0 抄送 0 全部 1" in text_of(
        as_("wang").get("/")
    )


def test_time_moves_a_case_from_one_box_to_the_next(as_, paper, office, monday):
    """Two working days for the first stage, and on the weekend after the last it is late."""
    number = paper(dated=WRITTEN)
    boxes = {}
    for day in range(6):
        office.now = lambda day=day: monday + timedelta(days=day)
        li = as_("li")
        boxes[day] = [box for box in ("soon", "overdue") if number in li.get(f"/?box={box}").text]

    assert boxes == {
        0: [],
        1: ["soon"],
        2: ["soon"],
        3: ["overdue"],
        4: ["overdue"],
        5: ["overdue"],
    }
    assert "逾期 2 日" in text_of(li.get("/"))


def test_the_days_are_explained(as_, paper, office, monday):
    """Handed in on a Friday: the weekend is left out, and the page says so."""
    office.now = lambda: monday + timedelta(days=4)
    paper(dated=WRITTEN)

    page = text_of(as_("li").get("/"))

    assert "2026-11-13 到本环节，次日起计 2 个工作日，到 2026-11-17。其间周末 2 天不计。" in page


def test_what_is_late_is_late_on_the_weekend_too(as_, paper, office, monday):
    office.now = lambda: monday + timedelta(days=2)
    paper(dated=WRITTEN)
    office.now = lambda: monday + timedelta(days=5)  # due on Friday, today is Saturday

    page = text_of(as_("li").get("/"))

    assert "已逾期 1" in page
    assert "今日到期" not in page


def test_among_equals_what_is_blocked_comes_first(as_, paper):
    clean = paper()
    blocked = paper("联系人身份证号：11010519491231002X。\n".encode(), title="关于名单的通知")

    page = as_("li").get("/").text

    assert page.index(blocked) < page.index(clean)


def test_what_is_done_presses_nobody(as_, brought):
    number = brought("publish")

    page = as_("li").get("/?box=done")

    assert number in page.text
    assert "等" not in re.sub(r"<(nav|form|header)[\s\S]*?</\1>", "", page.text).split("<tbody>")[1]


def test_the_keyboard_is_a_script_of_our_own_and_an_extra(as_, stranger, paper):
    """Without it the page has the same links; what it adds is hidden until it runs."""
    paper()
    page = as_("li").get("/").text
    (script,) = re.findall(r'<script src="([^"]+)" defer></script>', page)

    answer = stranger.get(script)

    assert answer.headers["content-type"].startswith("text/javascript")
    assert "innerHTML" not in answer.text
    assert re.search(r'<p class="keys faint" hidden>', page)


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
