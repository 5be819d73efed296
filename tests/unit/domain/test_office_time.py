"""What the office's wall says at an instant that is kept in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime

from review.domain.office_time import day_in_office, minute_in_office


def test_between_four_in_the_afternoon_and_midnight_by_utc_the_office_has_the_next_day():
    before, after = (datetime(2026, 1, 5, 15, 59, tzinfo=UTC), datetime(2026, 1, 5, 16, tzinfo=UTC))

    assert (day_in_office(before), day_in_office(after)) == (date(2026, 1, 5), date(2026, 1, 6))
    assert minute_in_office(after) == "2026-01-06 00:00"
