"""The calendar of working days: every year with its notice; the notice of a year is imported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import Response

from review.commands import ImportHolidays
from review.domain.calendar_refusals import NoticeIsNoText, NoticeUnreadable
from review.services.calendars import calendar_of
from review.services.holidays import may_import
from review.web.access import At
from review.web.answers import see
from review.web.chrome import Chrome, chrome_of
from review.web.refusals import FormMalformed
from review.web.rendering import render
from workflows.calendar import DayNote
from workflows.holiday_year import HolidayYear, NoticeMalformed

HERE = "/calendar"
LONGEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days that follow one another and are the same."""

    first: date
    last: date
    days: int
    label: str
    is_provisional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPage:
    """One year day by day, and the years there are."""

    chrome: Chrome
    year: HolidayYear
    days: tuple[Stretch, ...]
    """The days that are otherwise than the week has them."""
    worked: int
    years: tuple[HolidayYear, ...]
    """The newest first."""
    may_import: bool
    moved: str
    """How many open cases got another day, after an import."""


def show(visit: At, request: Request) -> Response:
    """Show a year; without one, this."""
    asked, moved = (request.query_params.get(name, "") for name in ("year", "moved"))
    calendar = visit.office.ask(calendar_of)
    known = sorted(calendar.years.values(), key=lambda one: one.year, reverse=True)
    today = visit.office.ask(lambda work: work.today)
    number = next((one.year for one in known if str(one.year) == asked), today.year)
    year = calendar.year(number)
    page = CalendarPage(
        chrome=chrome_of(visit),
        year=year,
        days=tuple(_stretches(calendar.table(number))),
        worked=len(year.working),
        years=tuple(known),
        may_import=visit.office.ask(may_import, caller=visit.caller),
        moved=moved if moved.isascii() and moved.isdigit() and len(moved) <= LONGEST else "",
    )
    return render("pages/calendar.html", page)


def take_over(visit: At) -> Response:
    """Import the notice of a year; open deadlines are counted again."""
    if not visit.form.files:
        raise FormMalformed
    file = visit.form.files[0]
    try:
        text = file.content.decode("utf-8-sig")
        moved = visit.office.do(ImportHolidays(text=text, name=file.name), caller=visit.caller)
    except UnicodeDecodeError:
        raise NoticeIsNoText from None
    except NoticeMalformed as malformed:
        raise NoticeUnreadable(why=str(malformed)) from None
    return see(f"{HERE}?moved={moved}")


def _stretches(days: Iterable[DayNote]) -> Iterator[Stretch]:
    run: list[DayNote] = []
    for day in days:
        if run and (day.label, day.day) != (run[0].label, run[-1].day + timedelta(days=1)):
            yield _stretch(run)
            run = []
        run.append(day)
    if run:
        yield _stretch(run)


def _stretch(run: list[DayNote]) -> Stretch:
    return Stretch(
        first=run[0].day,
        last=run[-1].day,
        days=len(run),
        label=run[0].label,
        is_provisional=any(day.is_provisional for day in run),
    )
