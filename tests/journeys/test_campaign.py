"""The yearly campaign: everything that is not public is looked at, and nothing is missed."""

from __future__ import annotations

from datetime import date

import pytest

from review.domain.errors import AlreadyDone, CampaignCannotFinish, NotYours
from review.domain.reassessment_refusals import (
    CampaignPeriodUnfit,
    CampaignThere,
    CampaignUnfinished,
    NobodyOfThatName,
    NoSuchCampaign,
)
from review.domain.vocabulary import CampaignStanding, Trigger
from review.reassessment_commands import CloseCampaign, PlanCampaign
from review.services.campaign_reminders import campaign_reminder
from review.services.campaign_rows import the_campaign
from review.services.campaign_views import campaign_view
from review.services.due import still_due
from review.storage.rows import CampaignClosingRow, CampaignRow, CaseRow
from tests.journeys.story import LETTER, MINUTES, ON_REQUEST, WITHHELD, Story

pytestmark = pytest.mark.journey

JANUARY = date(2027, 1, 4)


def view(story: Story, *, year: int = 2027, seen_by: str | None = None):
    """The campaign as it stands."""
    caller = None if seen_by is None else story.caller(seen_by)
    agency = story.caller("zheng").agency_id

    def asked(work):
        return campaign_view(work, the_campaign(work, agency, year), caller=caller)

    return story.office.ask(asked)


def counted(story: Story) -> dict[str, int]:
    shown = view(story)
    assert shown.is_balanced
    assert shown.in_scope == shown.bar.whole
    return {word.value: number for word, number in shown.totals}


def minutes(story: Story, **ends: str) -> str:
    """Minutes that are withheld; the paper."""
    paper = story.hand_in(f"{MINUTES}第{story.clock.at:%Y%m%d%H%M}次\n")
    terms = {**WITHHELD, **ends}
    story.to_approval(paper.case, mode="不予公开", subjects="无", **terms)
    story.step("gu", paper.case, "decide_withheld", "不予公开", **terms)
    return paper.document


def letter(story: Story) -> str:
    """A letter on request; the paper."""
    terms = {**ON_REQUEST, "reassess_on": "2027-03-01"}
    paper = story.hand_in(f"{LETTER}第{story.clock.at:%Y%m%d%H%M}次\n")
    story.to_approval(paper.case, mode="依申请公开", subjects="无", **terms)
    story.step("gu", paper.case, "decide_on_request", "同意", **terms)
    return paper.document


def kept(story: Story, document: str) -> None:
    """People look at a paper again and keep it as it is."""
    case = story.case_of(document).id
    story.step("zheng", case, "propose_outcome", outcome="维持", reason="两种口径至今没有定案")
    story.step("zhou", case, "pass_check", "同意维持")
    story.step("gu", case, "decide_kept", "同意维持", next_date="2027-12-01")


@pytest.fixture
def campaign(story: Story) -> Story:
    """Minutes and a letter of last year, and a campaign that begins today."""
    story.on(date(2026, 11, 2))
    story.minutes, story.letter = minutes(story), letter(story)
    story.on(JANUARY)
    story.do("zheng", PlanCampaign(year=2027, responsible="zheng"))
    return story


# ── 方案 ─────────────────────────────────────────────────────────────────
def test_a_plan_says_its_days_and_who_answers_for_it(campaign: Story):
    shown = view(campaign)

    assert (shown.first_day, shown.last_day) == (date(2027, 1, 1), date(2027, 3, 31))
    assert (shown.responsible, shown.planned_by) == ("郑雪", "郑雪")
    assert [one.what for one in shown.days] == ["flag", "assess", "hold", "publish"]
    assert [one.left for one in shown.days] == [2, 2, 2, 2]
    assert campaign.flaws() == ()


def test_a_plan_that_cannot_finish_before_april_is_refused(story: Story):
    story.on(date(2027, 3, 29))

    with pytest.raises(CampaignCannotFinish):
        story.do("zheng", PlanCampaign(year=2027))
    for days in (
        {"last_day": date(2028, 4, 1)},
        {"first_day": date(2027, 12, 31)},
        {"first_day": date(2028, 3, 2), "last_day": date(2028, 3, 1)},
    ):
        with pytest.raises(CampaignPeriodUnfit):
            story.do("zheng", PlanCampaign(year=2028, **days))
    assert story.rows(CampaignRow) == []


