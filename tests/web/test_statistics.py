"""The overview: counts of a year, of papers that the asker may see, and nothing of their words."""

from __future__ import annotations

import csv
import io
import re

import pytest

from review.services.year_of_work import year_of_work
from tests.web.browser import text_of
from tests.web.conftest import CLEAN

IDENTITY = "关于报送名单的通知\n\n联系人身份证号：11010519491231002X。\n".encode()


@pytest.fixture
def busy(as_, brought, paper):
    """A paper that was published, one that was returned for its finding, one not yet moved."""
    brought("publish")
    returned = paper(IDENTITY, title="关于报送名单的通知", number="宝财〔2026〕13号")
    as_("li").takes(returned, "propose", mode="proactive", subjects="none")
    as_("wang").takes(returned, "send_back", reason="有身份证号，请删去")
    paper(CLEAN + b"\n", title="关于另一件事的通知", number="宝财〔2026〕14号")
    return returned


def seen_by(office, login):
    return office.ask(
        year_of_work, office.ask(lambda work: work.today.year), caller=office.caller(login)
    )


def test_a_year_is_counted_from_its_steps(office, busy):
    view = seen_by(office, "gu")

    assert {mode.value: count for mode, count in view.decided.items()} == {
        "proactive": 1,
        "on_request": 0,
        "withheld": 0,
    }
    assert view.proactive_share == 1.0
    assert sum(view.published) == 1
    assert [(one.label, one.count) for one in view.returned_from] == [("科室审核", 1)]
    assert [one.label for one in view.returned_because] == ["居民身份证号码"]
    assert sum(one.count for one in view.pending) == 2
    assert {one.label: one.stays for one in view.stages} == {
        "源头认定": 2,
        "科室审核": 2,
        "保密审查": 1,
        "审批": 1,
        "待发布": 1,
    }


def test_a_finding_is_counted_by_what_became_of_it(office, busy):
    rules = {one.rule: one for one in seen_by(office, "gu").rules}

    assert rules["person.resident_id"].found == 1
    assert rules["person.resident_id"].left == 1
    assert rules["person.resident_id"].false_alarms == 0


def test_another_section_counts_its_own_papers_only(office, busy):
    mine, others = seen_by(office, "wang"), seen_by(office, "feng")

    assert mine.decisions == 1
    assert others.decisions == 0
    assert others.stages == ()
    assert others.rules == ()
    assert sum(one.count for one in others.pending) == 0


def test_who_sees_no_paper_is_told_of_none(office, busy):
    view = seen_by(office, "guan")

    assert view.decisions == sum(view.published) == 0
    assert view.returned_from == ()


def test_the_page_shows_figures_and_no_title(as_, busy):
    answer = as_("gu").get("/statistics")
    page = text_of(answer)

    assert answer.status_code == 200
    assert "100.0% 主动公开率：1 件审定的公文中主动公开的" in page
    assert "居民身份证号码 person.resident_id 1 0 0 0 1" in page
    assert "关于报送名单" not in page


def test_an_empty_year_says_what_will_stand_here(as_):
    page = text_of(as_("gu").get("/statistics"))

    assert "还没有作出过公开决定" in page
    assert "没有退回过公文" in page


@pytest.mark.parametrize("year", ["1066", "9999", "二〇二六", "-1", "20 6"])
def test_a_year_without_work_is_this_year(as_, office, year):
    this = office.ask(lambda work: work.today.year)

    page = as_("gu").get(f"/statistics?year={year}")

    assert page.status_code == 200
    assert f"<h1>{this}年统计</h1>" in page.text


def test_the_file_has_the_figures_of_the_page(as_, busy):
    answer = as_("gu").get("/statistics.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert answer.headers["content-type"].startswith("text/csv")
    assert re.fullmatch(
        r'attachment; filename="statistics-\d{4}\.csv"', answer.headers["content-disposition"]
    )
    assert ["主动公开", "1"] in rows
    assert ["居民身份证号码", "1", "0", "0", "0", "1"] in rows
    assert ["审定的公开属性", "件数"] in rows
