"""Lists for people: of cases, and of what can be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select, true
from sqlalchemy import case as sql_case
from sqlmodel import col

from review.commands import Caller
from review.domain.vocabulary import Availability
from review.services.boxes import Box, belongs_to, values_of
from review.services.desks import Desk
from review.services.lines import lines_of, rows_query
from review.services.scopes import READER, scope_of
from review.services.sections import living_sections
from review.services.views import CaseLine
from review.services.work import Work
from review.storage.rows import (
    AgencyRow,
    CaseRow,
    DocumentRow,
    PersonRow,
    SectionRow,
)

AT_MOST = 500


def case_lines(work: Work, *, caller: Caller, box: Box = Box.OPEN) -> tuple[CaseLine, ...]:
    """List the cases of one of somebody's boxes, those whose days end first before the others."""
    scope = scope_of(work, caller)
    at = scope.standpoint
    query = rows_query(at.lies(), reader=READER).where(at.visible(), belongs_to(at, box))
    return _listed(work, query, values_of(work, scope), desk=scope.desk)


def every_case(work: Work, *, closed_too: bool = False) -> tuple[CaseLine, ...]:
    """List the cases here for the operator at the machine, who holds the database."""
    query = rows_query(true(), reader=None)
    if not closed_too:
        query = query.where(col(CaseRow.closed_at).is_(None))
    return _listed(work, query, {}, desk=None)


def _listed(
    work: Work, query: Select[Any], values: Mapping[str, object], *, desk: Desk | None
) -> tuple[CaseLine, ...]:
    ordered = query.order_by(
        sql_case((col(CaseRow.stage_due_on).is_(None), 1), else_=0),
        col(CaseRow.stage_due_on),
        col(CaseRow.year).desc(),
        col(CaseRow.serial).desc(),
    )
    return lines_of(work, work.session.execute(ordered.limit(AT_MOST), values), desk=desk)


def publishers(work: Work) -> tuple[str, ...]:
    """Return whose catalogue this is: the agencies that keep their papers here."""
    return tuple(work.session.scalars(select(col(AgencyRow.name)).order_by(col(AgencyRow.code))))


def section_of(work: Work, *, caller: Caller) -> str:
    """Return the caller's own section; empty where he belongs to none that takes papers."""
    mine = (
        select(col(SectionRow.name))
        .join(PersonRow, col(PersonRow.section_id) == col(SectionRow.id))
        .where(col(PersonRow.id) == caller.person_id, col(SectionRow.ended_at).is_(None))
    )
    return work.session.scalars(mine).one_or_none() or ""


def was_withdrawn(work: Work, document_id: str) -> bool:
    """Say whether a paper was public once and is not any more (410, not 404)."""
    document = work.session.get(DocumentRow, document_id)
    return document is not None and document.availability is Availability.WITHDRAWN


def sections(work: Work, *, caller: Caller) -> tuple[str, ...]:
    """Return what the sections of the caller's agency are called, those that have ended too."""
    query = select(col(SectionRow.name)).where(col(SectionRow.agency_id) == caller.agency_id)
    return tuple(work.session.execute(query.distinct().order_by(col(SectionRow.name))).scalars())


def open_sections(work: Work, *, caller: Caller) -> tuple[str, ...]:
    """Return those that take papers and people."""
    return tuple(sorted(living_sections(work, agency_id=caller.agency_id)))
