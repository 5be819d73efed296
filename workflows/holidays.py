"""Notices as files: TOML or CSV text in, a year of holidays out, or all that is wrong with it.

TOML: year, source, announced, checked_against; [[holidays]] with name, off and work, both of dates.
CSV:  the columns year, source, date, kind, name; below the first row year and source may be empty.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any

from workflows.calendar import Calendar
from workflows.holiday_year import DayChange, HolidayYear, NoticeFault, NoticeMalformed
from workflows.notice_lines import Column, NoticeHead, NoticeLine, year_from

_LINE = re.compile(r"line (\d+)")
_YEAR = re.compile(r"[0-9]{4}")
_YEAR_FIELDS = {"year", "source", "announced", "checked_against", "holidays"}
_HOLIDAY_FIELDS = {"name", *DayChange}
_OF_A_DAY = (Column.DATE, Column.KIND, Column.NAME)


def calendar_from(texts: Iterable[str]) -> Calendar:
    """Return the calendar that the TOML files of several years make together."""
    years: dict[int, HolidayYear] = {}
    for text in texts:
        year = read_toml(text)
        if year.year in years:
            raise NoticeMalformed([NoticeFault.YEAR_TWICE.at(year.year)])
        years[year.year] = year
    return Calendar(years)


def read_notice(text: str, *, name: str) -> HolidayYear:
    """Return the year that a notice file sets; the ending of its name says how it is written."""
    readers = {".toml": read_toml, ".csv": read_csv}
    suffix = PurePath(name).suffix.lower()
    if suffix not in readers:
        raise NoticeMalformed([NoticeFault.FORM_UNKNOWN.at(suffix)])
    return readers[suffix](text.removeprefix("\ufeff"))


def read_toml(text: str) -> HolidayYear:
    """Return the year that a TOML text sets."""
    try:
        told = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoticeMalformed([_unreadable(error, text=text)]) from error
    _refuse_any(_misshapen(told))
    head = NoticeHead(
        year=told.get("year"),
        source=told.get("source"),
        announced=told.get("announced", True),
        checked_against=tuple(told.get("checked_against", [])),
    )
    return year_from(head, _toml_lines(told))


def read_csv(text: str) -> HolidayYear:
    """Return the year that a table sets."""
    rows = _table(text)
    year = _one_value(rows, column=Column.YEAR)
    head = NoticeHead(
        year=int(year) if _YEAR.fullmatch(year) else year,
        source=_one_value(rows, column=Column.SOURCE),
    )
    days = (row for row in rows if any(row[column] for column in _OF_A_DAY))
    return year_from(
        head,
        [
            NoticeLine(day=row[Column.DATE], kind=row[Column.KIND], name=row[Column.NAME])
            for row in days
        ],
    )


def _misshapen(told: Mapping[str, Any]) -> Iterator[str]:
    """Find unknown or misshapen fields: a misspelt one would be lost in silence."""
    yield from (NoticeFault.FIELD_UNKNOWN.at(key) for key in sorted(told.keys() - _YEAR_FIELDS))
    if not isinstance(told.get("announced", True), bool):
        yield NoticeFault.FIELD_MALFORMED.at("announced")
    if not _is_list_of(str, value=told.get("checked_against", [])):
        yield NoticeFault.FIELD_MALFORMED.at("checked_against")
    if not _is_list_of(dict, value=told.get("holidays", [])):
        yield NoticeFault.FIELD_MALFORMED.at("holidays")
        return
    for holiday in told.get("holidays", []):
        unknown = sorted(holiday.keys() - _HOLIDAY_FIELDS)
        yield from (NoticeFault.FIELD_UNKNOWN.at(key) for key in unknown)
        lists = (change.value for change in DayChange)
        wrong = (key for key in lists if not isinstance(holiday.get(key, []), list))
        yield from (NoticeFault.FIELD_MALFORMED.at(key) for key in wrong)


def _is_list_of(kind: type, *, value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, kind) for each in value)


def _toml_lines(told: Mapping[str, Any]) -> Iterator[NoticeLine]:
    for holiday in told.get("holidays", []):
        for change in DayChange:
            for day in holiday.get(change.value, []):
                yield NoticeLine(day=day, kind=change.value, name=holiday.get("name"))


def _unreadable(error: Exception, *, text: str) -> str:
    """Name the line that cannot be read; a text that ends too early has it at its end."""
    found = _LINE.search(str(error))
    return NoticeFault.UNREADABLE.at(found[1] if found else len(text.splitlines()))


def _table(text: str) -> list[dict[Column, str]]:
    """Return the cells under our columns; every one of the columns must be there."""
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        columns = {heading: _column_of(heading) for heading in reader.fieldnames or ()}
        rows = list(reader)
    except csv.Error as error:
        raise NoticeMalformed([NoticeFault.UNREADABLE.at(reader.line_num)]) from error
    missing = [column for column in Column if column not in columns.values()]
    _refuse_any(NoticeFault.FIELD_MISSING.at(f"{each}（{each.label}）") for each in missing)
    return [
        {column: (row[heading] or "").strip() for heading, column in columns.items() if column}
        for row in rows
    ]


def _column_of(heading: str) -> Column | None:
    try:
        return Column.of(heading.strip())
    except ValueError:
        return None


def _one_value(rows: Iterable[Mapping[Column, str]], *, column: Column) -> str:
    """Return what all rows that say something say; no two may differ."""
    told = {row[column] for row in rows} - {""}
    if len(told) > 1:
        raise NoticeMalformed([NoticeFault.ROWS_DISAGREE.at("、".join(sorted(told)))])
    return told.pop() if told else ""


def _refuse_any(faults: Iterable[str]) -> None:
    if found := tuple(faults):
        raise NoticeMalformed(found)
