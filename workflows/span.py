"""The days from one to another, told as the office counts them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from workflows.calendar import Calendar, DayKind

_ONE_DAY = timedelta(days=1)
LONGEST = 400
"""Days that are looked at one by one; no stage is given longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """How many working days lie in it, which days were left out, and which weekends count."""

    since: date
    until: date
    counted: int
    left_out: tuple[tuple[str, int], ...]
    """Each kind of day on which the office rests, with how many there are."""
    worked: tuple[date, ...]
    """Weekends on which the office works (调休)."""
    is_provisional: bool


def span(calendar: Calendar, *, since: date, until: date) -> Span:
    """Tell the days after one up to another; counting starts the next day."""
    days = min(max((until - since).days, 0), LONGEST)
    notes = [calendar.explain(since + _ONE_DAY * number) for number in range(1, days + 1)]
    resting = Counter(note.label for note in notes if not note.kind.is_worked)
    return Span(
        since=since,
        until=until,
        counted=sum(note.kind.is_worked for note in notes),
        left_out=tuple(resting.items()),
        worked=tuple(note.day for note in notes if note.kind is DayKind.WORKED_WEEKEND),
        is_provisional=any(note.is_provisional for note in notes),
    )
