"""Notices come in as files, and bad ones say what to mend."""

from __future__ import annotations

from datetime import date

import pytest

from workflows.holiday_year import DayChange, NoticeMalformed
from workflows.holidays import calendar_from, read_csv, read_notice, read_toml

NOTICE = """\
year = 2027
source = "国务院办公厅关于2027年部分节假日安排的通知"

[[holidays]]
name = "元旦"
off = [2027-01-01, 2027-01-02, 2027-01-03]

[[holidays]]
name = "国庆节"
off = [2027-10-01, 2027-10-04]
work = [2027-09-26]
"""

TABLE = """\
year,source,date,kind,name
2027,国务院办公厅关于2027年部分节假日安排的通知,2027-01-01,off,元旦
,,2027-01-02,off,元旦
,,2027-01-03,off,元旦
,,2027-09-26,work,国庆节
,,2027-10-01,off,国庆节
,,2027-10-04,off,国庆节
"""


def test_a_notice_says_its_year_its_source_and_its_days():
    year = read_toml(NOTICE)

    assert (year.year, year.announced) == (2027, True)
    assert year.source == "国务院办公厅关于2027年部分节假日安排的通知"
    assert [(each.day.isoformat(), each.change, each.name) for each in year.days] == [
        ("2027-01-01", DayChange.OFF, "元旦"),
        ("2027-01-02", DayChange.OFF, "元旦"),
        ("2027-01-03", DayChange.OFF, "元旦"),
        ("2027-09-26", DayChange.WORK, "国庆节"),
        ("2027-10-01", DayChange.OFF, "国庆节"),
        ("2027-10-04", DayChange.OFF, "国庆节"),
    ]


def test_a_table_says_the_same_as_a_toml_file():
    assert read_csv(TABLE) == read_toml(NOTICE)


def test_a_spreadsheet_in_the_office_s_own_words_is_understood():
    table = TABLE.replace("year,source,date,kind,name", "年份,来源,日期,类别,名称")
    table = table.replace(",off,", ",放假,").replace(",work,", ",上班,")
    table = "\ufeff" + table.replace("2027-01-0", "2027/1/").replace("\n", "\r\n") + ",,,,\r\n"

    assert read_notice(table, name="放假安排.CSV") == read_toml(NOTICE)


def test_the_ending_of_the_name_says_how_it_is_written():
    assert read_notice(NOTICE, name="2027.toml") == read_toml(NOTICE)
    with pytest.raises(NoticeMalformed, match=r"收到的是“\.xlsx”"):
        read_notice(NOTICE, name="2027.xlsx")


