"""A year that cannot be is not built."""

from __future__ import annotations

from datetime import date

import pytest

from workflows.holiday_year import (
    DayChange,
    HolidayYear,
    NoticeMalformed,
    SpecialDay,
    fixed_days,
    statutory_year,
)


def off(day: str) -> SpecialDay:
    return SpecialDay(day=date.fromisoformat(day), change=DayChange.OFF, name="元旦")


def work(day: str) -> SpecialDay:
    return SpecialDay(day=date.fromisoformat(day), change=DayChange.WORK, name="元旦")


@pytest.mark.parametrize(
    ("days", "fault"),
    [
        pytest.param(
            [off("2026-12-31")],
            "2026-12-31 不在这一年内；跨年的日子请写入它所在年份的文件",
            id="wrong-year",
        ),
        pytest.param(
            [off("2027-02-05"), off("2027-02-05")], "2027-02-05 列了不止一次", id="duplicate"
        ),
        pytest.param(
            [off("2027-01-03"), work("2027-01-03")], "2027-01-03 既列为放假又列为上班", id="both"
        ),
        pytest.param(
            [work("2027-01-04")], "2027-01-04 本来就是工作日，不应列为上班", id="working-already"
        ),
    ],
)
def test_a_year_that_contradicts_itself_is_refused(days, fault):
    with pytest.raises(NoticeMalformed) as refusal:
        HolidayYear(year=2027, source="法", announced=False, days=tuple(days))

    assert refusal.value.faults == (fault,)


def test_a_notice_cut_short_does_not_announce_a_year():
    with pytest.raises(NoticeMalformed) as refusal:
        HolidayYear(year=2027, source="通知", announced=True, days=(off("2027-01-01"),))

    assert refusal.value.faults == ("2027-10-01 是法定节日，通知中却没有放假",)


def test_a_holiday_on_a_weekend_need_not_be_named():
    days = tuple(each for each in fixed_days(2027) if each.day.weekday() < 5)

    assert HolidayYear(year=2027, source="通知", announced=True, days=days).announced


def test_2_may_is_a_holiday_since_2025():
    assert date(2024, 5, 2) not in {each.day for each in fixed_days(2024)}
    assert date(2025, 5, 2) in {each.day for each in fixed_days(2025)}


def test_a_year_nothing_is_known_of_stands_on_the_law():
    year = statutory_year(2040)

    assert not year.announced
    assert year.source == "《全国年节及纪念日放假办法》"
