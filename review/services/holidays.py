"""Importing a year's notice on days off; open deadlines are computed again, with an entry each."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlmodel import col

from review.commands import Caller, ImportHolidays
from review.domain.calendar_refusals import NoticesByTheKeeper
from review.domain.vocabulary import Role
from review.services.accounts import actor_of, must_hold
from review.services.calendars import calendar_anew
from review.services.case_entries import DEADLINE_RECOUNTED, revise
from review.services.cases import document_of, lock, procedure_of, publishing_span
from review.services.entries import enter
from review.services.installation import each_in_line, keeper_of
from review.services.work import SHANGHAI, Work
from review.storage.rows import CaseRow, HolidayNoticeRow
from workflows.calendar import Calendar
from workflows.holidays import read_notice

IMPORTERS = (Role.INFORMATION_OFFICER, Role.SYSTEM_ADMIN)


def import_holidays(work: Work, command: ImportHolidays, *, caller: Caller) -> int:
    """Import a notice; return how many open cases of the caller's agency got another due date.

    It is for all agencies here: each has its own open cases counted again, in its own chain.
    """
    must_hold(work, caller, *IMPORTERS)
    keeper = keeper_of(work)
    if caller.agency_id != keeper.id:
        raise NoticesByTheKeeper(keeper=keeper.name)
    lock(work, caller.agency_id)
    year = read_notice(command.text, name=command.name)
    rev = _next_rev(work, year.year, agency_id=caller.agency_id)
    row = HolidayNoticeRow(
        agency_id=caller.agency_id,
        year=year.year,
        rev=rev,
        name=command.name,
        source=command.text,
        imported_at=work.now,
        imported_by=caller.person_id,
    )
    enter(
        work,
        "calendar:imported",
        agency_id=caller.agency_id,
        subject=(f"calendar:{caller.agency_id}:{year.year}", rev),
        body={"year": year.year},
        caller=caller,
    )
    work.session.add(row)
    work.session.flush()
    calendar = calendar_anew(work)
    moved = {one: _recount(work, one, calendar, caller=caller) for one in each_in_line(work)}
    return moved[caller.agency_id]


def may_import(work: Work, *, caller: Caller) -> bool:
    """Say whether somebody may import a notice: in the agency that keeps the installation."""
    roles = actor_of(work, caller).roles
    return not roles.isdisjoint(IMPORTERS) and caller.agency_id == keeper_of(work).id


def _next_rev(work: Work, year: int, *, agency_id: str) -> int:
    query = select(func.max(col(HolidayNoticeRow.rev))).where(
        col(HolidayNoticeRow.agency_id) == agency_id, col(HolidayNoticeRow.year) == year
    )
    return (work.session.scalars(query).one() or 0) + 1


def _recount(work: Work, agency_id: str, calendar: Calendar, *, caller: Caller) -> int:
    query = select(CaseRow).where(
        col(CaseRow.agency_id) == agency_id, col(CaseRow.closed_at).is_(None)
    )
    moved = 0
    for case in list(work.session.execute(query).scalars()):
        values = _due(work, case, calendar)
        if any(getattr(case, name) != value for name, value in values.items()):
            _write(work, case, values, caller=caller)
            moved += 1
    return moved


def _due(work: Work, case: CaseRow, calendar: Calendar) -> dict[str, object]:
    procedure = procedure_of(work, case.procedure_digest)
    opened_on = case.opened_at.astimezone(SHANGHAI).date()
    document = document_of(work, case)
    started, due_on = publishing_span(procedure, document, opened_on=opened_on, calendar=calendar)
    limit = procedure.stages[case.stage].limit
    since = case.stage_since.astimezone(SHANGHAI).date()
    return {
        "due_on": due_on,
        "due_is_provisional": due_on is not None and calendar.is_provisional(started, until=due_on),
        "stage_due_on": None if limit is None else calendar.add_working_days(since, limit),
    }


def _write(work: Work, case: CaseRow, values: dict[str, object], *, caller: Caller) -> None:
    told = {"due_on": str(values["due_on"]), "stage_due_on": str(values["stage_due_on"])}
    revise(work, case, DEADLINE_RECOUNTED, caller=caller, body=told, values=values)
