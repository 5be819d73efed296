"""What holds for every day, every limit and every notice."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
from hypothesis import given
from hypothesis import strategies as st

from workflows.calendar import DayKind
from workflows.clock_events import Event, Extend, Limit, Pause, Restart, Resume, Start, Unit
from workflows.deadline import deadline
from workflows.holiday_year import DayChange, HolidayYear, SpecialDay, fixed_days
from workflows.holidays import calendar_from

HOLIDAYS = Path(__file__).parents[2] / "data" / "reference" / "holidays"
CALENDAR = calendar_from(path.read_text("utf-8") for path in sorted(HOLIDAYS.glob("*.toml")))

any_day = st.dates(date(2008, 1, 1), date(2035, 12, 31))
announced_day = st.dates(date(2009, 1, 1), date(2025, 12, 31))
working_day = any_day.filter(CALENDAR.is_working_day)
number = st.integers(1, 400)
limits = st.builds(Limit, days=st.integers(1, 60), unit=st.sampled_from(Unit))


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Draw events that can have happened in this order, the clock running at the end."""
    day, paused = draw(any_day), False
    events: list[Event] = [Start(on=day)]
    for _ in range(draw(st.integers(0, 6))):
        day += timedelta(days=draw(st.integers(0, 25)))
        kind = draw(st.sampled_from(["pause", "extend", "restart"]))
        if kind == "extend":
            events.append(Extend(on=day, days=draw(st.integers(1, 20)), approver="顾平"))
        elif kind == "restart":
            events.append(Restart(on=day))
            paused = False
        else:
            events.append(Resume(on=day) if paused else Pause(on=day))
            paused = not paused
    return [*events, Resume(on=day)] if paused else events


@st.composite
def notices(draw: st.DrawFn) -> HolidayYear:
    """Draw a year as a notice might set it: the law's days, and any others on or off."""
    year = draw(st.integers(2009, 2035))
    days = {each.day: each for each in fixed_days(year)}
    for day in draw(st.sets(st.dates(date(year, 1, 1), date(year, 12, 31)), max_size=20)):
        change = DayChange.OFF if day.weekday() < 5 else draw(st.sampled_from(DayChange))
        days.setdefault(day, SpecialDay(day=day, change=change, name="节日"))
    return HolidayYear(year=year, source="通知", announced=True, days=tuple(days.values()))


@given(day=working_day, days=number)
def test_adding_and_subtracting_undo_each_other_on_working_days(day, days):
    assert CALENDAR.subtract_working_days(CALENDAR.add_working_days(day, days), days) == day
    assert CALENDAR.add_working_days(CALENDAR.subtract_working_days(day, days), days) == day


@given(day=any_day, days=number)
def test_as_many_working_days_lie_between_as_were_added(day, days):
    due = CALENDAR.add_working_days(day, days)

    assert CALENDAR.is_working_day(due)
    assert CALENDAR.working_days_between(day, due) == days
    assert CALENDAR.working_days_between(due, day) == -days


@given(day=announced_day, days=st.integers(1, 60))
def test_adding_agrees_with_an_independent_data_set(day, days):
    workdays = chinese_calendar.get_workdays(day + timedelta(days=1), day + timedelta(days=150))

    assert CALENDAR.add_working_days(day, days) == workdays[days - 1]


@given(day=any_day)
def test_the_last_working_day_leaves_none_unused(day):
    last = CALENDAR.last_working_day(not_after=day)

    assert CALENDAR.is_working_day(last)
    assert CALENDAR.working_days_between(last, day) == 0


@given(events=histories(), limit=limits, wait=st.integers(-30, 200))
def test_every_counted_day_of_the_explanation_is_one_of_the_limit(events, limit, wait):
    told = deadline(events, limit, CALENDAR, today=events[-1].on + timedelta(days=wait))

    start = max(index for index, event in enumerate(events) if isinstance(event, Start | Restart))
    granted = sum(event.days for event in events[start:] if isinstance(event, Extend))
    counts = [note.count for note in told.days if note.count is not None]
    assert counts == list(range(1, limit.days + granted + 1))
    assert [note.day for note in told.days] == [
        events[start].on + timedelta(days=n) for n in range(len(told.days))
    ]


@given(events=histories(), limit=limits)
def test_no_deadline_falls_before_its_start_or_on_a_day_that_does_not_count(events, limit):
    told = deadline(events, limit, CALENDAR, today=events[-1].on)

    assert told.due_on is not None
    assert told.due_on > told.days[0].day
    assert told.days[-1].kind not in (DayKind.PAUSED, DayKind.START)
    assert limit.unit is Unit.CALENDAR or CALENDAR.is_working_day(told.due_on)


@given(day=any_day, days=st.integers(1, 60))
def test_a_deadline_without_events_is_the_plain_sum(day, days):
    told = deadline([Start(on=day)], Limit(days=days), CALENDAR, today=day)

    assert told.due_on == CALENDAR.add_working_days(day, days)
    assert told.remaining == days
    assert told.is_provisional is CALENDAR.is_provisional(
        day + timedelta(days=1), until=told.due_on
    )


@given(day=any_day, days=st.integers(1, 40), wait=st.integers(0, 120))
def test_what_remains_is_what_lies_between_today_and_the_last_day(day, days, wait):
    today = day + timedelta(days=wait)

    told = deadline([Start(on=day)], Limit(days=days), CALENDAR, today=today)

    assert told.due_on is not None
    assert told.remaining == CALENDAR.working_days_between(today, told.due_on)
    assert told.is_overdue is (today > told.due_on)


@given(events=histories(), day=st.integers(0, 25), limit=limits)
def test_while_the_clock_stands_the_last_day_is_unknown_or_already_reached(events, day, limit):
    paused_on = events[-1].on + timedelta(days=day)

    told = deadline(
        [*events, Pause(on=paused_on)], limit, CALENDAR, today=paused_on + timedelta(days=9)
    )

    assert told.due_on is None or told.due_on <= paused_on
    assert told.due_on is not None or told.remaining > 0


@given(notice=notices(), day=any_day)
def test_a_notice_changes_only_its_year(notice, day):
    imported = CALENDAR.with_year(notice)

    assert imported.year(notice.year) is notice
    if day.year != notice.year:
        assert imported.is_working_day(day) == CALENDAR.is_working_day(day)
        assert imported.year(day.year) == CALENDAR.year(day.year)


@given(notice=notices(), days=number)
def test_any_notice_keeps_the_sums_exact(notice, days):
    calendar = CALENDAR.with_year(notice)
    start = date(notice.year - 1, 12, 15)

    due = calendar.add_working_days(start, days)

    span = (start + timedelta(days=n) for n in range(1, (due - start).days + 1))
    assert sum(calendar.is_working_day(day) for day in span) == days
