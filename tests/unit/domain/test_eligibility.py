"""Eligibility: every condition with its fact, a positive list, and the never-list above it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from review.domain.bars import NEVER
from review.domain.eligibility import ReassessmentFacts, assess, rules_of
from review.domain.vocabulary import (
    Bar,
    ConsultationAnswer,
    DeliberativeKind,
    DisclosureMode,
    DocumentKind,
    Exemption,
    Ground,
    OnRequestReason,
    ReassessmentOutcome,
    Subject,
    Trigger,
)

FILE = Path(__file__).parents[3] / "data" / "reference" / "eligibility" / "base.toml"
TEXT = FILE.read_text(encoding="utf-8")
RULES = rules_of(TEXT)
TODAY = date(2026, 3, 2)

NOTHING = ReassessmentFacts(
    mode=DisclosureMode.ON_REQUEST,
    kind=DocumentKind.NOTICE,
    on_request_reason=OnRequestReason.NOT_LISTED,
    subjects=frozenset(),
)
OPENS = replace(NOTHING, opens_on=TODAY)
"""An item that is eligible but for the bar a test adds."""

MET = {
    Ground.OVER_CAUTIOUS: replace(NOTHING, catalogue_says=DisclosureMode.PROACTIVE),
    Ground.SEVERAL_REQUESTERS: replace(NOTHING, requesters_given_to=3),
    Ground.REASON_LAPSED: replace(
        NOTHING, on_request_reason=OnRequestReason.PARTICULAR_PERSONS, reason_lapsed=True
    ),
    Ground.ANSWERED_REQUEST: replace(
        NOTHING,
        mode=DisclosureMode.WITHHELD,
        kind=DocumentKind.REQUEST_FOR_INSTRUCTIONS,
        on_request_reason=None,
        exemption=Exemption.DELIBERATIVE,
        deliberative_kind=DeliberativeKind.REQUEST_OR_REPORT,
        answer_is_public=True,
    ),
    Ground.DATED: OPENS,
}

ONE_FACT_SHORT = {
    "two requesters": replace(MET[Ground.SEVERAL_REQUESTERS], requesters_given_to=2),
    "catalogue says on request": replace(
        MET[Ground.OVER_CAUTIOUS], catalogue_says=DisclosureMode.ON_REQUEST
    ),
    "no row in the catalogue": replace(MET[Ground.OVER_CAUTIOUS], catalogue_says=None),
    "withheld, whatever the catalogue says": replace(
        MET[Ground.OVER_CAUTIOUS],
        mode=DisclosureMode.WITHHELD,
        exemption=Exemption.INTERNAL_AFFAIRS,
    ),
    "nobody said the reason lapsed": replace(MET[Ground.REASON_LAPSED], reason_lapsed=False),
    "no particular reason to lapse": replace(
        MET[Ground.REASON_LAPSED], on_request_reason=OnRequestReason.NOT_LISTED
    ),
    "the answer is not public": replace(MET[Ground.ANSWERED_REQUEST], answer_is_public=False),
    "a report, not a request": replace(MET[Ground.ANSWERED_REQUEST], kind=DocumentKind.REPORT),
    "it opens tomorrow": replace(OPENS, opens_on=date(2026, 3, 3)),
}

BARRED = {
    Bar.UNATTRIBUTED: replace(OPENS, mode=None),
    Bar.WORK_SECRET: replace(OPENS, work_secret_mark=True),
    Bar.PROHIBITED_BY_LAW: replace(OPENS, exemption=Exemption.PROHIBITED_BY_LAW),
    Bar.SECURITY_AND_STABILITY: replace(OPENS, exemption=Exemption.SECURITY_AND_STABILITY),
    Bar.TRADE_SECRET: replace(OPENS, exemption=Exemption.TRADE_SECRET),
    Bar.PERSONAL_PRIVACY: replace(OPENS, exemption=Exemption.PERSONAL_PRIVACY),
    Bar.ENFORCEMENT_FILE: replace(OPENS, exemption=Exemption.ENFORCEMENT_FILE),
    Bar.DISCUSSION_RECORD: replace(OPENS, deliberative_kind=DeliberativeKind.DISCUSSION_RECORD),
    Bar.DRAFT: replace(OPENS, deliberative_kind=DeliberativeKind.DRAFT),
    Bar.CONSULTATION_LETTER: replace(OPENS, deliberative_kind=DeliberativeKind.CONSULTATION_LETTER),
    Bar.THIRD_PARTY: replace(OPENS, third_party=ConsultationAnswer.SILENT),
    Bar.SUBJECT: replace(OPENS, subjects=frozenset({Subject.TAXES})),
    Bar.SUBJECT_UNKNOWN: replace(OPENS, subjects=None),
}


def test_every_ground_and_every_bar_is_tried_here():
    """A new one cannot be forgotten."""
    assert set(MET) == set(Ground)
    assert set(BARRED) == set(NEVER) == set(Bar)


@pytest.mark.parametrize("ground", Ground)
def test_an_item_that_meets_a_ground_is_proposed_for_publishing(ground):
    """The positive list of DESIGN §6, one by one."""
    assessment = assess(MET[ground], RULES, today=TODAY)

    assert assessment.met == (ground,)
    assert assessment.ground is ground
    assert assessment.proposed is ReassessmentOutcome.PROACTIVE


@pytest.mark.parametrize("facts", ONE_FACT_SHORT.values(), ids=ONE_FACT_SHORT)
def test_one_fact_short_is_not_eligible(facts):
    """Each condition counts."""
    assessment = assess(facts, RULES, today=TODAY)

    assert assessment.ground is None
    assert assessment.proposed is ReassessmentOutcome.KEPT


@pytest.mark.parametrize("bar", Bar)
def test_the_never_list_wins(bar):
    """An item whose day has come, and that a bar stands against, needs a person."""
    assessment = assess(BARRED[bar], RULES, today=TODAY)

    assert assessment.met == (Ground.DATED,)
    assert assessment.never == (bar,)
    assert assessment.ground is None
    assert assessment.proposed is ReassessmentOutcome.NEEDS_PERSON


@pytest.mark.parametrize("exemption", [Exemption.TRADE_SECRET, Exemption.PERSONAL_PRIVACY])
@pytest.mark.parametrize("fact", ["consented_in_writing", "masked"])
def test_written_consent_or_masking_lifts_a_third_partys_bar(exemption, fact):
    """条例第十五条: unless the third party agrees, or there is nothing left to see."""
    facts = replace(BARRED[Bar(exemption.value)], **{fact: True})

    assert assess(facts, RULES, today=TODAY).ground is Ground.DATED


@pytest.mark.parametrize(
    "facts",
    [
        replace(OPENS, mode=DisclosureMode.WITHHELD),
        replace(OPENS, mode=DisclosureMode.WITHHELD, exemption=Exemption.DELIBERATIVE),
    ],
    ids=["no exemption", "no kind"],
)
def test_grounds_that_are_not_whole_are_no_attribution(facts):
    """A gap in an old record does not open a paper."""
    assert assess(facts, RULES, today=TODAY).never == (Bar.UNATTRIBUTED,)


def test_changed_circumstances_alone_bring_a_person():
    """A citizen's suggestion converts nothing, and is not passed over either."""
    facts = replace(NOTHING, events=frozenset({Trigger.CITIZEN_SUGGESTION}))

    assert assess(facts, RULES, today=TODAY).proposed is ReassessmentOutcome.NEEDS_PERSON


