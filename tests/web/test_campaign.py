"""The page of the campaign: how far it has come, its days, and the forms to plan and close it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from sqlalchemy import select

from review.domain.campaign import campaign_year
from review.services.campaign_shapes import Bar
from review.storage.rows import CampaignClosingRow, CampaignRow
from review.web.campaign import WIDTH, parts_of
from tests.web.browser import text_of


@pytest.fixture
def year(office) -> int:
    """The year of the next campaign that can still be planned, and the clock well before it."""
    real = office.now
    first = real().replace(month=1, day=5)
    back = real() - first
    office.now = lambda: real() - back
    return campaign_year(first.date())


def campaigns(office, table=CampaignRow):
    with office.database.read() as session:
        return [row.id for row in session.scalars(select(table))]


def test_a_campaign_is_planned_and_closed_on_its_page(as_, office, year):
    zheng = as_("zheng")
    assert "还没有制定年度评估方案" in text_of(zheng.get("/reassessment"))

    planned = zheng.post("/reassessment/plan", year=str(year))
    shown = text_of(zheng.get(planned.headers["location"]))
    assert "方案已制定" in shown
    assert f"{year}年度评估" in shown
    assert "应评 0 件" in shown
    assert f"{year}-03-31 最迟公开" in shown

    closed = zheng.post("/reassessment/close", year=str(year), summary="应评尽评")
    assert "已办结" in text_of(zheng.get(closed.headers["location"]))
    assert len(campaigns(office, CampaignClosingRow)) == 1


def test_what_will_not_do_is_said_beside_the_form(as_, office, year):
    answer = as_("zheng").post("/reassessment/plan", year=str(year), last_day=f"{year}-04-30")

    assert answer.status_code == 422
    assert "年度评估的起止日期不合适" in text_of(answer)
    assert f'value="{year}-04-30"' in answer.text
    assert campaigns(office) == []


def test_who_plans_nothing_has_no_form(as_, office, year):
    zhou = as_("zhou")

    assert "制定方案" not in text_of(zhou.get("/reassessment"))
    assert zhou.post("/reassessment/plan", year=str(year)).status_code == 403
    assert campaigns(office) == []


@pytest.mark.parametrize(
    "bar",
    [
        Bar(done=1, in_window=1, waiting=1, needs_person=0),
        Bar(done=0, in_window=0, waiting=0, needs_person=7),
        Bar(done=9999, in_window=1, waiting=0, needs_person=1),
    ],
)
def test_the_parts_of_the_bar_lie_side_by_side_and_fill_it(bar):
    class View:
        """As much of a campaign as the bar reads."""

    view = View()
    view.bar = bar
    parts = parts_of(view)

    assert sum(part.width for part in parts) == WIDTH
    assert sum(part.count for part in parts) == bar.whole
    assert all(before.start + before.width == after.start for before, after in pairwise(parts))
