"""The working days that are counted by here: the shipped ones, and every notice imported since.

The State Council's notices are for the whole country, so one calendar serves the installation.
Every transaction asks once which notices there are: whichever process imported one, all others
count by it from their next transaction on.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import select
from sqlmodel import col

from review.services.work import Notice, Work
from review.shipped import shipped
from review.storage.rows import HolidayNoticeRow
from workflows.calendar import Calendar
from workflows.holidays import calendar_from, read_notice

_COUNTED_BY = "calendar"
"""Under this name a transaction keeps the calendar it counts by."""
_IMPORTED = select(
    col(HolidayNoticeRow.agency_id), col(HolidayNoticeRow.year), col(HolidayNoticeRow.rev)
).order_by(col(HolidayNoticeRow.imported_at), col(HolidayNoticeRow.rev))


@cache
def shipped_calendar() -> Calendar:
    """Return the working days this release knows of, read once."""
    folder = shipped("data/reference/holidays")
    return calendar_from(path.read_text("utf-8") for path in sorted(folder.glob("*.toml")))


def calendar_of(work: Work) -> Calendar:
    """Return the shipped calendar with every notice that was imported here, the newest last."""
    info = work.session.info
    if _COUNTED_BY not in info:
        info[_COUNTED_BY] = _with_notices(work)
    calendar: Calendar = info[_COUNTED_BY]
    return calendar


def calendar_anew(work: Work) -> Calendar:
    """Return the same when this very transaction has imported a notice."""
    work.session.info.pop(_COUNTED_BY, None)
    return calendar_of(work)


def _with_notices(work: Work) -> Calendar:
    imported: tuple[Notice, ...] = tuple(tuple(row) for row in work.session.execute(_IMPORTED))
    ready = work.means.calendars
    if imported not in ready:
        calendar = work.means.shipped_calendar
        for key in imported:
            row = work.session.get_one(HolidayNoticeRow, key)
            calendar = calendar.with_year(read_notice(row.source, name=row.name))
        ready[imported] = calendar
    return ready[imported]
