"""Others are asked: third parties, those above, the lawyers, the disclosure office, the head."""

from __future__ import annotations

from datetime import date

import pytest

from review.domain.errors import GroundsMissing
from review.domain.vocabulary import Act, Availability, DisclosureMode, Role
from review.storage.rows import StepRow, VersionRow
from tests.journeys.story import MINUTES, ON_REQUEST, PLAIN, WITHHELD, Story, handed
from workflows.errors import NoSuchStep, RequirementsUnmet, SamePerson

pytestmark = pytest.mark.journey

TRADE_SECRET = {
    "exemption": "trade_secret",
    "article": "政府信息公开条例第十五条",
    "reasons": "附表列有投标单位的分项报价，传出会使其在后续投标中失去优势。",
    "reassess_on": "2026-12-01",
}


# ── 征求意见 ─────────────────────────────────────────────────────────────
def test_consulting_a_third_party_stops_the_clock_and_the_answer_lets_it_go_on(story: Story):
    paper = story.hand_in()
    story.to_check(paper.case)
    due = story.case(paper.case).deadline.due_on
    assert due == date(2026, 2, 2)
    story.step("zhou", paper.case, "consult", addressee="云溪河畔中心", reason="涉及其经营数据")

    story.on(date(2026, 1, 19))
    story.step("zhou", paper.case, "record_answer", answer="同意公开")

    assert story.case(paper.case).deadline.due_on == date(2026, 2, 14)  # ten working days later
    assert story.case(paper.case).stage == "check"
    assert story.step("zhou", paper.case, "pass_check", "第三方同意").stage == "approval"


def test_silence_of_a_third_party_passes_nothing(story: Story):
    """Fifteen working days and more go by, and the bell with them (H4)."""
    paper = story.hand_in()
    story.to_check(paper.case)
    story.step("zhou", paper.case, "consult", addressee="云溪河畔中心", reason="涉及其经营数据")

    story.nights(30)

    assert story.case(paper.case).stage == "consultation"
    assert story.paper(paper.document).availability is Availability.CLOSED
    with pytest.raises(NoSuchStep):
        story.step("zhou", paper.case, "pass_check", "视为同意")


def test_no_stage_is_left_by_time_alone(story: Story):
    cases = [story.hand_in(f"第{number}号通知\n请各单位按期报送。\n").case for number in range(4)]
    story.step("li", cases[1], "propose", mode="主动公开")
    story.to_check(cases[2])
    story.to_approval(cases[3])
    before = [story.case(case).stage for case in cases]

    story.nights(40)

    assert [story.case(case).stage for case in cases] == before
    assert story.listed() == set()


def test_a_consultation_names_whom_and_why(story: Story):
    paper = story.hand_in()
    story.to_check(paper.case)

    with pytest.raises(GroundsMissing):
        story.step("zhou", paper.case, "consult", addressee="云溪河畔中心")

    assert story.case(paper.case).stage == "check"


# ── 上报确定 ─────────────────────────────────────────────────────────────
def test_the_ruling_from_above_voids_the_check_and_the_paper_is_checked_again(
    story_on_both: Story,
):
    paper = story_on_both.hand_in()
    story_on_both.to_approval(paper.case)
    story_on_both.step("gu", paper.case, "refer_up", addressee="区政务公开办", reason="口径不一")
    assert story_on_both.case(paper.case).stage == "referred_up"

    said = {"answer": "可以公开", "number": "云公开〔2026〕3号"}
    story_on_both.step("zhou", paper.case, "record_ruling", **said)

    assert story_on_both.standing(paper.case).keys() == {Act.ATTRIBUTION, Act.SECTION_REVIEW}
    with pytest.raises(NoSuchStep):
        story_on_both.step("gu", paper.case, "decide_in_full", "同意")
    story_on_both.step("sun", paper.case, "pass_check", "按批复")
    story_on_both.step("gu", paper.case, "decide_in_full", "同意")
    assert story_on_both.standing(paper.case)[Act.CHECK] == "孙强"
    assert story_on_both.flaws() == ()


