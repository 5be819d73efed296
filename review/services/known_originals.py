"""Whether bytes came in before, so that a batch may be given again and goes on where it stopped."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller
from review.services.cases import number_of
from review.services.visibility import visible
from review.services.work import Work
from review.storage.rows import CaseRow, DocumentRow, FileRow, RefusalRow


def case_with(work: Work, sha256: str, *, caller: Caller) -> str | None:
    """Return the first case whose 正文 has these bytes, of those this person may see."""
    query = (
        select(CaseRow)
        .join(FileRow, col(FileRow.document_id) == col(CaseRow.document_id))
        .join(DocumentRow, col(DocumentRow.id) == col(CaseRow.document_id))
        .where(
            visible(work, caller),
            col(FileRow.sha256) == sha256,
            col(FileRow.position) == 0,
        )
        .order_by(col(CaseRow.year), col(CaseRow.serial))
    )
    case = work.session.scalars(query.limit(1)).first()
    return number_of(case) if case else None


def was_refused(work: Work, sha256: str, *, caller: Caller) -> bool:
    """Say whether these bytes were refused at intake; they are not read a second time."""
    query = select(col(RefusalRow.id)).where(
        col(RefusalRow.agency_id) == caller.agency_id, col(RefusalRow.sha256) == sha256
    )
    return work.session.scalars(query.limit(1)).first() is not None
