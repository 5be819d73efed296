"""What a file says is believed only after it was looked at."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from workflows.holiday_year import NoticeMalformed, fixed_days
from workflows.notice_lines import NoticeHead, NoticeLine, year_from

HEAD = NoticeHead(year=2027, source=" 通知 ", checked_against=("另一份数据",))
LAW = [NoticeLine(day=each.day, kind="off", name=each.name) for each in fixed_days(2027)]


def test_a_year_keeps_its_source_and_its_days_in_order():
    year = year_from(HEAD, reversed(LAW))

    assert (year.source, year.checked_against) == ("通知", ("另一份数据",))
    assert year.days == fixed_days(2027)


def test_a_day_with_an_hour_is_not_a_day_off():
    moment = NoticeLine(day=datetime.fromisoformat("2027-02-05T00:00:00"), kind="off", name="春节")

    with pytest.raises(NoticeMalformed, match="不是存在的日期"):
        year_from(HEAD, [*LAW, moment])


def test_every_fault_of_every_line_is_told():
    lines = [
        NoticeLine(day="2027-02-31", kind="off", name="春节"),
        NoticeLine(day=date(2027, 2, 5), kind="half", name=None),
    ]

    with pytest.raises(NoticeMalformed) as refusal:
        year_from(NoticeHead(year="next", source=None), lines)

    assert refusal.value.faults == (
        "“next”不是年份",
        "缺少“来源”",
        "“2027-02-31”不是存在的日期，应写作 2022-10-01 这样",
        "“half”不是 off（放假）或 work（上班）",
        "缺少“名称（2027-02-05）”",
    )