def test_while_a_question_is_above_nothing_is_decided_or_published(story: Story):
    paper = story.hand_in()
    story.to_approval(paper.case)
    story.step("gu", paper.case, "refer_up", addressee="区政务公开办", reason="不能确定")

    story.nights(20)

    assert story.case(paper.case).stage == "referred_up"
    assert story.offers(paper.case, "gu") == {"intercept"}
    assert story.offers(paper.case, "chen") == set()


def test_time_spent_above_does_not_count(story: Story):
    paper = story.hand_in()
    story.to_approval(paper.case)
    before = story.case(paper.case).deadline.due_on
    story.step("gu", paper.case, "refer_up", addressee="区政务公开办", reason="不能确定")

    story.on(date(2026, 1, 12))
    story.step("zhou", paper.case, "record_ruling", answer="可以公开", number="云公开〔2026〕3号")

    assert story.case(paper.case).deadline.due_on > before


# ── 法制审核 ─────────────────────────────────────────────────────────────
def test_a_trade_secret_is_not_checked_without_the_lawyer(story: Story):
    paper = story.hand_in(PLAIN)
    story.to_check(paper.case, mode="不予公开", **TRADE_SECRET)
    with pytest.raises(RequirementsUnmet, match="法制"):
        story.step("zhou", paper.case, "pass_check", "属商业秘密")

    story.step("zhou", paper.case, "refer_legal")
    story.step("wu", paper.case, "give_legal_opinion", "报价属商业秘密，可不予公开")

    assert story.step("zhou", paper.case, "pass_check", "属商业秘密").stage == "approval"
    assert story.standing(paper.case)[Act.LEGAL_OPINION] == "吴律"


def test_the_lawyer_may_be_asked_a_second_time(story: Story):
    paper = story.hand_in(PLAIN)
    story.to_check(paper.case, mode="不予公开", **TRADE_SECRET)
    story.step("zhou", paper.case, "refer_legal")
    story.step("wu", paper.case, "give_legal_opinion", "请补充权利人声明后再送")

    story.step("zhou", paper.case, "refer_legal")
    story.step("wu", paper.case, "give_legal_opinion", "已补充，同意")

    opinions = [one for one in story.case(paper.case).acts if one.act is Act.LEGAL_OPINION]
    assert [(one.opinion, one.is_void) for one in opinions] == [
        ("请补充权利人声明后再送", True),
        ("已补充，同意", False),
    ]


def test_a_legal_opinion_on_an_earlier_version_is_none(story: Story):
    paper = story.hand_in(PLAIN)
    story.to_check(paper.case, mode="不予公开", **TRADE_SECRET)
    story.step("zhou", paper.case, "refer_legal")
    story.step("wu", paper.case, "give_legal_opinion", "同意")
    story.step("zhou", paper.case, "send_back", reason="附表有误")
    story.step("li", paper.case, "revise", files=(handed(MINUTES),))
    story.to_check(paper.case, mode="不予公开", **TRADE_SECRET)

    with pytest.raises(RequirementsUnmet, match="法制"):
        story.step("zhou", paper.case, "pass_check", "同意")


# ── 政务公开工作机构 ─────────────────────────────────────────────────────
def test_a_policy_paper_that_is_not_to_be_public_goes_to_the_disclosure_office_first(story: Story):
    paper = story.hand_in(PLAIN, is_policy=True)
    story.to_check(paper.case, mode="依申请公开", **ON_REQUEST)
    with pytest.raises(RequirementsUnmet, match="政务公开工作机构"):
        story.step("zhou", paper.case, "pass_check", "未发现")

    story.step("zhou", paper.case, "refer_disclosure")
    story.step("zheng", paper.case, "give_disclosure_opinion", "理由成立")

    assert story.step("zhou", paper.case, "pass_check", "未发现").stage == "approval"


def test_a_policy_paper_that_is_public_needs_no_disclosure_office(story: Story):
    paper = story.hand_in(PLAIN, is_policy=True)
    story.to_check(paper.case)

    assert story.step("zhou", paper.case, "pass_check", "未发现").stage == "approval"


