"""Whether a paper is the Party's: its number binds by form, all else two people find out."""

from __future__ import annotations

import pytest

from review.commands import Cosign, Dispose, OpenCase
from review.domain.errors import DocumentNumberMalformed, SameHands
from review.domain.vocabulary import Act, Availability, DisposalKind, Role
from review.storage.rows import ActRow, StatementRow, StepRow
from tests.journeys.story import PLAIN, Story, handed
from workflows.errors import RequirementsUnmet, SamePerson

pytestmark = pytest.mark.journey

PARTY_NUMBER = "云财党组〔2025〕3号"
NUMBER = "云财〔2026〕1号"
COPIED_TO_THE_PARTY = (
    "云溪区财政局关于报送资产台账的通知\n各单位于本月底前报送。\n\n抄送：区政府办公室，\n"
    "中共云溪区委办公室\n"
)
BY_THE_PARTY = "关于理论学习安排的通知\n各支部于本月底前报送学习计划。\n\n中共云溪区财政局党组\n"
UNMARKED = "关于理论学习安排的通知\n各支部于本月底前报送学习计划。\n"


# ── What the number says ─────────────────────────────────────────────────────
def test_a_party_paper_goes_out_of_scope_and_is_never_public(story: Story):
    paper = story.hand_in(PLAIN, number=PARTY_NUMBER)

    story.step("li", paper.case, "exclude")

    shown = story.case(paper.case)
    assert (shown.stage_label, shown.is_closed) == ("党组公文，不适用", True)
    assert story.paper(paper.document).availability is Availability.CLOSED
    assert story.rows(StatementRow) == []
    assert story.outgoing(paper.document) == []


def test_for_a_party_paper_no_mode_can_be_proposed(story: Story):
    paper = story.hand_in(PLAIN, number=PARTY_NUMBER)

    with pytest.raises(RequirementsUnmet, match="党组公文"):
        story.step("li", paper.case, "propose", mode="主动公开")

    assert "propose" not in story.offers(paper.case, "li")
    assert "党组公文" in story.refusals(paper.case, "li")["propose"]
    assert {"exclude", "suggest_inclusion"} <= story.offers(paper.case, "li")


def test_an_office_paper_is_not_put_aside_by_one_person(story: Story):
    paper = story.hand_in(PLAIN, number=NUMBER)

    with pytest.raises(RequirementsUnmet, match="由另一人确认"):
        story.step("li", paper.case, "exclude")

    assert story.case(paper.case).stage == "attribution"


def test_once_out_of_scope_nothing_is_offered_to_anybody(story: Story):
    paper = story.hand_in(PLAIN, number=PARTY_NUMBER)
    story.step("li", paper.case, "exclude")

    for who in ("li", "wang", "zhou", "sun", "gu", "he", "chen"):
        assert story.offers(paper.case, who) == set()


# ── What the machine only suspects ───────────────────────────────────────────
def test_a_notice_copied_to_the_party_is_reviewed_like_any_other(story: Story):
    """The machine takes the line for an issuer; two people say that it is none."""
    paper = story.hand_in(COPIED_TO_THE_PARTY, number=NUMBER)
    finding = story.finding(paper.case)
    assert (finding.rule, finding.severity) == ("party.issuer", "confirm")
    assert not story.paper(paper.document).is_party_paper
    story.to_check(paper.case)
    lawful = Dispose(
        case=paper.case,
        finding=finding.id,
        kind=DisposalKind.FALSE_ALARM,
        reason="该行是抄送机关，发文机关为区财政局",
    )

    story.do("zhou", lawful)
    with pytest.raises(RequirementsUnmet, match="未复签"):
        story.step("zhou", paper.case, "pass_check", "同意")
    with pytest.raises(SameHands):
        story.do("zhou", Cosign(case=paper.case, finding=finding.id, disposal=1))
    story.do("wang", Cosign(case=paper.case, finding=finding.id, disposal=1))
    story.step("zhou", paper.case, "pass_check", "同意")
    story.step("gu", paper.case, "decide_in_full", "同意公开")
    story.step("chen", paper.case, "publish")

    assert story.paper(paper.document).availability is Availability.PUBLIC


def test_an_issuer_that_is_the_party_leads_out_of_scope_by_two(story: Story):
    paper = story.hand_in(BY_THE_PARTY)
    assert story.finding(paper.case).rule == "party.issuer"
    story.to_check(paper.case)

    story.step("zhou", paper.case, "suggest_exclusion", reason="制作主体为局党组")
    with pytest.raises(SamePerson):
        story.step("zhou", paper.case, "confirm_exclusion", "属实")
    story.step("sun", paper.case, "confirm_exclusion", "制作主体为党组，属实")

    shown = story.case(paper.case)
    assert (shown.stage_label, shown.is_closed) == ("党组公文，不适用", True)
    act = story.row(ActRow, case_id=shown.id, act=Act.SCOPE)
    assert (story.name_of(act.person_id), act.role) == ("周岚", Role.OFFICE_REVIEWER)
    confirmed = story.row(StepRow, case_id=shown.id, action="confirm_exclusion")
    assert confirmed.role is Role.CONFIDENTIALITY_OFFICER


