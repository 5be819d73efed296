"""Answers to a 请示 or a letter that are public here: by the number that people named."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlmodel import col

from review.domain.vocabulary import Availability, Trigger
from review.services.occurrence import Occurrence
from review.services.work import SHANGHAI, Work
from review.storage.rows import DocumentRow, LedgerEntryRow


def answers_public(
    work: Work, document: DocumentRow, entered: list[Occurrence]
) -> Iterator[Occurrence]:
    """Yield for each answer that was named, or said to be out, whether it is public here."""
    naming = (Trigger.ANSWER_NAMED, Trigger.DECISION_ISSUED)
    named = {one.reference: one for one in entered if one.trigger in naming}
    if not named:
        return
    query = select(DocumentRow).where(
        col(DocumentRow.agency_id) == document.agency_id,
        col(DocumentRow.number).in_(named),
        col(DocumentRow.availability) == Availability.PUBLIC,
        col(DocumentRow.id) != document.id,
    )
    for answer in work.session.scalars(query):
        changed = select(func.max(col(LedgerEntryRow.seq))).where(
            col(LedgerEntryRow.document_id) == answer.id
        )
        assert answer.published_at is not None  # noqa: S101  # it is public
        yield Occurrence(
            trigger=Trigger.DECISION_ISSUED,
            reference=str(answer.number),
            happened_on=answer.published_at.astimezone(SHANGHAI).date(),
            seq=max(work.session.scalars(changed).one() or 0, named[str(answer.number)].seq),
        )
