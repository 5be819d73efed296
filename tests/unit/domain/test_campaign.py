"""The campaign: computed back from 31 March, and nothing silently missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.campaign import (
    campaign_year,
    due_because,
    is_in_scope,
    next_reassess_on,
    plan,
    refuse_late,
)
from review.domain.ends import years_after
from review.domain.errors import CampaignCannotFinish
from review.domain.facts import ReassessmentFacts
from review.domain.vocabulary import DisclosureMode, DocumentKind, Exemption, Trigger
from workflows.calendar import Calendar

CALENDAR = Calendar({})
TODAY = date(2026, 3, 2)
KEPT = ReassessmentFacts(
    mode=DisclosureMode.ON_REQUEST, kind=DocumentKind.NOTICE, reassess_on=date(2026, 9, 1)
)


def test_the_plan_of_2026_ends_on_its_last_working_day():
    """31 March 2026 is a Tuesday; five days of hold begin on the 23rd at the latest."""
    made = plan(2026, calendar=CALENDAR, hold_days=5)

    assert made.days() == {
        "flag": date(2026, 3, 9),
        "assess": date(2026, 3, 16),
        "hold": date(2026, 3, 23),
        "publish": date(2026, 3, 31),
    }


def test_a_campaign_that_ends_on_a_weekend_ends_before_it():
    """31 March 2029 is a Saturday."""
    assert plan(2029, calendar=CALENDAR, hold_days=5).publish_by == date(2029, 3, 30)


@given(st.integers(2020, 2040), st.integers(1, 20))
def test_a_hold_window_begun_in_time_is_over_in_time(year, hold_days):
    """The window, counted from the day after it begins, ends before the last working day."""
    made = plan(year, calendar=CALENDAR, hold_days=hold_days)

    assert CALENDAR.add_working_days(made.hold_by, hold_days) < made.publish_by
    assert list(made.days().values()) == sorted(made.days().values())


def test_a_plan_that_cannot_finish_is_refused():
    """A window longer than the campaign leaves no day to begin."""
    with pytest.raises(CampaignCannotFinish):
        plan(2026, calendar=CALENDAR, hold_days=60)


def test_a_hold_begun_too_late_is_refused_until_the_campaign_is_over():
    """After 31 March the next campaign counts."""
    made = plan(2026, calendar=CALENDAR, hold_days=5)

    refuse_late(made, today=made.hold_by)
    refuse_late(made, today=date(2026, 4, 1))
    for day in (made.hold_by + timedelta(days=1), date(2026, 3, 31)):
        with pytest.raises(CampaignCannotFinish) as refusal:
            refuse_late(made, today=day)
        assert refusal.value.latest == made.hold_by


@pytest.mark.parametrize(
    ("today", "year"), [(date(2026, 3, 31), 2026), (date(2026, 4, 1), 2027), (TODAY, 2026)]
)
def test_the_campaign_is_the_one_that_runs_or_comes_next(today, year):
    """1 January to 31 March."""
    assert campaign_year(today) == year


def test_what_is_public_is_not_in_scope():
    """All else is: 依申请公开, 不予公开 and what was never attributed."""
    scope = {mode: is_in_scope(replace(KEPT, mode=mode)) for mode in (*DisclosureMode, None)}
    assert scope == {
        DisclosureMode.PROACTIVE: False,
        DisclosureMode.ON_REQUEST: True,
        DisclosureMode.WITHHELD: True,
        None: True,
    }


def test_an_item_is_due_on_its_day_and_not_before():
    """The due date is a column; the bell may ring late."""
    assert not due_because(KEPT, today=date(2026, 8, 31))
    assert due_because(KEPT, today=date(2026, 9, 1)) == (Trigger.DUE_DATE,)
    assert due_because(KEPT, today=date(2026, 12, 1))


def test_an_item_without_a_date_is_due():
    """Nothing is silently missed."""
    assert due_because(replace(KEPT, mode=None, reassess_on=None), today=TODAY)


def test_an_item_whose_opening_day_has_come_is_due():
    """The ground ended, whatever day it was to be looked at."""
    facts = replace(
        KEPT,
        mode=DisclosureMode.WITHHELD,
        exemption=Exemption.INTERNAL_AFFAIRS,
        opens_on=TODAY,
    )
    assert due_because(facts, today=TODAY) == (Trigger.GROUND_ENDED,)


@pytest.mark.parametrize("event", Trigger)
def test_a_recorded_event_makes_an_item_due(event):
    """情势变化 does not wait for the date."""
    assert due_because(replace(KEPT, events=frozenset({event})), today=TODAY) == (event,)


def test_an_open_paper_is_not_due_whatever_happens():
    """There is nothing to convert."""
    facts = replace(
        KEPT,
        mode=DisclosureMode.PROACTIVE,
        reassess_on=TODAY,
        events=frozenset({Trigger.CITIZEN_SUGGESTION}),
    )
    assert due_because(facts, today=TODAY) == ()


@pytest.mark.parametrize(
    ("decided_on", "again"),
    [
        (date(2025, 7, 9), date(2026, 3, 1)),
        (date(2026, 3, 2), date(2027, 3, 1)),
        (date(2026, 1, 15), date(2027, 1, 15)),
        (date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_the_next_look_is_on_1_march_or_a_year_on(decided_on, again):
    """So that the hold window ends before 31 March, and no wait is over a year."""
    assert next_reassess_on(decided_on) == again


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)))
def test_no_paper_waits_over_a_year_and_none_misses_the_next_campaign(decided_on):
    """条例第十八条: yearly in every rule found."""
    again = next_reassess_on(decided_on)

    assert decided_on < again <= years_after(decided_on, years=1)
    assert again <= date(decided_on.year + 1, 3, 1)
