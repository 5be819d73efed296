"""Lists of cases for people, and the catalogue for the public."""

from __future__ import annotations

from sqlalchemy import case as sql_case
from sqlalchemy import func, select
from sqlmodel import col

from review.commands import Caller
from review.domain.errors import NoSuchDocument
from review.domain.vocabulary import Availability, Role, Severity
from review.messages import CONVERTED_NOTE
from review.services.accounts import actor_of, roles_of
from review.services.case_pictures import file_view, names_of
from review.services.cases import number_of, procedure_of
from review.services.clocks import remaining
from review.services.documents import index_number
from review.services.facts import is_open, is_unread
from review.services.papers import files_of
from review.services.views import CaseLine, CatalogueLine
from review.services.visibility import visible
from review.services.work import Work
from review.storage.rows import (
    AgencyRow,
    CaseRow,
    DocumentRow,
    FileRow,
    FindingRow,
    PersonRow,
    SectionRow,
    StepRow,
)

AT_MOST = 500


def case_lines(work: Work, *, caller: Caller | None, box: str = "open") -> tuple[CaseLine, ...]:
    """List cases: "mine" to act on, "open", "done" (acted on by the caller), or "all"."""
    query = (
        select(CaseRow, DocumentRow, col(SectionRow.name), col(PersonRow.name))
        .join(DocumentRow, col(DocumentRow.id) == col(CaseRow.document_id))
        .join(SectionRow, col(SectionRow.id) == col(DocumentRow.section_id))
        .join(PersonRow, col(PersonRow.id) == col(DocumentRow.drafter_id))
        .where(visible(work, caller))
    )
    if box in ("mine", "open"):
        query = query.where(col(CaseRow.closed_at).is_(None))
    if box == "done" and caller is not None:
        mine = select(col(StepRow.case_id)).where(col(StepRow.person_id) == caller.person_id)
        query = query.where(col(CaseRow.id).in_(mine))
    ordered = query.order_by(
        sql_case((col(CaseRow.stage_due_on).is_(None), 1), else_=0),
        col(CaseRow.stage_due_on),
        col(CaseRow.year).desc(),
        col(CaseRow.serial).desc(),
    )
    roles = roles_of(work.session, caller.person_id) if caller else frozenset(Role)
    lines = [
        _line(work, *row, roles=roles, caller=caller)
        for row in work.session.execute(ordered.limit(AT_MOST))
    ]
    return tuple(line for line in lines if box != "mine" or line.is_mine)


def catalogue(work: Work, *, query: str = "") -> tuple[CatalogueLine, ...]:
    """List what is public: index number, title, kind, dates and files (条例第十二条)."""
    found = (
        select(DocumentRow, col(AgencyRow.code), col(SectionRow.name))
        .join(AgencyRow, col(AgencyRow.id) == col(DocumentRow.agency_id))
        .join(SectionRow, col(SectionRow.id) == col(DocumentRow.section_id))
        .where(col(DocumentRow.availability) == Availability.PUBLIC)
    )
    for word in query.split()[:8]:
        found = found.where(
            col(DocumentRow.title).contains(word, autoescape=True)
            | col(DocumentRow.number).contains(word, autoescape=True)
        )
    ordered = found.order_by(col(DocumentRow.published_at).desc(), col(DocumentRow.id))
    return tuple(
        _catalogue_line(work, *row) for row in work.session.execute(ordered.limit(AT_MOST))
    )


def publishers(work: Work) -> tuple[str, ...]:
    """Return whose catalogue this is: the agencies that keep their papers here."""
    return tuple(work.session.scalars(select(col(AgencyRow.name)).order_by(col(AgencyRow.code))))


def section_of(work: Work, *, caller: Caller) -> str:
    """Return the caller's own section; empty where he belongs to none."""
    mine = (
        select(col(SectionRow.name))
        .join(PersonRow, col(PersonRow.section_id) == col(SectionRow.id))
        .where(col(PersonRow.id) == caller.person_id)
    )
    return work.session.scalars(mine).one_or_none() or ""


