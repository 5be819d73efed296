"""Changing an agency, a section or a rubric: locked, told, and written (H6, H7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import select
from sqlmodel import SQLModel, col

from review.commands import Caller
from review.domain.structure_refusals import AgencyEnded, RowMoved
from review.services.cases import lock
from review.services.entries import enter
from review.services.work import SHANGHAI, Work
from review.storage.ledger import Scalar
from review.storage.rows import AgencyRow, FormerNameRow, RubricRow, SectionRow

Named = AgencyRow | SectionRow | RubricRow
Row = TypeVar("Row", bound=SQLModel)


def own_agency(work: Work, *, caller: Caller) -> AgencyRow:
    """Return the caller's agency as it stands now, first in line to be changed (H7)."""
    lock(work, caller.agency_id)
    return newest(work, AgencyRow, caller.agency_id)


def living_agency(work: Work, *, caller: Caller) -> AgencyRow:
    """Return the same; one that has ended arranges nothing new."""
    agency = own_agency(work, caller=caller)
    refuse_ended(agency)
    return agency


def refuse_ended(agency: AgencyRow) -> None:
    """Refuse what an agency that has ended does no more."""
    if agency.ended_at is not None:
        raise AgencyEnded(on=day_of(agency))


def day_of(row: Named) -> date:
    """Return the day on which something ended, in this state's time."""
    assert row.ended_at is not None  # noqa: S101  # the caller asked
    return row.ended_at.astimezone(SHANGHAI).date()


def newest(work: Work, table: type[Row], identity: str) -> Row:
    """Return a row as it stands now, whatever this session remembers of it."""
    fresh = {"populate_existing": True}
    return work.session.get_one(table, identity, execution_options=fresh)


def refuse_moved(row: Named, expected: int | None) -> None:
    """Refuse who looks at a page that was drawn before the last change."""
    if expected is not None and row.rev != expected:
        raise RowMoved(name=row.name)


def revise(
    work: Work,
    row: Named,
    event: str,
    *,
    caller: Caller,
    body: Mapping[str, Scalar | list[str]],
    **changes: object,
) -> None:
    """Change a row after the entry that tells of it, under the next revision."""
    subject = subject_of(row)
    agency_id = row.id if isinstance(row, AgencyRow) else row.agency_id
    rev = row.rev + 1
    enter(work, event, agency_id=agency_id, subject=(subject, rev), body=body, caller=caller)
    if "name" in changes and not isinstance(row, RubricRow):
        former = FormerNameRow(
            agency_id=agency_id, subject=subject, rev=rev, name=row.name, until=work.now
        )
        work.session.add(former)
        work.session.flush()
    for name, value in changes.items():
        setattr(row, name, value)
    row.rev = rev
    work.session.flush()


def subject_of(row: Named) -> str:
    """Return how the ledger names a row."""
    return f"{row.__tablename__}:{row.id}"


def name_then(work: Work, row: AgencyRow | SectionRow, *, at: datetime) -> str:
    """Return what an agency or a section was called at an instant."""
    query = (
        select(col(FormerNameRow.name))
        .where(col(FormerNameRow.subject) == subject_of(row), col(FormerNameRow.until) > at)
        .order_by(col(FormerNameRow.until), col(FormerNameRow.rev))
    )
    return work.session.scalars(query.limit(1)).first() or row.name
