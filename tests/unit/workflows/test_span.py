"""Days told as the office counts them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.services.calendars import shipped_calendar
from workflows.span import span

CALENDAR = shipped_calendar()


def test_the_spring_festival_and_the_weekend_worked_for_it():
    """2026: off from 15 to 23 February, worked on Saturday the 14th and Saturday the 28th."""
    told = span(CALENDAR, since=date(2026, 2, 12), until=date(2026, 3, 2))

    assert told.counted == 8
    assert told.worked == (date(2026, 2, 14), date(2026, 2, 28))
    assert dict(told.left_out) == {"春节放假": 9, "周末": 1}
    assert not told.is_provisional


def test_a_year_without_a_notice_is_provisional():
    last = max(CALENDAR.years)

    assert span(CALENDAR, since=date(last + 1, 5, 4), until=date(last + 1, 5, 6)).is_provisional


@pytest.mark.parametrize("days", [0, -3])
def test_nothing_lies_between_a_day_and_an_earlier_one(days):
    day = date(2026, 3, 2)

    told = span(CALENDAR, since=day, until=day + timedelta(days=days))

    assert (told.counted, told.left_out, told.worked) == (0, (), ())


@given(st.dates(date(2026, 1, 5), date(2026, 6, 30)), st.integers(1, 60))
def test_it_counts_what_the_calendar_counts(since, days):
    until = CALENDAR.add_working_days(since, days)

    told = span(CALENDAR, since=since, until=until)

    assert told.counted == days
    assert told.counted + sum(number for _, number in told.left_out) == (until - since).days
