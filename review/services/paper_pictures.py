"""One paper as one person may see it: where it stands before the public, and its cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller
from review.domain.errors import NoSuchDocument
from review.services.cases import number_of
from review.services.visibility import visible
from review.services.work import Work
from review.storage.rows import CaseRow, DocumentRow, SectionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """What became of one paper."""

    id: str
    title: str
    number: str | None
    kind: str
    genre: str | None
    section: str
    source: str
    dated: date | None
    mode: str | None
    availability: str
    received_at: datetime
    published_at: datetime | None
    reassess_on: date | None
    cases: tuple[str, ...]
    """Every case there was of it, the first one first."""


def paper_view(work: Work, document_id: str, *, caller: Caller | None) -> PaperView:
    """Return a paper this person may see; any other does not exist for him (S07)."""
    query = (
        select(DocumentRow, col(SectionRow.name))
        .join(SectionRow, col(SectionRow.id) == col(DocumentRow.section_id))
        .where(visible(work, caller), col(DocumentRow.id) == document_id)
    )
    found = work.session.execute(query).one_or_none()
    if found is None:
        raise NoSuchDocument(document=document_id)
    document, section = found
    return PaperView(
        id=document.id,
        title=document.title,
        number=document.number,
        kind=document.kind.value,
        genre=document.genre.value if document.genre else None,
        section=section,
        source=document.source.value,
        dated=document.dated,
        mode=document.mode.value if document.mode else None,
        availability=document.availability.value,
        received_at=document.received_at,
        published_at=document.published_at,
        reassess_on=document.reassess_on,
        cases=_cases_of(work, document_id),
    )


def _cases_of(work: Work, document_id: str) -> tuple[str, ...]:
    cases = select(CaseRow).where(col(CaseRow.document_id) == document_id)
    ordered = cases.order_by(col(CaseRow.year), col(CaseRow.serial))
    return tuple(number_of(case) for case in work.session.scalars(ordered))