def test_years_make_a_calendar_and_no_year_comes_twice():
    calendar = calendar_from([NOTICE])

    assert calendar.is_working_day(date(2027, 9, 26))
    with pytest.raises(NoticeMalformed, match="2027 年有不止一份文件"):
        calendar_from([NOTICE, NOTICE])


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        pytest.param("2027-01-03]", "2027-02-29]", "第 6 行读不懂", id="no-such-date"),
        pytest.param("2027-01-03]", '"2027-02-29"]', "“2027-02-29”不是存在的日期", id="as-text"),
        pytest.param("2027-01-03]", "2027-01-03T08:00:00]", "不是存在的日期", id="a-moment"),
        pytest.param("2027-01-03]", "20270103]", "“20270103”不是存在的日期", id="a-number"),
        pytest.param("2027-01-03]", "2026-12-31]", "2026-12-31 不在这一年内", id="other-year"),
        pytest.param("2027-01-03]", "2027-01-02]", "2027-01-02 列了不止一次", id="twice"),
        pytest.param("2027-09-26", "2027-01-03", "既列为放假又列为上班", id="both"),
        pytest.param("2027-09-26", "2027-09-27", "本来就是工作日", id="working-already"),
        pytest.param("2027-10-01, ", "", "2027-10-01 是法定节日", id="cut-short"),
        pytest.param("work =", "wrok =", "不认识的项目“wrok”", id="misspelt"),
        pytest.param("source =", "sorce =", "不认识的项目“sorce”", id="misspelt-head"),
        pytest.param("year = 2027\n", "", "缺少“年份”", id="no-year"),
        pytest.param("year = 2027", "year = true", "“True”不是年份", id="year-not-a-number"),
        pytest.param("year = 2027", "year = 0", "“0”不是年份", id="year-nought"),
        pytest.param("关于2027年部分节假日安排的通知", '"\nx = "', "不认识的项目“x”", id="extra"),
        pytest.param('name = "元旦"\n', "", "缺少“名称（2027-01-01）”", id="no-name"),
        pytest.param("[2027-09-26]", "2027-09-26", "“work”的写法不对", id="not-a-list"),
        pytest.param("[[holidays]]", "[holidays]", "读不懂", id="one-bracket"),
        pytest.param("year =", "announced = 1\nyear =", "“announced”的写法不对", id="announced"),
        pytest.param(
            "year =", "checked_against = [1]\nyear =", "“checked_against”的写法不对", id="checked"
        ),
    ],
)
def test_a_bad_notice_says_what_to_mend(right, wrong, fault):
    with pytest.raises(NoticeMalformed) as refusal:
        read_toml(NOTICE.replace(right, wrong))

    assert fault in str(refusal.value)


def test_holidays_that_are_no_list_are_refused():
    with pytest.raises(NoticeMalformed, match="“holidays”的写法不对"):
        read_toml('year = 2027\nsource = "通知"\nholidays = "元旦"\n')


def test_a_source_is_never_missing():
    with pytest.raises(NoticeMalformed, match="缺少“来源”"):
        read_toml(NOTICE.replace("国务院办公厅关于2027年部分节假日安排的通知", " "))


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        pytest.param("2027-09-26,work", "2027-09-26,holiday", "“holiday”不是 off", id="kind"),
        pytest.param("2027-01-03", "2027-02-30", "“2027-02-30”不是存在的日期", id="no-such-date"),
        pytest.param("2027-01-03", "1月3日", "“1月3日”不是存在的日期", id="other-spelling"),
        pytest.param("2027-01-03", "", "“”不是存在的日期", id="no-date"),
        pytest.param("2027-01-03,off,元旦", "2027-01-03,off,", "缺少“名称", id="no-name"),
        pytest.param("\n2027,", "\n二〇二七,", "“二〇二七”不是年份", id="year"),
        pytest.param("\n2027,", "\n,", "缺少“年份”", id="no-year"),
        pytest.param(",,2027-01-02", "2028,,2027-01-02", "不一致：“2027、2028”", id="two-years"),
        pytest.param(",kind,", ",", "缺少“kind（类别）”", id="no-column"),
        pytest.param(",,2027-10-01", f",{'宽' * 200_000},2027-10-01", "读不懂", id="huge-cell"),
    ],
)
def test_a_bad_table_says_what_to_mend(right, wrong, fault):
    with pytest.raises(NoticeMalformed) as refusal:
        read_csv(TABLE.replace(right, wrong))

    assert fault in str(refusal.value)
    assert len(str(refusal.value)) < 500


def test_all_that_is_wrong_is_said_at_once():
    table = TABLE.replace("2027-01-02", "2027-13-02").replace(",work,", ",rest,")

    with pytest.raises(NoticeMalformed) as refusal:
        read_csv(table)

    assert len(refusal.value.faults) == 2


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("[" * 100_000, id="deep"),
        pytest.param("year = " + "9" * 5000, id="endless-number"),
        pytest.param("\x00", id="nul"),
    ],
)
@pytest.mark.parametrize("name", ["notice.toml", "notice.csv"])
def test_what_is_no_notice_at_all_is_refused_in_chinese(text, name):
    with pytest.raises(NoticeMalformed):
        read_notice(text, name=name)
