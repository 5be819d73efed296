"""The lines of a notice, as any file has them, believed only after they were looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

from workflows.holiday_year import (
    DayChange,
    HolidayYear,
    NoticeFault,
    NoticeMalformed,
    SpecialDay,
)
from workflows.words import Term

_DATE = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})")  # spreadsheets write 2027/1/1


class Column(Term):
    """What a notice tells; in a table either name may head the column."""

    YEAR = "year", "年份"
    SOURCE = "source", "来源"
    DATE = "date", "日期"
    KIND = "kind", "类别"
    NAME = "name", "名称"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """One day as the file has it."""

    day: object
    kind: str
    name: object


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeHead:
    """What the file says of itself."""

    year: object
    source: object
    announced: bool = True
    checked_against: tuple[str, ...] = ()


def year_from(head: NoticeHead, lines: Iterable[NoticeLine]) -> HolidayYear:
    """Return the year that the lines make, or raise everything that is wrong with them."""
    faults: list[str] = []
    year, source = _year_of(head.year, faults=faults), _text_of(head.source)
    if source is None:
        faults.append(NoticeFault.FIELD_MISSING.at(Column.SOURCE.label))
    days = [day for line in lines if (day := _special_day(line, faults=faults))]
    if year is None or source is None or faults:
        raise NoticeMalformed(faults)
    return HolidayYear(
        year=year,
        source=source,
        announced=head.announced,
        days=tuple(sorted(days, key=lambda each: each.day)),
        checked_against=head.checked_against,
    )


def _special_day(line: NoticeLine, *, faults: list[str]) -> SpecialDay | None:
    """Return the day that a line names, or add to the faults what is wrong with it."""
    day, change, name = _date_of(line.day), _change_of(line.kind), _text_of(line.name)
    if day is None:
        faults.append(NoticeFault.NO_SUCH_DATE.at(line.day))
    if change is None:
        faults.append(NoticeFault.KIND_UNKNOWN.at(line.kind))
    if name is None:
        faults.append(NoticeFault.FIELD_MISSING.at(f"{Column.NAME.label}（{line.day}）"))
    if day is None or change is None or name is None:
        return None
    return SpecialDay(day=day, change=change, name=name)


def _year_of(value: object, *, faults: list[str]) -> int | None:
    if value is None or value == "":
        faults.append(NoticeFault.FIELD_MISSING.at(Column.YEAR.label))
    elif type(value) is int and MINYEAR <= value <= MAXYEAR:
        return value
    else:
        faults.append(NoticeFault.NO_SUCH_YEAR.at(value))
    return None


def _date_of(value: object) -> date | None:
    if type(value) is date:  # not a moment, which is a kind of date as well
        return value
    written = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        return date(*map(int, written.groups())) if written else None
    except ValueError:
        return None


def _change_of(text: str) -> DayChange | None:
    try:
        return DayChange.of(text)
    except ValueError:
        return None


def _text_of(value: object) -> str | None:
    return (value.strip() or None) if isinstance(value, str) else None
