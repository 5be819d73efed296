"""To whom a paper was given within the last year: counted from the requests entered on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import col

from review.domain.ends import years_after
from review.domain.vocabulary import RequestResult
from review.services.work import Work
from review.storage.rows import LedgerEntryRow, RequestFactRow

SUBJECT = "request_fact"
"""What a request is called in the ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Different requesters who got a paper within the last year, and the last entry of that."""

    requesters: int
    numbers: tuple[str, ...]
    last_on: date | None
    seq: int


def given_within_a_year(work: Work, document_id: str, *, after_seq: int = 0) -> Given:
    """Count different requesters to whom the whole paper was given, of what was entered later."""
    first = years_after(work.today, years=-1)
    rows = [
        (row, seq)
        for row, seq in _with_seq(work, current(requests_of(work, document_id)))
        if row.result is RequestResult.GIVEN
        and first < row.answered_on <= work.today
        and seq > after_seq
    ]
    return Given(
        requesters=len({row.requester_mark for row, _ in rows}),
        numbers=tuple(sorted(row.number for row, _ in rows)),
        last_on=max((row.answered_on for row, _ in rows), default=None),
        seq=max((seq for _, seq in rows), default=0),
    )


def requests_of(work: Work, document_id: str) -> list[RequestFactRow]:
    """Return everything that was entered of requests for a paper, in its order."""
    query = select(RequestFactRow).where(col(RequestFactRow.document_id) == document_id)
    ordered = query.order_by(col(RequestFactRow.number), col(RequestFactRow.revision))
    return list(work.session.scalars(ordered))


def current(rows: Iterable[RequestFactRow]) -> list[RequestFactRow]:
    """Return of each number what was said last."""
    of_number: dict[str, list[RequestFactRow]] = defaultdict(list)
    for row in rows:
        of_number[row.number].append(row)
    return [max(said, key=lambda row: row.revision) for said in of_number.values()]


def _with_seq(work: Work, rows: list[RequestFactRow]) -> list[tuple[RequestFactRow, int]]:
    if not rows:
        return []
    named = {f"{SUBJECT}:{row.id}": row for row in rows}
    query = select(col(LedgerEntryRow.subject), col(LedgerEntryRow.seq)).where(
        col(LedgerEntryRow.subject).in_(named)
    )
    return [(named[subject], seq) for subject, seq in work.session.execute(query)]
