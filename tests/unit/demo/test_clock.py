"""The clock of the demonstration."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from review.demo.clock import DemoClock, at, days


def test_it_begins_in_the_morning_and_shows_the_office_s_hours_as_utc():
    clock = DemoClock(date(2025, 10, 13))

    assert clock() == datetime(2025, 10, 13, 1, tzinfo=UTC)


def test_it_never_turns_back():
    clock = DemoClock(date(2025, 10, 13))
    clock.tick()
    reached = clock()

    with pytest.raises(ValueError, match="only moves forward"):
        clock.turn(reached - timedelta(seconds=1))

    clock.turn(at(date(2025, 10, 14), hour=1))
    assert clock() > reached


def test_days_run_over_the_end_of_a_month():
    assert days(date(2026, 2, 27), date(2026, 3, 1)) == (
        date(2026, 2, 27),
        date(2026, 2, 28),
        date(2026, 3, 1),
    )