# ── What the machine misses ──────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("stage", "finder", "confirmer"),
    [
        ("attribution", "li", "wang"),
        ("section_review", "wang", "gu"),
        ("check", "sun", "zhou"),
    ],
)
def test_whoever_sees_what_the_machine_missed_leads_it_out_with_another(
    story: Story, stage: str, finder: str, confirmer: str
):
    paper = story.hand_in(UNMARKED)
    assert story.case(paper.case).findings == ()
    if stage == "section_review":
        story.step("li", paper.case, "propose", mode="主动公开")
    elif stage == "check":
        story.to_check(paper.case)
    assert story.case(paper.case).stage == stage

    story.step(finder, paper.case, "suggest_exclusion", reason="落款脱漏，原件为局党组印发")
    assert story.case(paper.case).stage_label == "适用范围待确认"
    assert "confirm_exclusion" not in story.offers(paper.case, finder)
    story.step(confirmer, paper.case, "confirm_exclusion", "已核对原件")

    assert story.case(paper.case).stage == "out_of_scope"
    assert story.paper(paper.document).is_party_paper


def test_who_does_not_agree_sends_it_back_to_be_reviewed(story: Story):
    paper = story.hand_in(UNMARKED)
    story.to_check(paper.case)
    story.step("zhou", paper.case, "suggest_exclusion", reason="题目像党组公文")

    story.step("gu", paper.case, "send_back", reason="制作主体是本局，照常审查")

    assert story.case(paper.case).stage == "returned"
    assert set(story.standing(paper.case)) == {Act.ATTRIBUTION}
    story.approved(paper.case)


# ── Away from out of scope ───────────────────────────────────────────────────
def test_a_number_taken_for_the_partys_is_set_right_by_two(story: Story):
    """A consumers' committee of the government looks like a committee of the Party."""
    paper = story.hand_in(PLAIN, number="云消保委〔2026〕2号")
    assert story.paper(paper.document).is_party_paper

    story.step("li", paper.case, "suggest_inclusion", reason="消保委是政府议事协调机构")
    story.also("li", Role.SECTION_HEAD)
    with pytest.raises(SamePerson):
        story.step("li", paper.case, "confirm_inclusion", "同意")
    story.step("wang", paper.case, "confirm_inclusion", "经核对，不是党组公文")

    assert not story.paper(paper.document).is_party_paper
    assert story.paper(paper.document).number == "云消保委〔2026〕2号"
    story.to_check(paper.case)
    for finding in story.case(paper.case).findings:  # of the number, which goes public as well
        said = "消保委是政府议事协调机构"
        story.do("zhou", Dispose(case=paper.case, finding=finding.id,
                                 kind=DisposalKind.LAWFUL, reason=said))  # fmt: skip
        story.do("sun", Cosign(case=paper.case, finding=finding.id, disposal=1))
    story.step("zhou", paper.case, "pass_check", "未发现不宜公开的内容")
    story.step("gu", paper.case, "decide_in_full", "同意公开")
    story.step("chen", paper.case, "publish")
    assert paper.document in story.listed()


def test_a_number_entered_wrongly_is_put_right_with_it(story: Story):
    paper = story.hand_in(PLAIN, number=PARTY_NUMBER)
    story.step("li", paper.case, "suggest_inclusion", reason="字号登记有误，原件为云财〔2026〕1号")

    with pytest.raises(DocumentNumberMalformed):
        story.step("wang", paper.case, "confirm_inclusion", "属实", number="一号文")
    story.step("wang", paper.case, "confirm_inclusion", "属实", number="云财[2026]1号")

    shown = story.paper(paper.document)
    assert (shown.number, shown.is_party_paper) == (NUMBER, False)


def test_a_new_review_of_what_two_excluded_needs_two_again(story: Story):
    paper = story.hand_in(UNMARKED)
    story.step("li", paper.case, "suggest_exclusion", reason="原件为局党组印发")
    story.step("wang", paper.case, "confirm_exclusion", "属实")

    again = story.do("li", OpenCase(document=paper.document))

    with pytest.raises(RequirementsUnmet, match="党组公文"):
        story.step("li", again.case, "propose", mode="主动公开")
    story.step("li", again.case, "revise", files=(handed(PLAIN),))
    with pytest.raises(RequirementsUnmet, match="党组公文"):
        story.step("li", again.case, "propose", mode="主动公开")
    story.step("li", again.case, "suggest_inclusion", reason="另查明由本局印发")
    story.step("wang", again.case, "confirm_inclusion", "属实")
    story.step("li", again.case, "propose", mode="主动公开")


# ── Each version by itself ───────────────────────────────────────────────────
def test_what_was_found_of_one_version_is_asked_anew_of_the_next(story: Story):
    paper = story.hand_in(PLAIN)
    assert story.case(paper.case).findings == ()

    story.step("li", paper.case, "revise", files=(handed(BY_THE_PARTY),))

    assert story.finding(paper.case).rule == "party.issuer"
    story.step("li", paper.case, "revise", files=(handed(PLAIN + "又及。\n"),))
    assert story.case(paper.case).findings == ()
    story.approved(paper.case)


def test_what_two_said_against_a_number_is_not_said_of_other_bytes(story: Story):
    paper = story.hand_in(PLAIN, number="云消保委〔2026〕2号")
    story.step("li", paper.case, "suggest_inclusion", reason="消保委是政府议事协调机构")
    story.step("wang", paper.case, "confirm_inclusion", "经核对，不是党组公文")

    story.step("li", paper.case, "revise", files=(handed(UNMARKED),))

    assert story.paper(paper.document).is_party_paper
    with pytest.raises(RequirementsUnmet, match="党组公文"):
        story.step("li", paper.case, "propose", mode="主动公开")
