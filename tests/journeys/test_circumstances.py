"""What happens outside brings a paper up: entered with its source, or derived from facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from review.domain.errors import DayNotReached, NoSuchDocument, NotYours
from review.domain.reassessment_refusals import (
    EnteredOtherwise,
    NotEntered,
    NothingToCorrect,
    RequestUnnumbered,
)
from review.domain.vocabulary import DocumentKind, RequestResult, Role, Trigger
from review.services.due import still_due
from review.storage.rows import CaseRow, LedgerEntryRow, RequestFactRow
from tests.journeys.story import NOTICE, WITHHELD, Story

pytestmark = pytest.mark.journey

FEBRUARY = date(2026, 2, 2)
REQUEST = "云溪区财政局关于调整预算科目的请示\n区人民政府：拟调整两个科目，妥否，请批示。\n"
OF_REQUEST = {**WITHHELD, "deliberative_kind": "request_or_report"}


def because(story: Story, document: str) -> tuple[Trigger, ...]:
    """Why the bell would look at a paper today."""
    today = story.clock.at.date()
    agency = story.paper(document).agency_id
    due = story.office.ask(still_due, document, agency_id=agency, on=today)
    return due.because if due else ()


def asked_of_the_district(story: Story) -> str:
    """A 请示 that is withheld as deliberative, until it is answered."""
    paper = story.hand_in(
        REQUEST, kind=DocumentKind.REQUEST_FOR_INSTRUCTIONS, number="云财〔2026〕3号"
    )
    story.to_approval(paper.case, mode="不予公开", subjects="无", **OF_REQUEST)
    story.step("gu", paper.case, "decide_withheld", "不予公开", **OF_REQUEST)
    return paper.document


# ── 申请情况 ──────────────────────────────────────────────────────────────
def test_a_request_is_entered_once_by_its_number_and_corrected_in_the_open(story: Story):
    document = story.registered_on_request().document
    story.on(FEBRUARY)

    first = story.given_to(document, "甲公司", number="申1", on=FEBRUARY)
    again = story.given_to(document, " 甲 公司", number=" 申1 ", on=FEBRUARY)
    with pytest.raises(EnteredOtherwise):
        story.given_to(document, "甲公司", number="申1", on=date(2026, 2, 1))
    changed = story.given_to(
        document, "甲公司", number="申1", on=date(2026, 2, 1), correction="看错"
    )

    assert (first.is_new, again.is_new, again.is_corrected) == (True, False, False)
    assert (changed.is_new, changed.is_corrected) == (False, True)
    rows = story.rows(RequestFactRow, document_id=document)
    assert sorted((row.revision, row.answered_on, row.correction) for row in rows) == [
        (1, FEBRUARY, ""),
        (2, date(2026, 2, 1), "看错"),
    ]
    assert {row.entered_by for row in rows} == {story.person("zhou")}
    assert story.flaws() == ()


def test_who_asked_is_kept_nowhere(story: Story):
    """Enough stays to tell two requesters apart; the name does not."""
    document = story.registered_on_request().document
    story.on(FEBRUARY)
    story.given_to(document, "禾某某", number="申1", on=FEBRUARY)

    told = [repr(vars(row)) for row in story.rows(RequestFactRow)]
    told += [row.body for row in story.rows(LedgerEntryRow)]
    assert told
    assert not [text for text in told if "禾某某" in text]


def test_a_request_needs_its_number_its_requester_and_a_day_that_came(story: Story):
    document = story.registered_on_request().document

    with pytest.raises(RequestUnnumbered):
        story.given_to(document, "甲公司", number=" ", on=date(2026, 1, 4))
    with pytest.raises(RequestUnnumbered):
        story.given_to(document, " ", number="申1", on=date(2026, 1, 4))
    with pytest.raises(DayNotReached):
        story.given_to(document, "甲公司", number="申1", on=date(2026, 3, 4))
    with pytest.raises(NothingToCorrect):
        story.given_to(document, "甲", number="申1", on=date(2026, 1, 4), correction="更正")

    assert story.rows(RequestFactRow) == []


def test_nobody_enters_what_is_another_sections(story: Story):
    story.of_another_section("jin", "金禾", Role.DRAFTER)
    document = story.registered_on_request().document
    asked = _entering(document)

    with pytest.raises(NoSuchDocument):
        story.do("jin", asked)
    with pytest.raises(NotYours):
        story.do("shen", asked)
    entered = story.do("li", asked)

    assert entered.is_new


def _entering(document: str):
    from review.reassessment_commands import EnterRequest  # noqa: PLC0415 - one sentence

    return EnterRequest(
        document=document,
        number="申1",
        requester="甲公司",
        answered_on=date(2026, 1, 4),
        result=RequestResult.GIVEN,
    )


def test_only_what_was_given_whole_to_different_people_within_a_year_counts(story: Story):
    document = story.registered_on_request().document
    story.on(FEBRUARY)
    story.given_to(document, "甲公司", number="申1", on=date(2025, 2, 2))
    story.given_to(document, "乙公司", number="申2", on=date(2025, 2, 3))
    story.given_to(
        document, "丙公司", number="申3", on=FEBRUARY, result=RequestResult.GIVEN_IN_PART
    )
    story.given_to(document, "丁公司", number="申4", on=FEBRUARY)
    assert because(story, document) == ()

    story.given_to(document, "戊公司", number="申5", on=FEBRUARY)
    assert because(story, document) == (Trigger.SEVERAL_REQUESTERS,)

    story.given_to(
        document,
        "戊公司",
        number="申5",
        on=FEBRUARY,
        result=RequestResult.ENTERED_WRONGLY,
        correction="系另一件公文的申请",
    )
    assert because(story, document) == ()


# ── 答复已公开 ────────────────────────────────────────────────────────────
def test_an_answer_that_becomes_public_here_brings_up_what_asked_for_it(story: Story):
    document = asked_of_the_district(story)
    story.on(FEBRUARY)
    story.happened(document, Trigger.ANSWER_NAMED, "云财〔2026〕9号", on=FEBRUARY)
    assert because(story, document) == ()

    story.published(NOTICE, number="云财〔2026〕9号")

    assert because(story, document) == (Trigger.DECISION_ISSUED,)
    story.authorise(grounds=("answered_request",))
    story.nights(1)
    assert story.case_of(document).stage == "hold_window"


def test_an_answer_said_to_be_public_elsewhere_is_weighed_by_a_person(story: Story):
    document = asked_of_the_district(story)
    story.authorise(grounds=("answered_request",))
    story.on(FEBRUARY)

    story.happened(document, Trigger.DECISION_ISSUED, "云政〔2026〕1号", on=FEBRUARY)
    story.nights(1)

    case = story.row(CaseRow, id=story.case_of(document).id)
    assert (case.stage, case.outcome) == ("assessed", "needs_person")
    assert case.opened_because == "decision_issued"


# ── 第三方 ────────────────────────────────────────────────────────────────
def test_a_third_party_that_lets_its_time_pass_is_weighed_and_never_taken_to_consent(story: Story):
    document = story.registered_on_request().document
    story.authorise()
    story.on(FEBRUARY)
    story.happened(document, Trigger.THIRD_PARTY_ASKED, "征询函1号", on=FEBRUARY)
    story.on(date(2026, 2, 28))  # fifteen working days later, the Spring Festival left out
    assert because(story, document) == ()

    story.on(date(2026, 3, 4))
    assert Trigger.THIRD_PARTY_SILENT in because(story, document)
    for number in range(3):
        story.given_to(document, f"{number}公司", number=f"申{number}", on=date(2026, 3, 4))
    story.nights(9)

    case = story.row(CaseRow, id=story.case_of(document).id)
    assert (case.stage, case.outcome) == ("assessed", "needs_person")


def test_who_consented_may_object_later(story: Story):
    document = story.registered_on_request().document
    story.authorise()
    story.on(FEBRUARY)
    story.consented(document, on=FEBRUARY)
    story.nights(1)
    assert story.case_of(document).stage == "hold_window"

    story.happened(document, Trigger.THIRD_PARTY_OBJECTED, "来函2号", on=FEBRUARY)
    story.nights(9)

    assert story.case_of(document).stage == "assessed"
    assert story.listed() == set()


# ── 规则变更 ──────────────────────────────────────────────────────────────
def test_other_rules_bring_up_what_they_now_judge_otherwise_and_nothing_else(story: Story):
    document = story.registered_on_request().document
    story.on(date(2026, 3, 2))
    story.nights(1)
    case = story.case_of(document).id
    story.step("zheng", case, "propose_outcome", outcome="维持", reason="要求仍只涉及该中心")
    story.step("zhou", case, "pass_check", "同意维持")
    story.step("gu", case, "decide_kept", "同意维持", next_date="2027-03-01")
    assert because(story, document) == ()

    rules = story.office.means.rules
    story.office.means = replace(story.office.means, rules=replace(rules, digest="1" * 64))
    assert because(story, document) == ()  # the same conditions: the same answer

    lenient = {
        ground: tuple(rule for rule in of if rule.id.endswith(".on_request"))
        for ground, of in rules.conditions.items()
    }
    conditions = {ground: kept or rules.conditions[ground] for ground, kept in lenient.items()}
    other = replace(rules, digest="2" * 64, conditions=conditions)
    story.office.means = replace(story.office.means, rules=other)
    assert because(story, document) == (Trigger.RULESET_CHANGED,)


def test_what_is_derived_is_entered_by_nobody(story: Story):
    document = story.registered_on_request().document

    for derived in (Trigger.SEVERAL_REQUESTERS, Trigger.THIRD_PARTY_SILENT, Trigger.DUE_DATE):
        with pytest.raises(NotEntered):
            story.happened(document, derived, "1号", on=date(2026, 1, 4))
