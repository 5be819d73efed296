"""Lists for people: of cases, and of what can be chosen."""

from __future__ import annotations

from sqlalchemy import case as sql_case
from sqlalchemy import exists, select
from sqlmodel import col

from review.commands import Caller
from review.domain.vocabulary import Availability
from review.services.asks import is_asked_of
from review.services.boxes import was_copied_to
from review.services.desks import desk_of, lies_on
from review.services.lines import lines_of, rows_query
from review.services.sections import living_sections
from review.services.views import CaseLine
from review.services.visibility import visible
from review.services.work import Work
from review.storage.rows import (
    AddresseeRow,
    AgencyRow,
    CaseRow,
    DocumentRow,
    PersonRow,
    SectionRow,
    StepRow,
)

AT_MOST = 500


def case_lines(work: Work, *, caller: Caller | None, box: str = "open") -> tuple[CaseLine, ...]:
    """List cases: "mine" to act on, "open", "done" or "copied" (by or to the caller), or "all"."""
    desk = desk_of(work, caller)
    lies = lies_on(work, desk, agency_id=caller.agency_id if caller else None)
    reader = caller.person_id if caller else None
    query = rows_query(lies, reader=reader).where(visible(work, caller))
    if box in ("mine", "open"):
        query = query.where(col(CaseRow.closed_at).is_(None))
    if box == "mine":
        query = query.where(lies)
    if box == "done" and caller is not None:
        mine = select(col(StepRow.case_id)).where(col(StepRow.person_id) == caller.person_id)
        query = query.where(col(CaseRow.id).in_(mine))
    if box == "copied" and caller is not None:
        query = query.where(was_copied_to(caller.person_id))
    if box == "asked" and caller is not None:
        its = col(AddresseeRow.case_id) == col(CaseRow.id)
        query = query.where(exists().where(is_asked_of(caller.person_id), its))
    ordered = query.order_by(
        sql_case((col(CaseRow.stage_due_on).is_(None), 1), else_=0),
        col(CaseRow.stage_due_on),
        col(CaseRow.year).desc(),
        col(CaseRow.serial).desc(),
    )
    return lines_of(work, work.session.execute(ordered.limit(AT_MOST)), desk=desk)


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
