"""Cases as lists show them: a bounded number of queries, however many there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, ScalarSelect, Select, exists, func, select
from sqlalchemy.orm import Mapped
from sqlmodel import col

from review.domain.vocabulary import DisclosureMode, Role, Severity, SideVerb
from review.messages import ASKS
from review.services.asks import has_moved
from review.services.calendars import calendar_of
from review.services.cases import numbered, procedure_of
from review.services.clocks import remaining
from review.services.desks import Desk, asks_of
from review.services.facts import is_open
from review.services.unread_files import is_unread
from review.services.views import CaseLine, WaitView
from review.services.work import SHANGHAI, Work
from review.storage.rows import (
    ActRow,
    AddresseeRow,
    CaseRow,
    DocumentRow,
    FileRow,
    FindingRow,
    PersonRow,
    SectionRow,
    SideActRow,
    StatementRow,
)
from workflows.model import Procedure, Step
from workflows.span import Span, span

Column = ColumnElement[Any] | Mapped[Any]
Reader = str | BindParameter[str] | None


def rows_query(is_mine: ColumnElement[bool], *, reader: Reader) -> Select[*tuple[Any, ...]]:
    """Return the query behind every list, before it is said which cases it is for."""
    version_id = col(CaseRow.version_id)
    blocks, confirms, unread = found_of(version_id)
    query: Select[*tuple[Any, ...]] = (
        select(
            col(CaseRow.id),
            col(CaseRow.year),
            col(CaseRow.serial),
            col(CaseRow.stage),
            col(CaseRow.stage_since),
            col(CaseRow.stage_due_on),
            col(CaseRow.closed_at),
            col(CaseRow.hold_until),
            col(CaseRow.procedure_digest),
            col(DocumentRow.title),
            col(DocumentRow.number).label("document_number"),
            col(SectionRow.name).label("section"),
            col(PersonRow.name).label("drafter"),
            mode_of().label("mode"),
            is_mine.label("is_mine"),
            blocks.label("blocks"),
            confirms.label("confirms"),
            unread.label("unread"),
            _reminders().label("reminders"),
            is_copied_to(reader).label("is_unread_copy"),
        )
        .join(DocumentRow, col(DocumentRow.id) == col(CaseRow.document_id))
        .join(SectionRow, col(SectionRow.id) == col(DocumentRow.section_id))
        .join(PersonRow, col(PersonRow.id) == col(DocumentRow.drafter_id))
    )
    return query


def found_of(version_id: Column) -> tuple[ScalarSelect[int], ...]:
    """Return what is still open of a version: blocking findings, others, files nobody has read."""
    unread = (
        select(func.count())
        .select_from(FileRow)
        .where(col(FileRow.version_id) == version_id, is_unread())
        .scalar_subquery()
    )
    return (*(_open(version_id, one) for one in (Severity.BLOCK, Severity.CONFIRM)), unread)


def _reminders() -> ScalarSelect[int]:
    """Count how often a case was pressed for since it came to its stage."""
    pressed = select(func.count()).select_from(SideActRow)
    return pressed.where(
        col(SideActRow.case_id) == col(CaseRow.id),
        col(SideActRow.verb) == SideVerb.REMIND,
        ~has_moved(),
    ).scalar_subquery()


def is_copied_to(reader: Reader) -> ColumnElement[bool]:
    """Return the condition under which a case was copied to somebody who has not read it."""
    read = exists().where(
        col(SideActRow.of_id) == col(AddresseeRow.side_act_id),
        col(SideActRow.person_id) == col(AddresseeRow.person_id),
    )
    return exists().where(
        col(AddresseeRow.case_id) == col(CaseRow.id),
        col(AddresseeRow.person_id) == reader,
        col(AddresseeRow.verb) == SideVerb.COPY,
        ~read,
    )


def _open(version_id: Column, severity: Severity) -> ScalarSelect[int]:
    mine = (col(FindingRow.version_id) == version_id) & (col(FindingRow.severity) == severity)
    counted = select(func.count()).select_from(FindingRow).where(mine, is_open())
    return counted.scalar_subquery()


def mode_of() -> ColumnElement[DisclosureMode | None]:
    """The mode as it was stated last in a case by an act that stands, else as it was determined."""
    stands = exists().where(
        col(ActRow.case_id) == col(StatementRow.case_id),
        col(ActRow.rev) == col(StatementRow.rev),
        col(ActRow.voided_at).is_(None),
    )
    stated = (
        select(col(StatementRow.mode))
        .where(col(StatementRow.case_id) == col(CaseRow.id), stands)
        .order_by(col(StatementRow.rev).desc())
        .limit(1)
        .correlate(CaseRow)
        .scalar_subquery()
    )
    return func.coalesce(stated, col(DocumentRow.mode))


class Days:
    """Working days left, counted once for each day."""

    def __init__(self, work: Work) -> None:
        """Count from today."""
        self._work = work
        self._left: dict[date, int | None] = {}
        self._spans: dict[tuple[date, date], Span] = {}

    def left(self, due_on: date | None) -> int | None:
        """Return how many are left; negative when the day is past."""
        if due_on is None:
            return None
        if due_on not in self._left:
            calendar = calendar_of(self._work)
            self._left[due_on] = remaining(calendar, due_on, today=self._work.today)
        return self._left[due_on]

    def between(self, since: date, until: date) -> Span:
        """Return how the days between two are counted."""
        if (since, until) not in self._spans:
            counted = span(calendar_of(self._work), since=since, until=until)
            self._spans[since, until] = counted
        return self._spans[since, until]


def lines_of(work: Work, rows: Iterable[Row[Any]], *, desk: Desk | None) -> tuple[CaseLine, ...]:
    """Return rows as people are shown them, in their order."""
    days = Days(work)
    return tuple(_line(work, row, days, desk=desk) for row in rows)


def _line(work: Work, row: Row[Any], days: Days, *, desk: Desk | None) -> CaseLine:
    procedure = procedure_of(work, row.procedure_digest)
    is_closed = row.closed_at is not None
    return CaseLine(
        number=numbered(row.year, row.serial),
        title=row.title,
        document_number=row.document_number,
        stage=row.stage,
        stage_label=procedure.stages[row.stage].label,
        procedure=procedure.name,
        procedure_label=procedure.label,
        section=row.section,
        drafter=row.drafter,
        mode=row.mode.label if row.mode else "",
        stage_due_on=row.stage_due_on,
        remaining=days.left(row.stage_due_on),
        is_overdue=row.stage_due_on is not None and row.stage_due_on < work.today,
        is_closed=is_closed,
        counted=None if is_closed else _counted(row, days),
        blocks=row.blocks,
        confirms=row.confirms,
        unread=row.unread,
        hold_until=row.hold_until,
        reminders=0 if is_closed else row.reminders,
        is_unread_copy=row.is_unread_copy,
        is_mine=bool(row.is_mine),
        waits=None if is_closed else _wait(procedure, row, desk=desk),
    )


def _counted(row: Row[Any], days: Days) -> Span | None:
    if row.stage_due_on is None:
        return None
    return days.between(row.stage_since.astimezone(SHANGHAI).date(), row.stage_due_on)


def _wait(procedure: Procedure, row: Row[Any], *, desk: Desk | None) -> WaitView | None:
    """Say what is asked, of whom, and by which of his seats it came to this desk."""
    steps = asks_of(procedure, row.stage)
    if not steps:
        return None
    first, seat = steps[0], None
    if desk is not None and row.is_mine:
        taken = ((step, desk.seat_for(step)) for step in steps)
        first, seat = next(((step, at) for step, at in taken if at is not None), (first, None))
    roles = tuple(dict.fromkeys(role for step in steps for role in step.by))
    held = next((role for role in first.by if seat and role in seat.roles), None)
    return WaitView(
        ask=_ask(first),
        of=tuple(role.label for role in roles),
        role=held.label if held else "",
        drafted=held is Role.DRAFTER,
        principal=seat.principal if seat else "",
        until=seat.until if seat else None,
    )


def _ask(step: Step) -> str:
    return ASKS.get(step.act.value, step.label) if step.act else step.label