def test_only_the_information_officer_plans_and_a_year_has_one_campaign(campaign: Story):
    with pytest.raises(NotYours):
        campaign.do("zhou", PlanCampaign(year=2028))
    with pytest.raises(CampaignThere):
        campaign.do("zheng", PlanCampaign(year=2027))
    with pytest.raises(NobodyOfThatName):
        campaign.do("zheng", PlanCampaign(year=2028, responsible="nobody"))
    with pytest.raises(NoSuchCampaign):
        campaign.do("zheng", CloseCampaign(year=2028))


# ── 一件不漏 ──────────────────────────────────────────────────────────────
def test_everything_is_looked_at_also_what_is_not_due_by_its_own_date(campaign: Story):
    """The letter's own day is 1 March; the campaign flags it on its first morning."""
    assert counted(campaign) == {"unflagged": 2}

    campaign.nights(1)

    assert counted(campaign) == {"needs_person": 2}
    case = campaign.case_of(campaign.letter).id
    assert "campaign" in campaign.row(CaseRow, id=case).opened_because
    campaign.nights(3)
    assert counted(campaign) == {"needs_person": 2}  # once, however often the bell rings


def test_the_scope_is_the_sum_of_what_became_of_each(campaign: Story):
    campaign.nights(1)
    kept(campaign, campaign.minutes)
    assert counted(campaign) == {"kept": 1, "needs_person": 1}

    case = campaign.case_of(campaign.letter).id
    campaign.step("zheng", case, "propose_outcome", outcome="转主动公开", reason="要求已经不再成立")
    campaign.step("zhou", case, "pass_check", "没有不宜公开的内容")
    campaign.step("gu", case, "decide_convert", "同意转为主动公开")
    assert counted(campaign) == {"kept": 1, "needs_person": 1}  # approved is not yet public
    campaign.step("chen", case, "publish")

    assert counted(campaign) == {"kept": 1, "proactive": 1}
    (line,) = view(campaign).sections
    assert (line.name, line.heads, line.bar.done, line.late) == ("预算科", ("王芳",), 2, 0)


def test_what_arrives_later_is_caught(campaign: Story):
    """A paper registered on 30 March is in the campaign, and so was decided in it."""
    campaign.nights(1)
    for document in (campaign.minutes, campaign.letter):
        kept(campaign, document)
    campaign.on(date(2027, 3, 30))
    arrived = minutes(campaign, reassess_on="2027-12-01")

    assert counted(campaign) == {"kept": 2, "decided": 1}
    campaign.happened(arrived, Trigger.CITIZEN_SUGGESTION, "建议1号", on=date(2027, 3, 30))
    campaign.nights(1)
    assert counted(campaign) == {"kept": 2, "needs_person": 1}


def test_what_is_referred_up_has_its_outcome_and_what_is_intercepted_too(campaign: Story):
    campaign.nights(1)
    case = campaign.case_of(campaign.minutes).id
    campaign.step("zheng", case, "propose_outcome", outcome="上报确定", reason="本机关不能确定口径")
    campaign.step("zhou", case, "pass_check", "同意上报")
    campaign.step("gu", case, "refer_up", addressee="市财政局", reason="本机关不能确定能否公开")
    campaign.step("sun", campaign.case_of(campaign.letter).id, "intercept", reason="疑似涉密")

    assert counted(campaign) == {"referred_up": 1, "intercepted": 1}


def test_a_historic_paper_is_in_scope_until_its_mode_was_determined(campaign: Story):
    """It came in bulk on 15 February and was never attributed; then it is decided, and public."""
    campaign.on(date(2027, 2, 15))
    paper = campaign.hand_in("关于报送台账的通知\n", is_historic=True, dated=date(2015, 3, 1))
    assert counted(campaign) == {"unflagged": 2, "needs_person": 1}
    assert campaign.row(CaseRow, id=campaign.case_of(paper.document).id).due_on > date(2027, 3, 1)

    campaign.to_approval(paper.case, mode="主动公开")
    campaign.step("gu", paper.case, "decide_in_full", "同意公开")
    campaign.step("chen", paper.case, "publish")

    assert counted(campaign) == {"unflagged": 2, "decided": 1}


