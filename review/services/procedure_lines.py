"""The procedures of an office as they are listed: what is followed, and what is drafted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, true
from sqlmodel import col

from review.services.cases import procedure_of
from review.services.work import Work
from review.storage.rows import ActivationRow, ActiveDefinitionRow, AgencyRow, PersonRow
from workflows.loading import shipped_procedures
from workflows.model import Procedure


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureLine:
    """One procedure of an agency, and what is drafted to be followed instead."""

    agency: str
    procedure: Procedure
    is_active: bool
    takes_papers: bool
    drafted_by: str | None = None
    drafted_at: datetime | None = None


def procedures(work: Work, *, agency_id: str | None = None) -> tuple[ProcedureLine, ...]:
    """List the procedures of an agency, or of every one here: what is followed or drafted."""
    lines = [*_followed(work, agency_id), *_drafted(work, agency_id)]
    return tuple(sorted(lines, key=lambda line: (line.agency, line.procedure.name)))


def shipped_lines() -> tuple[ProcedureLine, ...]:
    """List what comes with the product, where no office is yet to follow it."""
    return tuple(
        ProcedureLine(agency="", procedure=procedure, is_active=False, takes_papers=False)
        for procedure in shipped_procedures().values()
    )


def _followed(work: Work, agency_id: str | None) -> list[ProcedureLine]:
    query = (
        select(ActiveDefinitionRow, col(AgencyRow.name))
        .join(AgencyRow, col(AgencyRow.id) == col(ActiveDefinitionRow.agency_id))
        .where(_of(agency_id))
    )
    return [
        ProcedureLine(
            agency=agency,
            procedure=procedure_of(work, row.digest),
            is_active=True,
            takes_papers=row.takes_papers,
        )
        for row, agency in work.session.execute(query)
    ]


def _of(agency_id: str | None) -> ColumnElement[bool]:
    """Names of agencies change and may be alike: an agency is known by its identity alone."""
    return true() if agency_id is None else col(AgencyRow.id) == agency_id


def _drafted(work: Work, agency_id: str | None) -> list[ProcedureLine]:
    query = (
        select(ActivationRow, col(AgencyRow.name), col(PersonRow.name))
        .join(AgencyRow, col(AgencyRow.id) == col(ActivationRow.agency_id))
        .join(PersonRow, col(PersonRow.id) == col(ActivationRow.drafted_by))
        .where(
            _of(agency_id),
            col(ActivationRow.confirmed_at).is_(None),
            col(ActivationRow.ended_at).is_(None),
        )
    )
    return [
        ProcedureLine(
            agency=agency,
            procedure=procedure_of(work, row.digest),
            is_active=False,
            takes_papers=False,
            drafted_by=person,
            drafted_at=row.drafted_at,
        )
        for row, agency, person in work.session.execute(query)
    ]
