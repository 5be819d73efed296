"""Finding a paper of one's own agency."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from review.domain.errors import NoSuchDocument
from review.services.work import Work
from review.storage.rows import DocumentRow


def index_number(document: DocumentRow, *, agency: str) -> str:
    """Return the 索引号 by which the catalogue names a public paper; none before that."""
    if document.published_at is None:
        return ""
    return f"{agency}/{document.published_at.year}-{document.id[:5]}"


def the_document(work: Work, reference: str, *, agency_id: str) -> DocumentRow:
    """Return a paper of this agency by id or number; another agency's does not exist (S07)."""
    query = select(DocumentRow).where(
        col(DocumentRow.agency_id) == agency_id,
        (col(DocumentRow.id) == reference) | (col(DocumentRow.number) == reference),
    )
    found = list(work.session.scalars(query.limit(2)))
    if len(found) != 1:
        raise NoSuchDocument(document=reference)
    return found[0]