def test_a_historic_paper_whose_review_was_withdrawn_is_not_lost_from_sight(campaign: Story):
    """Nobody determined its mode, and nobody has it in hand: the bell gives it to people."""
    campaign.nights(1)
    paper = campaign.hand_in("关于报送台账的通知\n", is_historic=True, dated=date(2015, 3, 1))
    campaign.step("li", paper.case, "withdraw", reason="份数不全，另行查找")

    campaign.nights(1)

    assert counted(campaign) == {"needs_person": 3}
    kept(campaign, paper.document)
    assert counted(campaign) == {"kept": 1, "needs_person": 2}
    assert campaign.paper(paper.document).reassess_on == date(2027, 12, 1)
    assert campaign.flaws() == ()


def test_what_was_intercepted_is_looked_at_no_more_also_where_it_is_historic(campaign: Story):
    paper = campaign.hand_in("关于报送台账的通知\n", is_historic=True, dated=date(2015, 3, 1))
    campaign.step("sun", paper.case, "intercept", reason="疑似涉密")

    campaign.nights(2)

    assert len(campaign.rows(CaseRow, document_id=paper.document)) == 1
    assert counted(campaign) == {"needs_person": 2, "intercepted": 1}


# ── 逾期和办结 ────────────────────────────────────────────────────────────
def test_what_is_late_is_listed_and_never_approved(campaign: Story):
    campaign.nights(1)
    campaign.on(date(2027, 4, 5))
    campaign.nights(1)

    shown = view(campaign)
    assert counted(campaign) == {"needs_person": 2}
    assert {line.document_id for line in shown.late} == {campaign.minutes, campaign.letter}
    assert all(line.case and line.due_on < date(2027, 4, 5) for line in shown.late)
    assert all(one.is_past and one.left for one in shown.days if one.what == "publish")
    assert view(campaign, seen_by="shen").late == ()
    assert campaign.listed() == set()


def test_who_must_act_is_reminded_and_officials_are_told_when_a_day_has_passed(campaign: Story):
    def told(who: str):
        one = campaign.office.ask(campaign_reminder, caller=campaign.caller(who))
        return one and (one.what, one.is_past)

    campaign.on(date(2027, 2, 1))
    assert {told(who) for who in ("zheng", "wang", "gu", "li")} == {None}
    campaign.on(date(2027, 3, 12))
    assert (told("wang"), told("gu"), told("li")) == (("flag", False), None, None)
    campaign.on(date(2027, 4, 1))
    assert (told("zheng"), told("gu"), told("he")) == (("publish", True),) * 3
    assert told("shen") is None


def test_a_campaign_closes_when_nothing_is_left_and_then_stays_as_it_was(campaign: Story):
    campaign.nights(1)
    kept(campaign, campaign.minutes)
    with pytest.raises(CampaignUnfinished, match="1件还没有结论"):
        campaign.do("zheng", CloseCampaign(year=2027))
    kept(campaign, campaign.letter)

    campaign.do("gu", CloseCampaign(year=2027, summary="应评尽评"))
    with pytest.raises(AlreadyDone):
        campaign.do("zheng", CloseCampaign(year=2027))

    closing = campaign.row(CampaignClosingRow)
    assert (closing.in_scope, closing.outcomes) == (2, '{"kept": 2}')
    assert closing.closed_by == campaign.person("gu")
    campaign.on(date(2027, 6, 1))
    minutes(campaign, reassess_on="2027-12-01")
    ended = view(campaign).closing
    assert (ended.in_scope, ended.outcomes) == (2, ((CampaignStanding.KEPT, 2),))
    assert campaign.flaws() == ()


def test_a_closed_campaign_flags_nothing_more(campaign: Story):
    campaign.nights(1)
    kept(campaign, campaign.minutes)
    kept(campaign, campaign.letter)
    campaign.do("zheng", CloseCampaign(year=2027))

    agency = campaign.paper(campaign.letter).agency_id
    today = campaign.clock.at.date()
    assert campaign.office.ask(still_due, campaign.letter, agency_id=agency, on=today) is None
