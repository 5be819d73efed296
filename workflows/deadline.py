"""A deadline is a fold over what happened to it; the days themselves are its explanation.

Every event takes effect on the day after it: the day of receipt does not count, the day on which
a consultation goes out still does, and the day on which its answer comes in does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import assert_never

from workflows.calendar import Calendar, DayKind, DayNote
from workflows.clock_events import (
    Event,
    EventFault,
    EventsMalformed,
    Extend,
    Limit,
    Pause,
    Restart,
    Resume,
    Start,
    Unit,
)

_ONE_DAY = timedelta(days=1)
_NOT_COUNTED = (DayKind.START, DayKind.PAUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Until when, how long still, how certain, and every day by which one gets there."""

    due_on: date | None
    """None while the clock stands: nobody knows before it goes on."""
    remaining: int
    """In the unit of the limit; negative: so many days late."""
    provisional_years: tuple[int, ...]
    """The years whose notice is still to come and may move the date."""
    days: tuple[DayNote, ...]
    as_of: date

    @property
    def is_provisional(self) -> bool:
        """A notice still to come may move the date: 暂定."""
        return bool(self.provisional_years)

    @property
    def is_overdue(self) -> bool:
        """The last day has passed; computed, never stored."""
        return self.due_on is not None and self.as_of > self.due_on


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """The clock since it was last started: what the fold carries along."""

    started_on: date
    allowed: int
    at: date
    pauses: tuple[tuple[date, date], ...] = ()
    paused_on: date | None = None

    def stands_on(self, day: date) -> bool:
        """Say whether the clock does not run on a day."""
        if self.paused_on is not None and day > self.paused_on:
            return True
        return any(first < day <= last for first, last in self.pauses)


def deadline(events: Iterable[Event], limit: Limit, calendar: Calendar, *, today: date) -> Deadline:
    """Fold the events into a deadline, as it stands today.

    1. The events, in their order, leave one run: its start, its pauses, the days it is allowed.
    2. The run is walked day by day until these are counted, or, while it stands, until today.
    3. What remains is what is allowed less what was counted by today, or the days since the last.
    """
    run = _fold(events, limit=limit)
    days = tuple(_walk(run, unit=limit.unit, calendar=calendar, today=today))
    due_on = days[-1].day if days[-1].count == run.allowed else None
    if due_on is not None and today > due_on:
        remaining = -_days_late(due_on, today=today, unit=limit.unit, calendar=calendar)
    else:
        remaining = run.allowed - sum(note.count is not None and note.day <= today for note in days)
    return Deadline(
        due_on=due_on,
        remaining=remaining,
        provisional_years=_provisional_years(days, unit=limit.unit, calendar=calendar),
        days=days,
        as_of=today,
    )


def _fold(events: Iterable[Event], *, limit: Limit) -> _Run:
    run: _Run | None = None
    for event in events:
        run = _begun(event, limit=limit) if run is None else _moved(run, event, limit=limit)
    if run is None:
        raise EventsMalformed(EventFault.NOTHING_HAPPENED)
    return run


def _begun(event: Event, *, limit: Limit) -> _Run:
    if not isinstance(event, Start):
        raise EventsMalformed(EventFault.NOT_STARTED, event=event)
    return _Run(started_on=event.on, allowed=limit.days, at=event.on)


def _moved(run: _Run, event: Event, *, limit: Limit) -> _Run:
    if event.on < run.at:
        raise EventsMalformed(EventFault.BACK_IN_TIME, event=event)
    match event:
        case Start():
            raise EventsMalformed(EventFault.STARTED_TWICE, event=event)
        case Restart():
            return _Run(started_on=event.on, allowed=limit.days, at=event.on)
        case Extend():
            return replace(run, allowed=run.allowed + event.days, at=event.on)
        case Pause():
            return _paused(run, event)
        case Resume():
            return _resumed(run, event)
        case _:
            assert_never(event)


def _paused(run: _Run, event: Pause) -> _Run:
    if run.paused_on is not None:
        raise EventsMalformed(EventFault.PAUSED_TWICE, event=event)
    return replace(run, paused_on=event.on, at=event.on)


def _resumed(run: _Run, event: Resume) -> _Run:
    if run.paused_on is None:
        raise EventsMalformed(EventFault.NOT_PAUSED, event=event)
    pause = (run.paused_on, event.on)
    return replace(run, paused_on=None, pauses=(*run.pauses, pause), at=event.on)


def _walk(run: _Run, *, unit: Unit, calendar: Calendar, today: date) -> Iterator[DayNote]:
    """Tell the days from the start to the last that counts, or, of an open pause, to today."""
    yield replace(calendar.explain(run.started_on), kind=DayKind.START)
    end = None if run.paused_on is None else max(today, run.at)
    day, counted = run.started_on, 0
    while counted < run.allowed and (end is None or day < end):
        day += _ONE_DAY
        note = calendar.explain(day)
        if run.stands_on(day):
            note = replace(note, kind=DayKind.PAUSED)
        elif unit is Unit.CALENDAR or note.kind.is_worked:
            counted += 1
            note = replace(note, count=counted)
        yield note


def _days_late(due_on: date, *, today: date, unit: Unit, calendar: Calendar) -> int:
    if unit is Unit.CALENDAR:
        return (today - due_on).days
    return calendar.working_days_between(due_on, today)


def _provisional_years(
    days: Iterable[DayNote], *, unit: Unit, calendar: Calendar
) -> tuple[int, ...]:
    """Return the missing notices that could move the date; calendar days need none."""
    if unit is Unit.CALENDAR:
        return ()
    doubtful = (note.day for note in days if note.is_provisional and note.kind not in _NOT_COUNTED)
    return tuple(
        sorted({year for day in doubtful for year in calendar.unannounced_years(day, until=day)})
    )
