"""Standing authorisations: three people, named grounds, a period, a cap and a window."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from review.domain.authorisation import StandingAuthorisation, nameable
from review.domain.eligibility import Assessment
from review.domain.errors import AuthorisationUnfit, WordUnknown
from review.domain.vocabulary import (
    AuthorisationFault,
    Bar,
    Ground,
    ReassessmentOutcome,
    Uncovered,
)

TODAY = date(2026, 3, 2)
SIGNED = StandingAuthorisation(
    reference="宝财评估〔2026〕1号",
    grounds=(Ground.OVER_CAUTIOUS, Ground.DATED),
    first_day=date(2026, 1, 1),
    last_day=date(2026, 3, 31),
    cap=10,
    hold_days=5,
    rules_digest="a" * 64,
    drafted_by="zheng",
    rules_signed_by="qian",
    signed_by="gu",
)
ELIGIBLE = Assessment(
    met=(Ground.DATED,),
    conditions=(),
    never=(),
    exclusions=(),
    proposed=ReassessmentOutcome.PROACTIVE,
    rules_version="base-1",
    rules_digest="a" * 64,
)


def test_a_signed_authorisation_covers_what_meets_a_ground_it_names():
    """Nothing is missing."""
    assert SIGNED.covers(ELIGIBLE, today=TODAY, converted_so_far=9) == ()
    assert SIGNED.ground_for(ELIGIBLE) is Ground.DATED


UNCOVERED = {
    Uncovered.UNSIGNED: (replace(SIGNED, signed_by=None), ELIGIBLE, TODAY, 0),
    Uncovered.REVOKED: (
        replace(SIGNED, revoked_at=datetime(2026, 3, 1, tzinfo=UTC)),
        ELIGIBLE,
        TODAY,
        0,
    ),
    Uncovered.NOT_YET: (SIGNED, ELIGIBLE, date(2025, 12, 31), 0),
    Uncovered.EXPIRED: (SIGNED, ELIGIBLE, date(2026, 4, 1), 0),
    Uncovered.CAP_REACHED: (SIGNED, ELIGIBLE, TODAY, 10),
    Uncovered.OTHER_RULES: (replace(SIGNED, rules_digest="b" * 64), ELIGIBLE, TODAY, 0),
    Uncovered.BARRED: (SIGNED, replace(ELIGIBLE, never=(Bar.WORK_SECRET,)), TODAY, 0),
    Uncovered.NO_GROUND: (SIGNED, replace(ELIGIBLE, met=()), TODAY, 0),
    Uncovered.GROUND_NOT_NAMED: (
        SIGNED,
        replace(ELIGIBLE, met=(Ground.SEVERAL_REQUESTERS,)),
        TODAY,
        0,
    ),
}


def test_every_way_of_not_being_covered_is_tried_here():
    """A new one cannot be forgotten."""
    assert set(UNCOVERED) == set(Uncovered)


@pytest.mark.parametrize("missing", Uncovered)
def test_what_is_missing_is_named(missing):
    """Each thing that is missing is enough to stop a conversion."""
    authorisation, assessment, today, so_far = UNCOVERED[missing]

    assert authorisation.covers(assessment, today=today, converted_so_far=so_far) == (missing,)


def test_rules_nobody_else_signed_cover_nothing():
    """The rule file is signed by a second person."""
    unsigned = replace(SIGNED, rules_signed_by=None)

    assert unsigned.covers(ELIGIBLE, today=TODAY, converted_so_far=0) == (Uncovered.UNSIGNED,)


def test_the_first_and_the_last_day_count():
    """A period includes its ends."""
    for day in (SIGNED.first_day, SIGNED.last_day):
        assert SIGNED.covers(ELIGIBLE, today=day, converted_so_far=0) == ()


FAULTS = {
    "no reference": (AuthorisationFault.NO_REFERENCE, {"reference": " "}),
    "no grounds": (AuthorisationFault.NO_GROUNDS, {"grounds": ()}),
    "ends before it begins": (AuthorisationFault.PERIOD, {"last_day": date(2025, 12, 31)}),
    "over a year": (AuthorisationFault.PERIOD_TOO_LONG, {"last_day": date(2027, 1, 2)}),
    "no cap": (AuthorisationFault.CAP, {"cap": 0}),
    "no hold window": (AuthorisationFault.HOLD, {"hold_days": 0}),
    "drafter signs": (AuthorisationFault.SAME_PERSON, {"signed_by": "zheng"}),
    "drafter signs the rules": (AuthorisationFault.SAME_PERSON, {"rules_signed_by": "zheng"}),
    "one signs both": (AuthorisationFault.SAME_PERSON, {"rules_signed_by": "gu"}),
}


@pytest.mark.parametrize(("fault", "change"), FAULTS.values(), ids=FAULTS)
def test_terms_that_must_not_be_cannot_be(fault, change):
    """Refused when built, so that none is ever stored or cited."""
    with pytest.raises(AuthorisationUnfit) as refusal:
        replace(SIGNED, **change)

    assert refusal.value.reason == fault.label


def test_every_fault_is_tried_here():
    """A new one cannot be forgotten."""
    assert {fault for fault, _ in FAULTS.values()} == set(AuthorisationFault)


def test_the_signatory_is_none_of_the_papers_drafters_and_checkers():
    """The decision of an automatic case is another person's (H3)."""
    assert SIGNED.is_independent_of({"li", "zhou"})
    assert not SIGNED.is_independent_of({"li", "gu"})
    assert not replace(SIGNED, signed_by=None).is_independent_of(set())


def test_only_the_positive_list_can_be_named():
    """国家秘密, 工作秘密 and the rest are not on it."""
    assert nameable(("dated", "标准目录已列为主动公开", "dated")) == (
        Ground.DATED,
        Ground.OVER_CAUTIOUS,
    )
    for never in (*Bar, "国家秘密", "third_party_consented"):
        with pytest.raises(WordUnknown):
            nameable((never,))
