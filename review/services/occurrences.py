"""What happened to a paper that may end its withholding: entered by people, or derived from facts.

Each has its source and its place in the ledger, by which what an official already knew is told
from what is news. What follows from days passing has no entry: its day is compared instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlmodel import col

from review.domain.vocabulary import (
    PREPARING,
    ConsultationAnswer,
    Trigger,
)
from review.messages import LISTED
from review.services.answers_public import answers_public
from review.services.occurrence import Occurrence
from review.services.requests_given import given_within_a_year
from review.services.third_parties import last_answer, silence_of
from review.services.work import SHANGHAI, Work
from review.storage.rows import CaseRow, DocumentRow, LedgerEntryRow, TriggerRow

SEVERAL = 3
"""Requesters within a year (条例第四十四条)."""
TRIGGER_SUBJECTS = ("reassessment_trigger", "trigger")
"""What an event is called in the ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """Everything that happened to one paper after a number of the ledger."""

    all: tuple[Occurrence, ...]
    requesters_given_to: int
    answer_is_public: bool
    third_party: ConsultationAnswer | None

    @property
    def reasons(self) -> tuple[Occurrence, ...]:
        """What brings a paper up by itself."""
        return tuple(one for one in self.all if one.trigger not in PREPARING)


NOTHING_HAPPENED = Happened(all=(), requesters_given_to=0, answer_is_public=False, third_party=None)


def happened_to(work: Work, document: DocumentRow, *, after_seq: int = 0) -> Happened:
    """Gather what happened to a paper, of what was entered after a number of the ledger."""
    entered = [one for one in _entered(work, document.id) if one.seq > after_seq]
    given = given_within_a_year(work, document.id, after_seq=after_seq)
    public = tuple(answers_public(work, document, entered))
    silent = silence_of(work, entered)
    several = (
        (
            Occurrence(
                trigger=Trigger.SEVERAL_REQUESTERS,
                reference=LISTED.join(given.numbers),
                happened_on=given.last_on,
                seq=given.seq,
            ),
        )
        if given.requesters >= SEVERAL and given.last_on is not None
        else ()
    )
    return Happened(
        all=(*entered, *public, *((silent,) if silent else ()), *several),
        requesters_given_to=given.requesters,
        answer_is_public=bool(public),
        third_party=ConsultationAnswer.SILENT if silent else last_answer(entered),
    )


def is_news(one: Occurrence, *, closed_seq: int, closed_on: date | None) -> bool:
    """Say whether it happened after the paper was last looked at, by the ledger or by its day."""
    if one.seq:
        return one.seq > closed_seq
    return closed_on is None or one.happened_on >= closed_on


def last_closed_on(work: Work, document_id: str) -> date | None:
    """Return the day on which a paper was last looked at, if it ever was."""
    query = select(func.max(col(CaseRow.closed_at))).where(col(CaseRow.document_id) == document_id)
    closed_at = work.session.scalars(query).one()
    return closed_at.astimezone(SHANGHAI).date() if closed_at else None


def _entered(work: Work, document_id: str) -> list[Occurrence]:
    """Return what people entered, in the order of the ledger: a clock may go back."""
    query = select(TriggerRow).where(
        col(TriggerRow.document_id) == document_id, col(TriggerRow.happened_on) <= work.today
    )
    rows = {row.id: row for row in work.session.scalars(query)}
    if not rows:
        return []
    names = {f"{name}:{key}": row for key, row in rows.items() for name in TRIGGER_SUBJECTS}
    seqs = select(col(LedgerEntryRow.subject), col(LedgerEntryRow.seq)).where(
        col(LedgerEntryRow.subject).in_(names)
    )
    found = [_occurrence(names[subject], seq) for subject, seq in work.session.execute(seqs)]
    return sorted(found, key=lambda one: one.seq)


def _occurrence(row: TriggerRow, seq: int) -> Occurrence:
    return Occurrence(
        trigger=row.trigger,
        reference=row.reference,
        happened_on=row.happened_on,
        seq=seq,
        entered_by=row.entered_by,
        entered_at=row.entered_at,
    )
