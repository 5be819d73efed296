"""Deadlines of real procedures, told day by day."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from workflows.calendar import Calendar, DayKind
from workflows.clock_events import (
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
from workflows.deadline import Deadline, deadline
from workflows.holidays import calendar_from, read_toml

HOLIDAYS = Path(__file__).parents[3] / "data" / "reference" / "holidays"
TWENTY = Limit(days=20)


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return calendar_from(path.read_text("utf-8") for path in sorted(HOLIDAYS.glob("*.toml")))


def labels(told: Deadline) -> dict[str, str]:
    return {note.day.isoformat(): note.label for note in told.days}


def test_an_application_received_before_national_day_is_due_on_2_november(calendar):
    told = deadline([Start(on=date(2022, 9, 30))], TWENTY, calendar, today=date(2022, 10, 25))

    assert told.due_on == date(2022, 11, 2)
    assert told.remaining == 6
    assert not told.is_provisional
    assert not told.is_overdue


def test_each_day_of_the_count_says_what_it_was(calendar):
    told = deadline([Start(on=date(2022, 9, 30))], TWENTY, calendar, today=date(2022, 9, 30))

    days = labels(told)
    assert len(days) == 34
    assert days["2022-09-30"] == "起算日，次日起计"
    assert days["2022-10-07"] == "国庆节放假"
    assert days["2022-10-08"] == "调休上班计第1日"
    assert days["2022-10-09"] == "调休上班计第2日"
    assert days["2022-10-10"] == "计第3日"
    assert days["2022-10-15"] == "周末"
    assert days["2022-11-02"] == "计第20日"


def test_a_limit_into_an_unannounced_year_works_and_says_which_notice_is_missing(calendar):
    told = deadline([Start(on=date(2026, 12, 20))], TWENTY, calendar, today=date(2026, 12, 25))

    assert told.due_on == date(2027, 1, 18)
    assert told.is_provisional
    assert told.provisional_years == (2027,)
    assert {note.day for note in told.days if note.is_provisional} == {
        note.day for note in told.days if note.day >= date(2026, 12, 29)
    }


def test_the_notice_makes_a_provisional_deadline_certain(calendar):
    notice = read_toml(
        'year = 2027\nsource = "通知"\n'
        '[[holidays]]\nname = "元旦"\noff = [2027-01-01, 2027-01-04]\n'
        '[[holidays]]\nname = "国庆节"\noff = [2027-10-01]\n'
    )

    told = deadline(
        [Start(on=date(2026, 12, 20))],
        TWENTY,
        calendar.with_year(notice),
        today=date(2026, 12, 25),
    )

    assert told.due_on == date(2027, 1, 19)
    assert not told.is_provisional


def test_correction_then_extension_then_third_party(calendar):
    """Received 3 June, corrected 12 June; 10 more days; a third party asked from 2 to 17 July."""
    told = deadline(
        [
            Start(on=date(2024, 6, 3)),
            Restart(on=date(2024, 6, 12)),
            Extend(on=date(2024, 7, 1), days=10, approver="顾平"),
            Pause(on=date(2024, 7, 2)),
            Resume(on=date(2024, 7, 17)),
        ],
        TWENTY,
        calendar,
        today=date(2024, 7, 18),
    )

    assert told.due_on == date(2024, 8, 8)
    assert told.remaining == 15
    days = labels(told)
    assert next(iter(days)) == "2024-06-12"
    assert days["2024-07-02"] == "计第14日"
    assert {days[f"2024-07-{day:02}"] for day in range(3, 18)} == {"暂停"}
    assert days["2024-07-18"] == "计第15日"
    assert days["2024-08-08"] == "计第30日"


def test_nobody_knows_the_day_while_the_clock_stands(calendar):
    told = deadline(
        [Start(on=date(2024, 7, 1)), Pause(on=date(2024, 7, 3))],
        TWENTY,
        calendar,
        today=date(2024, 12, 31),
    )

    assert told.due_on is None
    assert told.remaining == 18
    assert not told.is_overdue
    assert told.days[-1].day == date(2024, 12, 31)
    assert told.days[-1].kind is DayKind.PAUSED


def test_a_pause_of_tomorrow_is_told_up_to_its_day(calendar):
    told = deadline(
        [Start(on=date(2024, 7, 1)), Pause(on=date(2024, 7, 3))],
        TWENTY,
        calendar,
        today=date(2024, 7, 2),
    )

    assert told.remaining == 19
    assert labels(told)["2024-07-03"] == "计第2日"


def test_every_pause_is_excluded(calendar):
    told = deadline(
        [
            Start(on=date(2024, 7, 1)),
            Pause(on=date(2024, 7, 1)),
            Resume(on=date(2024, 7, 2)),
            Pause(on=date(2024, 7, 3)),
            Resume(on=date(2024, 7, 4)),
        ],
        Limit(days=2),
        calendar,
        today=date(2024, 7, 4),
    )

    assert list(labels(told).values())[1:] == ["暂停", "计第1日", "暂停", "计第2日"]


def test_only_days_that_count_can_make_a_deadline_provisional(calendar):
    """Nothing is known of 2007, and nothing of it matters to a count that starts in 2008."""
    told = deadline(
        [Start(on=date(2007, 12, 31))], Limit(days=1), calendar, today=date(2007, 12, 31)
    )

    assert calendar.is_provisional(date(2007, 12, 31))
    assert not told.is_provisional


def test_a_pause_after_the_last_day_does_not_hide_that_it_was_missed(calendar):
    told = deadline(
        [Start(on=date(2024, 7, 1)), Pause(on=date(2024, 8, 15))],
        TWENTY,
        calendar,
        today=date(2024, 8, 20),
    )

    assert told.due_on == date(2024, 7, 29)
    assert told.is_overdue


def test_an_extension_during_a_pause_counts_once_the_clock_goes_on(calendar):
    told = deadline(
        [
            Start(on=date(2024, 7, 1)),
            Pause(on=date(2024, 7, 1)),
            Extend(on=date(2024, 7, 5), days=1, approver="顾平"),
            Resume(on=date(2024, 7, 8)),
        ],
        Limit(days=1),
        calendar,
        today=date(2024, 7, 8),
    )

    assert told.due_on == date(2024, 7, 10)
    assert told.remaining == 2


def test_a_pause_ended_on_its_own_day_excludes_nothing(calendar):
    day = date(2024, 7, 2)
    plain = deadline([Start(on=date(2024, 7, 1))], TWENTY, calendar, today=day)

    paused = deadline(
        [Start(on=date(2024, 7, 1)), Pause(on=day), Resume(on=day)], TWENTY, calendar, today=day
    )

    assert paused == plain


def test_a_restart_takes_back_pauses_and_extensions(calendar):
    told = deadline(
        [
            Start(on=date(2024, 6, 3)),
            Extend(on=date(2024, 6, 4), days=20, approver="顾平"),
            Pause(on=date(2024, 6, 5)),
            Restart(on=date(2024, 7, 1)),
        ],
        TWENTY,
        calendar,
        today=date(2024, 7, 1),
    )

    assert told == deadline([Start(on=date(2024, 7, 1))], TWENTY, calendar, today=date(2024, 7, 1))


def test_the_last_day_itself_is_not_late(calendar):
    on_the_day = deadline([Start(on=date(2022, 9, 30))], TWENTY, calendar, today=date(2022, 11, 2))
    the_day_after = deadline(
        [Start(on=date(2022, 9, 30))], TWENTY, calendar, today=date(2022, 11, 3)
    )

    assert (on_the_day.remaining, on_the_day.is_overdue) == (0, False)
    assert (the_day_after.remaining, the_day_after.is_overdue) == (-1, True)


def test_a_weekend_after_the_last_day_is_late_by_no_working_day(calendar):
    told = deadline([Start(on=date(2024, 7, 4))], Limit(days=1), calendar, today=date(2024, 7, 6))

    assert (told.remaining, told.is_overdue) == (0, True)


@pytest.mark.parametrize(
    ("start", "number", "due"),
    [
        pytest.param("2025-12-31", 1, "2026-01-04", id="31-december"),
        pytest.param("2024-02-28", 1, "2024-02-29", id="to-29-february"),
        pytest.param("2024-02-29", 20, "2024-03-28", id="from-29-february"),
        pytest.param("2023-12-29", 20, "2024-01-29", id="over-the-year"),
    ],
)
def test_limits_run_over_the_ends_of_months_and_years(calendar, start, number, due):
    day = date.fromisoformat(start)

    told = deadline([Start(on=day)], Limit(days=number), calendar, today=day)

    assert told.due_on == date.fromisoformat(due)


def test_calendar_days_run_through_the_holidays_and_need_no_notice(calendar):
    told = deadline(
        [Start(on=date(2026, 12, 20))],
        Limit(days=20, unit=Unit.CALENDAR),
        calendar,
        today=date(2027, 1, 12),
    )

    assert told.due_on == date(2027, 1, 9)
    assert told.remaining == -3
    assert not told.is_provisional
    assert labels(told)["2027-01-01"] == "元旦放假计第12日"
    assert labels(told)["2027-01-02"] == "周末计第13日"


MONDAY, TUESDAY = date(2024, 7, 1), date(2024, 7, 2)


@pytest.mark.parametrize(
    ("events", "fault"),
    [
        pytest.param([], EventFault.NOTHING_HAPPENED, id="nothing"),
        pytest.param([Pause(on=MONDAY)], EventFault.NOT_STARTED, id="pause-first"),
        pytest.param([Restart(on=MONDAY)], EventFault.NOT_STARTED, id="restart-first"),
        pytest.param(
            [Start(on=MONDAY), Start(on=TUESDAY)], EventFault.STARTED_TWICE, id="started-twice"
        ),
        pytest.param(
            [Start(on=MONDAY), Resume(on=TUESDAY)], EventFault.NOT_PAUSED, id="never-paused"
        ),
        pytest.param(
            [Start(on=MONDAY), Pause(on=TUESDAY), Pause(on=TUESDAY)],
            EventFault.PAUSED_TWICE,
            id="paused-twice",
        ),
        pytest.param(
            [Start(on=TUESDAY), Pause(on=MONDAY)], EventFault.BACK_IN_TIME, id="before-the-start"
        ),
        pytest.param(
            [Start(on=MONDAY), Extend(on=TUESDAY, days=5, approver="顾平"), Pause(on=MONDAY)],
            EventFault.BACK_IN_TIME,
            id="before-the-extension",
        ),
        pytest.param(
            [Start(on=MONDAY), Pause(on=TUESDAY), Resume(on=MONDAY)],
            EventFault.BACK_IN_TIME,
            id="resumed-before-the-pause",
        ),
        pytest.param(
            [Start(on=MONDAY), Pause(on=MONDAY), Resume(on=TUESDAY), Pause(on=MONDAY)],
            EventFault.BACK_IN_TIME,
            id="paused-before-the-resume",
        ),
        pytest.param(
            [Start(on=MONDAY), Pause(on=TUESDAY), Restart(on=TUESDAY), Resume(on=TUESDAY)],
            EventFault.NOT_PAUSED,
            id="restart-ended-the-pause",
        ),
    ],
)
def test_events_that_cannot_have_happened_so_are_refused(calendar, events, fault):
    with pytest.raises(EventsMalformed) as refusal:
        deadline(events, TWENTY, calendar, today=TUESDAY)

    assert refusal.value.fault is fault
    assert refusal.value.event == (events[-1] if events else None)


def test_a_twenty_day_explanation_takes_less_than_a_millisecond(calendar):
    events = [Start(on=date(2022, 9, 30))]
    taken = []
    for _ in range(20):
        before = time.perf_counter()
        deadline(events, TWENTY, calendar, today=date(2022, 10, 25))
        taken.append(time.perf_counter() - before)

    assert min(taken) < 0.001