def catalogue_page(work: Work, document_id: str) -> CatalogueLine:
    """Return one public paper."""
    query = (
        select(DocumentRow, col(AgencyRow.code), col(SectionRow.name))
        .join(AgencyRow, col(AgencyRow.id) == col(DocumentRow.agency_id))
        .join(SectionRow, col(SectionRow.id) == col(DocumentRow.section_id))
        .where(
            col(DocumentRow.id) == document_id,
            col(DocumentRow.availability) == Availability.PUBLIC,
        )
    )
    row = work.session.execute(query).one_or_none()
    if row is None:
        raise NoSuchDocument(document=document_id)
    return _catalogue_line(work, *row)


def was_withdrawn(work: Work, document_id: str) -> bool:
    """Say whether a paper was public once and is not any more (410, not 404)."""
    document = work.session.get(DocumentRow, document_id)
    return document is not None and document.availability is Availability.WITHDRAWN


def sections(work: Work, *, caller: Caller) -> tuple[str, ...]:
    """Return the sections of the caller's agency."""
    query = select(col(SectionRow.name)).where(col(SectionRow.agency_id) == caller.agency_id)
    return tuple(work.session.execute(query.order_by(col(SectionRow.name))).scalars())


def _line(  # noqa: PLR0913  # one joined row
    work: Work,
    case: CaseRow,
    document: DocumentRow,
    section: str,
    drafter: str,
    *,
    roles: frozenset[Role],
    caller: Caller | None,
) -> CaseLine:
    procedure = procedure_of(work, case.procedure_digest)
    left = remaining(work.means.calendar, case.stage_due_on, today=work.today)
    counts = _open_findings(work, case.version_id)
    return CaseLine(
        number=number_of(case),
        title=document.title,
        document_number=document.number,
        stage=case.stage,
        stage_label=procedure.stages[case.stage].label,
        procedure=procedure.name,
        procedure_label=procedure.label,
        section=section,
        drafter=drafter,
        stage_due_on=case.stage_due_on,
        remaining=left,
        is_overdue=left is not None and left < 0,
        blocks=counts.get(Severity.BLOCK, 0),
        confirms=counts.get(Severity.CONFIRM, 0),
        unread=_unread_files(work, case.version_id),
        hold_until=case.hold_until,
        is_mine=_is_mine(work, case, document, roles=roles, caller=caller),
    )


def _is_mine(
    work: Work,
    case: CaseRow,
    document: DocumentRow,
    *,
    roles: frozenset[Role],
    caller: Caller | None,
) -> bool:
    """A case is mine when a step is for a role of mine; a drafter's, when he drafted."""
    procedure = procedure_of(work, case.procedure_digest)
    forward = {
        role
        for step in procedure.steps_from(case.stage)
        if step.automatic is None and (step.act is not None or len(step.origins) == 1)
        for role in step.by
    }
    if caller is None:
        return True
    held = roles or actor_of(work, caller, needed=tuple(forward)).roles
    drafts = Role.DRAFTER in forward and document.drafter_id == caller.person_id
    return drafts or bool((forward - {Role.DRAFTER}) & held)


def _open_findings(work: Work, version_id: str) -> dict[Severity, int]:
    query = (
        select(col(FindingRow.severity), func.count())
        .where(col(FindingRow.version_id) == version_id, is_open())
        .group_by(col(FindingRow.severity))
    )
    return {row[0]: row[1] for row in work.session.execute(query)}


def _unread_files(work: Work, version_id: str) -> int:
    query = select(func.count()).where(col(FileRow.version_id) == version_id, is_unread())
    return work.session.scalars(query).one()


def _catalogue_line(work: Work, document: DocumentRow, agency: str, section: str) -> CatalogueLine:
    assert document.published_at is not None  # noqa: S101  # it is public
    names = names_of(work, document.agency_id)
    note = (
        CONVERTED_NOTE.format(mode=document.converted_from.label) if document.converted_from else ""
    )
    return CatalogueLine(
        document_id=document.id,
        index_number=index_number(document, agency=agency),
        title=document.title,
        document_number=document.number,
        kind=document.genre.label if document.genre else document.kind.label,
        section=section,
        dated=document.dated,
        published_at=document.published_at,
        note=note,
        files=tuple(
            file_view(work, file, names) for file in files_of(work, str(document.public_version_id))
        ),
    )
