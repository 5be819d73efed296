"""The clock of the demonstration: turned by the walk, forwards only, and never past today."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from review.services.work import SHANGHAI

BELL_HOUR = 1
MORNING = 9
BETWEEN = timedelta(minutes=10)


class DemoClock:
    """An instant that only moves on."""

    def __init__(self, day: date) -> None:
        """Begin on the morning of a day."""
        self._now = at(day, hour=MORNING)

    def __call__(self) -> datetime:
        """Return the instant it shows."""
        return self._now

    def turn(self, to: datetime) -> None:
        """Move on; a demonstration in which time runs back proves nothing."""
        if to < self._now:
            raise ValueError("the clock of the demonstration only moves forward")
        self._now = to

    def tick(self) -> None:
        """Let a little time pass, as between two people."""
        self._now += BETWEEN


def at(day: date, *, hour: int) -> datetime:
    """Return an hour of a day in the office, as UTC."""
    return datetime.combine(day, time(hour), tzinfo=SHANGHAI).astimezone(UTC)


def days(first: date, last: date) -> tuple[date, ...]:
    """Return every day from one to another."""
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))
