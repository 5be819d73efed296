"""Lists of cases for people, and the catalogue for the public."""

from __future__ import annotations

from sqlalchemy import case as sql_case
from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller
from review.domain.errors import NoSuchDocument
from review.domain.vocabulary import Availability
from review.messages import CONVERTED_NOTE
from review.services.case_pictures import file_view, names_of
from review.services.desks import desk_of, lies_on
from review.services.documents import index_number
from review.services.lines import lines_of, rows_of, rows_query
from review.services.papers import files_of
from review.services.views import CaseLine, CatalogueLine
from review.services.visibility import visible
from review.services.work import Work
from review.storage.rows import AgencyRow, CaseRow, DocumentRow, PersonRow, SectionRow, StepRow

AT_MOST = 500


def case_lines(work: Work, *, caller: Caller | None, box: str = "open") -> tuple[CaseLine, ...]:
    """List cases: "mine" to act on, "open", "done" (acted on by the caller), or "all"."""
    desk = desk_of(work, caller)
    lies = lies_on(work, desk, agency_id=caller.agency_id if caller else None)
    query = rows_query(lies).where(visible(work, caller))
    if box in ("mine", "open"):
        query = query.where(col(CaseRow.closed_at).is_(None))
    if box == "mine":
        query = query.where(lies)
    if box == "done" and caller is not None:
        mine = select(col(StepRow.case_id)).where(col(StepRow.person_id) == caller.person_id)
        query = query.where(col(CaseRow.id).in_(mine))
    ordered = query.order_by(
        sql_case((col(CaseRow.stage_due_on).is_(None), 1), else_=0),
        col(CaseRow.stage_due_on),
        col(CaseRow.year).desc(),
        col(CaseRow.serial).desc(),
    )
    return lines_of(work, rows_of(work, ordered.limit(AT_MOST)), desk=desk)


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
