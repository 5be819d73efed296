"""Where no authorisation covers it the bell proposes, and people decide."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from review.commands import OpenCase, RecordTrigger
from review.domain.errors import (
    DateOutOfRange,
    DayNotReached,
    GroundsMissing,
    SameHands,
    WordUnknown,
)
from review.domain.reassessment_refusals import SourceMissing
from review.domain.vocabulary import Act, Availability, DisclosureMode, Role, Trigger
from review.storage.rows import AuthorisationRow, CaseRow, OutboxRow, TriggerRow
from tests.journeys.story import LETTER, MINUTES, ON_REQUEST, PLAIN, WITHHELD, Story, handed
from workflows.errors import NoSuchStep, SamePerson, WrongRole

pytestmark = pytest.mark.journey

CONSENT = date(2026, 2, 24)


def proposed(story: Story) -> tuple[str, str]:
    """A letter that the bell has assessed without any authorisation; its case and the paper."""
    document = story.registered_on_request().document
    story.on(CONSENT)
    story.consented(document, on=CONSENT)
    story.nights(1)
    return story.case_of(document).id, document


def withheld(story: Story) -> str:
    """Minutes withheld until they are looked at again."""
    paper = story.hand_in(MINUTES)
    story.to_approval(paper.case, mode="不予公开", subjects="无", **WITHHELD)
    story.step("gu", paper.case, "decide_withheld", "不予公开", **WITHHELD)
    return paper.document


def to_assessment_approval(story: Story, case: str, outcome: str) -> None:
    """郑雪 proposes and 孙强 agrees."""
    story.step("zheng", case, "propose_outcome", outcome=outcome, reason="中心已书面同意")
    story.step("sun", case, "pass_check", "同意")


def test_without_an_authorisation_the_bell_proposes_and_people_sign_and_publish(
    story_on_both: Story,
):
    case, document = proposed(story_on_both)
    assert story_on_both.case(case).stage == "assessed"
    assert story_on_both.row(CaseRow, id=case).outcome == "proactive"
    story_on_both.nights(3)
    assert story_on_both.case(case).stage == "assessed"

    to_assessment_approval(story_on_both, case, "转主动公开")
    story_on_both.step("gu", case, "decide_convert", "同意")
    assert story_on_both.listed() == set()
    story_on_both.step("chen", case, "publish")
    story_on_both.office.send()

    paper = story_on_both.paper(document)
    assert paper.converted_from is DisclosureMode.ON_REQUEST
    assert story_on_both.lying(document)["01-正文.txt"] == LETTER.encode()
    assert story_on_both.manifest(document)["note"] == "由依申请公开转为主动公开"
    assert story_on_both.standing(case) == {
        Act.ATTRIBUTION: "郑雪",
        Act.CHECK: "孙强",
        Act.DECISION: "顾平",
    }
    assert story_on_both.flaws() == ()


def test_what_a_person_took_in_hand_the_bell_leaves_alone(story: Story):
    case, _ = proposed(story)
    story.step("zheng", case, "propose_outcome", outcome="维持", reason="中心另有异议")
    story.authorise()

    story.nights(9)

    assert story.case(case).stage == "assessment_check"
    assert story.listed() == set()


def test_kept_as_it_is_a_letter_gets_its_next_date_and_is_looked_at_again_then(story: Story):
    document = story.registered_on_request().document
    story.on(date(2026, 3, 2))
    story.ring()
    case = story.case_of(document).id
    to_assessment_approval(story, case, "维持")

    story.step("gu", case, "decide_kept", "维持", next_date="2026-03-16")

    paper = story.paper(document)
    assert (paper.mode, paper.reassess_on) == (DisclosureMode.ON_REQUEST, date(2026, 3, 16))
    assert story.case(case).is_closed
    story.nights(13)
    assert len(story.rows(CaseRow, document_id=document)) == 2
    story.nights(1)
    assert len(story.rows(CaseRow, document_id=document)) == 3


@pytest.mark.parametrize("day", ["2026-02-25", "2020-01-01", "2036-01-01"])
def test_nothing_is_kept_with_a_next_date_that_is_past_or_never_comes(story: Story, day: str):
    case, document = proposed(story)
    to_assessment_approval(story, case, "维持")
    before = story.paper(document)

    with pytest.raises(DateOutOfRange):
        story.step("gu", case, "decide_kept", "维持", next_date=day)

    assert story.case(case).stage == "assessment_approval"
    assert story.paper(document).rev == before.rev


def test_what_people_keep_on_its_opening_day_is_not_opened_by_the_bell_on_the_next(story: Story):
    paper = story.hand_in(LETTER)
    said = {"on_request_reason": "not_listed", "opens_on": "2026-03-02"}
    story.to_approval(paper.case, mode="依申请公开", subjects="无", **said)
    story.step("gu", paper.case, "decide_on_request", "同意", **said)
    story.on(date(2026, 3, 2))
    story.ring()
    to_assessment_approval(story, story.case_of(paper.document).id, "维持")
    kept = story.case_of(paper.document).id
    story.step("gu", kept, "decide_kept", "尚不宜公开，维持", next_date="2026-03-10")
    story.authorise(grounds=("dated",), hold_days=1)

    story.nights(12)

    assert story.case_of(paper.document).id != kept
    assert story.case_of(paper.document).stage == "assessed"
    assert story.listed() == set()


def test_on_the_opening_day_that_was_decided_the_bell_opens_a_paper(story: Story):
    paper = story.hand_in(LETTER)
    said = {"on_request_reason": "not_listed", "opens_on": "2026-01-12"}
    story.to_approval(paper.case, mode="依申请公开", subjects="无", **said)
    story.step("gu", paper.case, "decide_on_request", "同意", **said)
    story.authorise(grounds=("dated",), hold_days=1)

    story.nights(6)
    assert [case.procedure for case in story.rows(CaseRow)] == ["publication"]
    story.nights(3)

    assert story.listed() == {paper.document}


def test_nothing_is_kept_without_a_next_date(story: Story):
    case, document = proposed(story)
    to_assessment_approval(story, case, "维持")

    with pytest.raises(GroundsMissing, match="下次评估日"):
        story.step("gu", case, "decide_kept", "维持")

    assert story.paper(document).reassess_on == date(2026, 3, 2)


def test_what_was_withheld_can_become_on_request(story: Story):
    document = withheld(story)
    story.on(date(2026, 12, 1))
    story.ring()
    case = story.case_of(document).id
    to_assessment_approval(story, case, "转依申请公开")

    said = {"on_request_reason": "not_listed", "reassess_on": "2027-03-01"}
    story.step("gu", case, "decide_on_request", "同意", **said)

    paper = story.paper(document)
    assert paper.availability is Availability.ON_REQUEST
    assert (paper.mode, paper.exemption, paper.article) == (DisclosureMode.ON_REQUEST, None, None)
    assert paper.reassess_on == date(2027, 3, 1)
    assert story.listed() == set()


def test_a_copy_to_be_severed_is_reviewed_in_a_publication_case_of_its_own(story: Story):
    document = withheld(story)
    story.on(date(2026, 12, 1))
    story.ring()
    case = story.case_of(document).id
    to_assessment_approval(story, case, "删减后公开")
    story.step("gu", case, "decide_in_part", "删后公开", reason="口径已定", next_date="2027-03-01")
    assert story.paper(document).mode is DisclosureMode.WITHHELD

    anew = story.do("li", OpenCase(document=document))
    story.step("li", anew.case, "revise", files=(handed(PLAIN),))
    story.approved(anew.case)
    story.step("chen", anew.case, "publish")
    story.office.send()

    assert story.lying(document)["01-正文.txt"] == PLAIN.encode()


def test_in_a_reassessment_too_each_act_is_anothers(story: Story):
    for who, role in (("zheng", Role.OFFICE_REVIEWER), ("sun", Role.APPROVING_OFFICIAL)):
        story.also(who, role)
    case, _ = proposed(story)
    story.step("zheng", case, "propose_outcome", outcome="转主动公开", reason="已书面同意")
    with pytest.raises(SamePerson):
        story.step("zheng", case, "pass_check", "同意")
    story.step("sun", case, "pass_check", "同意")

    with pytest.raises(SamePerson):
        story.step("sun", case, "decide_convert", "同意")

    assert story.case(case).stage == "assessment_approval"


def test_the_paper_s_drafter_checks_and_decides_no_reassessment_of_it(story: Story):
    for role in (Role.OFFICE_REVIEWER, Role.APPROVING_OFFICIAL):
        story.also("li", role)
    case, _ = proposed(story)
    story.step("zheng", case, "propose_outcome", outcome="转主动公开", reason="已书面同意")
    with pytest.raises(SamePerson):
        story.step("li", case, "pass_check", "同意")
    story.step("sun", case, "pass_check", "同意")

    with pytest.raises(SamePerson):
        story.step("li", case, "decide_convert", "同意")


def test_an_outcome_nobody_knows_is_refused(story: Story):
    case, _ = proposed(story)

    with pytest.raises(WordUnknown):
        story.step("zheng", case, "propose_outcome", outcome="公开一半", reason="折中")
    with pytest.raises(WrongRole):
        story.step("li", case, "propose_outcome", outcome="维持", reason="折中")

    assert story.case(case).stage == "assessed"


def test_bytes_no_person_ever_checked_need_a_person(story: Story):
    """李明 brought a newer version and withdrew it: the check on record is of other bytes."""
    document = story.registered_on_request().document
    story.authorise()
    anew = story.do("li", OpenCase(document=document))
    story.step("li", anew.case, "revise", files=(handed(PLAIN),))
    story.step("li", anew.case, "withdraw", reason="暂不更新")
    story.on(CONSENT)
    story.consented(document, on=CONSENT)

    story.nights(9)

    assert story.case_of(document).stage == "assessed"
    assert story.listed() == set()


def test_a_paper_of_which_nobody_said_whom_it_concerns_needs_a_person(story: Story):
    paper = story.hand_in(LETTER)
    story.to_approval(paper.case, mode="依申请公开", **ON_REQUEST)
    story.step("gu", paper.case, "decide_on_request", "同意", **ON_REQUEST)
    story.authorise()
    story.on(CONSENT)
    story.consented(paper.document, on=CONSENT)

    story.nights(9)

    case = story.case_of(paper.document)
    assert case.stage == "assessed"
    assert story.row(CaseRow, id=case.id).outcome == "needs_person"


@pytest.mark.parametrize("subject", ["税费缴纳", "health、credit"])
def test_a_paper_on_somebody_s_taxes_or_health_needs_a_person(story: Story, subject: str):
    document = story.registered_on_request(subjects=subject).document
    story.authorise()
    story.on(CONSENT)
    story.consented(document, on=CONSENT)

    story.nights(9)

    assert story.case_of(document).stage == "assessed"
    assert story.listed() == set()


def test_three_different_requesters_within_a_year_are_a_ground(story: Story):
    document = story.registered_on_request().document
    story.authorise(grounds=("several_requesters",))
    story.on(date(2026, 2, 2))
    for number, who in enumerate(("甲公司", "甲 公司", "乙某", "丙某")):
        assert story.rows(CaseRow, document_id=document, procedure="reassessment") == []
        story.clock.at += timedelta(minutes=1)
        story.given_to(document, who, number=f"申〔2026〕{number}号", on=date(2026, 1, 20 + number))
        story.nights(1)

    assert story.case_of(document).stage == "hold_window"


def test_an_event_is_entered_with_its_source_and_not_before_it_happened(story: Story):
    document = story.registered_on_request().document
    terms = {"document": document, "trigger": Trigger.THIRD_PARTY_CONSENTED}

    with pytest.raises(DayNotReached):
        story.do("zheng", RecordTrigger(reference="1号", happened_on=date(2026, 2, 1), **terms))
    with pytest.raises(SourceMissing):
        story.do("zheng", RecordTrigger(reference=" ", happened_on=date(2026, 1, 2), **terms))

    assert story.rows(TriggerRow) == []


def test_an_authorisation_is_drafted_countersigned_and_signed_by_three(story: Story):
    story.also("sun", Role.APPROVING_OFFICIAL)
    story.also("zheng", Role.HEAD_OF_AGENCY)

    with pytest.raises(SameHands, match="评估规则会签人"):
        story.authorise(signed_by="sun")
    with pytest.raises(SameHands, match="授权起草人"):
        story.authorise(signed_by="zheng", reference="第二号")

    assert [row.signed_by for row in story.rows(AuthorisationRow)] == [None, None]


def test_an_authorisation_names_nothing_that_never_opens_by_itself(story: Story):
    with pytest.raises(WordUnknown):
        story.authorise(grounds=("personal_privacy",))

    assert story.rows(AuthorisationRow) == []


def test_a_revoked_decision_to_convert_publishes_nothing(story: Story):
    case, _ = proposed(story)
    to_assessment_approval(story, case, "转主动公开")
    story.step("gu", case, "decide_convert", "同意")

    story.step("he", case, "revoke", reason="中心又有异议")

    with pytest.raises(NoSuchStep):
        story.step("chen", case, "publish")
    assert story.standing(case) == {}
    assert story.rows(OutboxRow) == []