def test_every_condition_is_shown_with_its_fact():
    """The record shows what was read, also of what failed."""
    assessment = assess(replace(NOTHING, requesters_given_to=2), RULES, today=TODAY)

    shown = {condition.id: condition for condition in assessment.conditions}
    assert len(shown) == sum(len(rules) for rules in RULES.conditions.values())
    assert shown["several_requesters.count"].fact == "一年内已获得的申请人：2 人"
    assert not shown["several_requesters.count"].holds
    assert shown["several_requesters.on_request"].fact == "现公开属性：依申请公开"
    assert shown["dated.reached"].fact == "审定的公开日：未登记"
    assert shown["reason_lapsed.lapsed"].fact == "理由已消失：否"


def test_the_offices_own_exclusion_is_added_to_the_bars():
    """An office may add its own, not remove these."""
    own = TEXT + (
        '\n[[exclusions]]\nid = "no_letters"\ntext = "函一律由人评估"\n'
        'fact = "kind"\nis = ["letter"]\nshows = "文种：{value}"\n'
    )
    assessment = assess(replace(OPENS, kind=DocumentKind.LETTER), rules_of(own), today=TODAY)

    assert [condition.id for condition in assessment.exclusions] == ["no_letters"]
    assert assessment.ground is None
    assert assess(OPENS, rules_of(own), today=TODAY).ground is Ground.DATED


def test_an_assessment_names_its_rules():
    """An authorisation signed for other rules does not cover it."""
    assessment = assess(OPENS, RULES, today=TODAY)

    assert (assessment.rules_version, assessment.rules_digest) == ("base-1", RULES.digest)
    assert rules_of(TEXT + "\n# 改\n").digest != RULES.digest
