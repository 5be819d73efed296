"""Cases as lists show them: a bounded number of queries, however many there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlmodel import col

from review.domain.pressing import Found, Weight
from review.domain.vocabulary import DisclosureMode, Role, Severity
from review.messages import ASKS
from review.services.cases import number_of, procedure_of
from review.services.clocks import remaining
from review.services.desks import Desk, asks_of
from review.services.facts import is_open, is_unread
from review.services.views import CaseLine, WaitView
from review.services.work import SHANGHAI, Work
from review.storage.rows import (
    ActRow,
    CaseRow,
    DocumentRow,
    FileRow,
    FindingRow,
    PersonRow,
    SectionRow,
    StatementRow,
)
from workflows.model import Procedure, Step
from workflows.span import Span, span

NOTHING = Found()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One case with what stands beside it."""

    case: CaseRow
    document: DocumentRow
    section: str
    drafter: str
    mode: DisclosureMode | None
    is_mine: bool


def rows_query(is_mine: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return the query behind every list, before it is said which cases it is for."""
    query: Select[*tuple[Any, ...]] = (
        select(
            CaseRow,
            DocumentRow,
            col(SectionRow.name),
            col(PersonRow.name),
            mode_of(),
            is_mine.label("is_mine"),
        )
        .join(DocumentRow, col(DocumentRow.id) == col(CaseRow.document_id))
        .join(SectionRow, col(SectionRow.id) == col(DocumentRow.section_id))
        .join(PersonRow, col(PersonRow.id) == col(DocumentRow.drafter_id))
    )
    return query


def rows_of(work: Work, query: Select[*tuple[Any, ...]]) -> list[Row]:
    """Return what a query behind a list finds."""
    return [
        Row(
            case=case,
            document=document,
            section=section,
            drafter=drafter,
            mode=mode,
            is_mine=bool(is_mine),
        )
        for case, document, section, drafter, mode, is_mine in work.session.execute(query)
    ]


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


def found_in(work: Work, version_ids: Collection[str]) -> dict[str, Found]:
    """Return what is still open in these versions, in two queries."""
    ids = sorted(set(version_ids))
    open_ones = (
        select(col(FindingRow.version_id), col(FindingRow.severity), func.count())
        .where(col(FindingRow.version_id).in_(ids), is_open())
        .group_by(col(FindingRow.version_id), col(FindingRow.severity))
    )
    unread = (
        select(col(FileRow.version_id), func.count())
        .where(col(FileRow.version_id).in_(ids), is_unread())
        .group_by(col(FileRow.version_id))
    )
    counts: dict[str, dict[Severity, int]] = {}
    for version_id, severity, count in work.session.execute(open_ones):
        counts.setdefault(version_id, {})[severity] = count
    files: dict[str, int] = {row[0]: row[1] for row in work.session.execute(unread)}
    return {
        version_id: Found(
            unread=files.get(version_id, 0),
            blocks=counts.get(version_id, {}).get(Severity.BLOCK, 0),
            confirms=counts.get(version_id, {}).get(Severity.CONFIRM, 0),
        )
        for version_id in ids
    }


def weight_of(work: Work, case: CaseRow, found: Found) -> Weight:
    """Return by what a case is put in its place."""
    return Weight(
        number=(case.year, case.serial),
        due_on=case.stage_due_on,
        remaining=remaining(work.means.calendar, case.stage_due_on, today=work.today),
        found=found,
    )


def lines_of(work: Work, rows: Iterable[Row], *, desk: Desk | None) -> tuple[CaseLine, ...]:
    """Return rows as people are shown them, in their order."""
    rows = list(rows)
    found = found_in(work, [row.case.version_id for row in rows])
    return tuple(_line(work, row, found[row.case.version_id], desk=desk) for row in rows)


def _line(work: Work, row: Row, found: Found, *, desk: Desk | None) -> CaseLine:
    case = row.case
    procedure = procedure_of(work, case.procedure_digest)
    left = remaining(work.means.calendar, case.stage_due_on, today=work.today)
    return CaseLine(
        number=number_of(case),
        title=row.document.title,
        document_number=row.document.number,
        stage=case.stage,
        stage_label=procedure.stages[case.stage].label,
        procedure=procedure.name,
        procedure_label=procedure.label,
        section=row.section,
        drafter=row.drafter,
        mode=row.mode.label if row.mode else "",
        stage_due_on=case.stage_due_on,
        remaining=left,
        is_overdue=case.stage_due_on is not None and case.stage_due_on < work.today,
        is_closed=case.closed_at is not None,
        counted=None if case.closed_at else _counted(work, case),
        blocks=found.blocks,
        confirms=found.confirms,
        unread=found.unread,
        hold_until=case.hold_until,
        is_mine=row.is_mine,
        waits=None if case.closed_at else _wait(procedure, row, desk=desk),
    )


def _counted(work: Work, case: CaseRow) -> Span | None:
    if case.stage_due_on is None:
        return None
    since = case.stage_since.astimezone(SHANGHAI).date()
    return span(work.means.calendar, since=since, until=case.stage_due_on)


def _wait(procedure: Procedure, row: Row, *, desk: Desk | None) -> WaitView | None:
    """Say what is asked, of whom, and by which of his seats it came to this desk."""
    steps = asks_of(procedure, row.case.stage)
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
