"""The office's working days, held against the notices and an independent data set."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from workflows.calendar import Calendar, DayKind
from workflows.holiday_year import HolidayYear
from workflows.holidays import calendar_from, read_toml

HOLIDAYS = Path(__file__).parents[3] / "data" / "reference" / "holidays"
FIRST, LAST = date(2008, 1, 1), date(2026, 12, 31)


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return calendar_from(path.read_text("utf-8") for path in sorted(HOLIDAYS.glob("*.toml")))


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def test_every_day_of_every_announced_year_agrees_with_an_independent_data_set(calendar):
    different = [
        day
        for day in days(FIRST, LAST)
        if calendar.is_working_day(day) != chinese_calendar.is_workday(day)
    ]

    assert different == []


def test_every_year_from_2008_names_its_notice_and_the_data_it_was_checked_against(calendar):
    assert sorted(calendar.years) == list(range(2008, 2029))
    for number, year in calendar.years.items():
        assert year.announced is (number <= LAST.year)
        assert year.checked_against
        if year.announced:
            assert f"《国务院办公厅关于{number}年部分节假日安排的通知》" in year.source


def test_the_years_ahead_know_their_statutory_days_and_nothing_more(calendar):
    ahead = {
        (each.day.isoformat(), each.name)
        for number in (2027, 2028)
        for each in calendar.year(number).days
    }

    assert ("2027-02-06", "春节") in ahead
    assert ("2028-01-26", "春节") in ahead
    assert not any(note.kind is DayKind.WORKED_WEEKEND for note in calendar.table(2027))


@pytest.mark.parametrize(
    ("start", "number", "due"),
    [
        pytest.param("2022-09-30", 20, "2022-11-02", id="over-national-day"),
        pytest.param("2025-12-31", 1, "2026-01-04", id="over-new-year-to-a-worked-sunday"),
        pytest.param("2018-12-28", 1, "2018-12-29", id="worked-saturday-of-the-next-year's-notice"),
        pytest.param("2018-12-29", 1, "2019-01-02", id="31-december-off"),
        pytest.param("2024-02-28", 1, "2024-02-29", id="leap-day"),
        pytest.param("2024-02-29", 1, "2024-03-01", id="from-the-leap-day"),
        pytest.param("2020-01-23", 1, "2020-02-03", id="extended-spring-festival"),
        pytest.param("2026-10-02", 0, "2026-10-02", id="nothing-added"),
        pytest.param("2030-12-31", 1, "2031-01-02", id="years-nobody-knows"),
        pytest.param("2008-01-01", 4689, "2026-10-19", id="over-many-years"),
    ],
)
def test_working_days_are_counted_from_the_next_day(calendar, start, number, due):
    assert calendar.add_working_days(date.fromisoformat(start), number) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("end", "number", "start"),
    [
        pytest.param("2022-11-02", 20, "2022-09-30", id="over-national-day"),
        pytest.param("2026-01-04", 1, "2025-12-31", id="over-new-year"),
        pytest.param("2024-03-01", 1, "2024-02-29", id="to-the-leap-day"),
        pytest.param("2022-10-05", 1, "2022-09-30", id="from-a-holiday"),
    ],
)
def test_working_days_are_counted_back_from_the_day_before(calendar, end, number, start):
    counted = calendar.subtract_working_days(date.fromisoformat(end), number)

    assert counted == date.fromisoformat(start)


def test_a_negative_number_of_days_is_not_a_date(calendar):
    with pytest.raises(ValueError, match="-1"):
        calendar.add_working_days(FIRST, -1)
    with pytest.raises(ValueError, match="-1"):
        calendar.subtract_working_days(FIRST, -1)


def test_no_date_is_invented_beyond_the_last_year(calendar):
    with pytest.raises(OverflowError):
        calendar.add_working_days(date(9999, 12, 30), 20)
    with pytest.raises(OverflowError):
        calendar.subtract_working_days(date(1, 1, 4), 20)


def test_working_days_between_two_days_are_those_after_the_first(calendar):
    first, last = date(2022, 9, 30), date(2022, 11, 2)

    assert calendar.working_days_between(first, last) == 20
    assert calendar.working_days_between(last, first) == -20
    assert calendar.working_days_between(first, date(2022, 10, 7)) == 0
    assert calendar.working_days_between(date(2024, 12, 31), date(2026, 1, 4)) == sum(
        calendar.is_working_day(day) for day in days(date(2025, 1, 1), date(2026, 1, 4))
    )


@pytest.mark.parametrize(
    ("not_after", "last"),
    [
        pytest.param("2026-03-31", "2026-03-31", id="tuesday"),
        pytest.param("2024-03-31", "2024-03-29", id="sunday"),
        pytest.param("2012-03-31", "2012-03-31", id="worked-saturday"),
        pytest.param("2022-10-07", "2022-09-30", id="holiday"),
    ],
)
def test_the_plan_counts_back_from_the_last_working_day(calendar, not_after, last):
    found = calendar.last_working_day(not_after=date.fromisoformat(not_after))

    assert found == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("day", "label"),
    [
        ("2022-09-30", "工作日"),
        ("2022-10-01", "国庆节放假"),
        ("2022-10-08", "调休上班"),
        ("2022-10-15", "周末"),
    ],
)
def test_a_day_says_what_it_is(calendar, day, label):
    assert calendar.explain(date.fromisoformat(day)).label == label


def test_a_year_is_shown_by_its_special_days_in_order(calendar):
    table = calendar.table(2022)

    assert [note.day for note in table] == sorted(note.day for note in table)
    assert {note.day for note in table if note.kind is DayKind.WORKED_WEEKEND} == {
        date(2022, 1, 29),
        date(2022, 1, 30),
        date(2022, 4, 2),
        date(2022, 4, 24),
        date(2022, 5, 7),
        date(2022, 10, 8),
        date(2022, 10, 9),
    }


@pytest.mark.parametrize(
    ("first", "until", "years"),
    [
        pytest.param("2026-01-01", "2026-12-28", (), id="announced"),
        pytest.param("2026-12-29", "2026-12-29", (2027,), id="end-of-december-awaits-next-notice"),
        pytest.param("2025-12-29", "2025-12-31", (), id="next-notice-is-out"),
        pytest.param("2026-12-20", "2027-01-18", (2027,), id="into-an-unannounced-year"),
        pytest.param("2027-12-30", "2029-01-01", (2027, 2028, 2029), id="far-ahead"),
        pytest.param("2007-06-01", "2007-06-01", (2007,), id="before-the-data"),
    ],
)
def test_what_a_notice_may_still_change_is_provisional(calendar, first, until, years):
    span = date.fromisoformat(first), date.fromisoformat(until)

    assert calendar.unannounced_years(span[0], until=span[1]) == years
    assert calendar.is_provisional(span[0], until=span[1]) is bool(years)


def test_a_year_without_a_file_has_weekends_and_the_fixed_statutory_days(calendar):
    off = {day for day in days(date(2030, 1, 1), date(2030, 12, 31)) if day.weekday() < 5}
    off -= {day for day in off if calendar.is_working_day(day)}

    assert off == {
        date(2030, 1, 1),
        date(2030, 5, 1),
        date(2030, 5, 2),
        date(2030, 10, 1),
        date(2030, 10, 2),
        date(2030, 10, 3),
    }
    assert calendar.is_provisional(date(2030, 6, 3))


def test_an_imported_notice_makes_a_new_calendar_and_leaves_the_old_one(calendar):
    notice = read_toml(
        'year = 2027\nsource = "通知"\n'
        '[[holidays]]\nname = "元旦"\noff = [2027-01-01]\nwork = [2027-01-03]\n'
        '[[holidays]]\nname = "国庆节"\noff = [2027-10-01]\n'
    )

    announced = calendar.with_year(notice)

    assert announced.is_working_day(date(2027, 1, 3))
    assert not announced.is_provisional(date(2027, 1, 3))
    assert not calendar.is_working_day(date(2027, 1, 3))
    assert calendar.is_provisional(date(2027, 1, 3))


def test_a_calendar_does_not_change_with_the_years_it_was_made_from():
    years: dict[int, HolidayYear] = {}
    empty = Calendar(years)

    years[2027] = HolidayYear(year=2027, source="法", announced=False, days=())

    assert empty.is_working_day(date(2027, 10, 1)) is False