# ── 主要领导 ─────────────────────────────────────────────────────────────
def test_a_paper_marked_for_the_head_is_decided_by_the_head(story: Story):
    paper = story.hand_in()
    story.to_check(paper.case)
    story.step("zhou", paper.case, "pass_check", "影响较大", needs_head="是")
    with pytest.raises(RequirementsUnmet, match="主要领导"):
        story.step("gu", paper.case, "decide_in_full", "同意")

    story.step("gu", paper.case, "submit_to_head", "拟同意")
    story.step("he", paper.case, "head_decides_in_full", "同意")

    assert story.case(paper.case).stage == "awaiting_publication"
    assert story.standing(paper.case)[Act.DECISION] == "何远"


def test_the_official_who_endorsed_does_not_decide_as_head(story: Story):
    story.also("gu", Role.HEAD_OF_AGENCY)
    paper = story.hand_in()
    story.to_approval(paper.case)
    story.step("gu", paper.case, "submit_to_head", "拟同意")

    with pytest.raises(SamePerson):
        story.step("gu", paper.case, "head_decides_in_full", "同意")

    assert story.offers(paper.case, "gu") <= {"send_back", "intercept"}


# ── 区分处理 ─────────────────────────────────────────────────────────────
def test_a_severed_copy_is_a_new_version_reviewed_as_itself(story_on_both: Story):
    severed = "关于研究预算编制口径的会议纪要（节选）\n会议要求补充测算数据。\n"
    paper = story_on_both.hand_in(MINUTES)
    story_on_both.to_approval(paper.case)
    story_on_both.step("gu", paper.case, "decide_in_part", "删后公开", reason="第二段尚未定案")
    story_on_both.step(
        "li", paper.case, "sever", reason="删去第二段", files=(handed(severed, name="节选.txt"),)
    )
    assert story_on_both.standing(paper.case) == {}

    story_on_both.approved(paper.case)
    story_on_both.step("chen", paper.case, "publish")
    story_on_both.office.send()

    versions = {row.number: row.id for row in story_on_both.rows(VersionRow)}
    assert story_on_both.paper(paper.document).public_version_id == versions[2]
    assert set(story_on_both.lying(paper.document)) == {"01-节选.txt", "manifest.json"}
    assert "尚未定案" not in "".join(
        str(content) for content in story_on_both.lying(paper.document).values()
    )
    assert story_on_both.flaws() == ()


def test_a_decision_in_part_publishes_nothing_by_itself(story: Story):
    paper = story.hand_in(MINUTES)
    story.to_approval(paper.case)

    story.step("gu", paper.case, "decide_in_part", "删后公开", reason="第二段尚未定案")

    assert story.case(paper.case).stage == "severing"
    assert story.paper(paper.document).availability is Availability.CLOSED
    for who in ("chen", "gu"):
        assert "publish" not in story.offers(paper.case, who)


def test_what_was_proposed_as_withheld_can_be_decided_public_and_both_opinions_stay(story: Story):
    paper = story.hand_in(MINUTES)
    story.to_approval(paper.case, mode="不予公开", **WITHHELD)

    story.step("gu", paper.case, "decide_in_full", "口径已定，应当公开")
    story.step("chen", paper.case, "publish")

    assert story.paper(paper.document).mode is DisclosureMode.PROACTIVE
    assert story.paper(paper.document).exemption is None
    assert [one.mode for one in story.case(paper.case).statements] == [
        DisclosureMode.WITHHELD,
        DisclosureMode.WITHHELD,
        DisclosureMode.WITHHELD,
        DisclosureMode.PROACTIVE,
    ]


def test_what_others_said_is_kept_with_the_step_it_was_said_in(story: Story):
    paper = story.hand_in()
    story.to_check(paper.case)
    story.step("zhou", paper.case, "consult", addressee="云溪河畔中心", reason="涉及其经营数据")
    story.step("zhou", paper.case, "record_answer", answer="同意公开")

    answered = story.row(StepRow, action="record_answer")

    assert "同意公开" in answered.inputs
    assert story.name_of(answered.person_id) == "周岚"
    assert "同意公开" not in story.entries()[-1].body
