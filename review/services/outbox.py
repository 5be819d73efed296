"""The outbox: which message is due, in whose hands it is, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from review.storage.ledger import Change, append
from review.storage.rows import OutboxRow

PUBLISH = "publish"
WITHDRAW = "withdraw"
SUPERSEDED = "superseded"


LONGEST_WAIT = timedelta(hours=1)
SENDING_ASKED = "sending asked"
"""In `Session.info`: something is to be sent once this is committed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One row of the outbox in the hands of one sender; `attempt` is that sender's fence."""

    id: str
    key: str
    channel: str
    action: str
    document_id: str
    version_id: str
    case_id: str
    manifest: str
    seq: int
    asked_at: datetime
    attempt: int


def claim(session: Session, *, now: datetime, lease: timedelta) -> Message | None:
    """Take the first message that is due; withdrawals overtake, papers keep their own order.

    Counting the attempt up under comparison is what wins: of two senders one finds it counted.
    """
    row = session.scalars(_due(now)).one_or_none()
    if row is None:
        return None
    row.attempts, row.next_try_at = row.attempts + 1, now + lease
    session.flush()
    return message_of(row)


def held(session: Session, message: Message) -> OutboxRow | None:
    """Return the row, locked, if this sender's claim still stands."""
    mine = select(OutboxRow).where(
        col(OutboxRow.id) == message.id,
        col(OutboxRow.attempts) == message.attempt,
        col(OutboxRow.done_at).is_(None),
    )
    return session.scalars(mine.with_for_update()).one_or_none()


def enter(  # noqa: PLR0913  # each is a part of the entry
    session: Session,
    row: OutboxRow,
    *,
    event: str,
    at: datetime,
    said: Mapping[str, str | None],
    attempt: int,
) -> None:
    """Write to the ledger what becomes of a message, before it does; one entry an attempt."""
    what = "withdrawal" if row.action == WITHDRAW else "publication"
    entry = Change(
        agency_id=row.agency_id,
        event=f"{what}:{event}",
        subject=f"outbox:{row.id}",
        subject_rev=attempt,
        at=at,
        body={
            "key": row.key,
            "channel": row.channel,
            "document": row.document_id,
            "version": row.version_id,
            "manifest": row.manifest,
            **said,
        },
    )
    append(session, entry)


def last_asked(session: Session, document_id: str, *, channel: str) -> int:
    """Return the number of the last message about a paper to a channel; 0: there was none."""
    query = select(func.max(col(OutboxRow.seq))).where(
        col(OutboxRow.document_id) == document_id, col(OutboxRow.channel) == channel
    )
    return session.scalars(query).one() or 0


def is_waiting() -> tuple[ColumnElement[bool], ...]:
    """Neither done nor dead."""
    return (col(OutboxRow.done_at).is_(None), col(OutboxRow.is_dead).is_(False))


def is_under_way(session: Session, document_id: str, *, channel: str) -> bool:
    """Say whether a message about a paper waits for a channel."""
    waiting = select(col(OutboxRow.id)).where(
        col(OutboxRow.document_id) == document_id, col(OutboxRow.channel) == channel, *is_waiting()
    )
    return session.scalars(waiting.limit(1)).first() is not None


_EARLIER = aliased(OutboxRow)
_HAS_PREDECESSOR = exists().where(
    col(_EARLIER.document_id) == col(OutboxRow.document_id),
    col(_EARLIER.channel) == col(OutboxRow.channel),
    col(_EARLIER.done_at).is_(None),
    col(_EARLIER.is_dead).is_(False),
    col(_EARLIER.seq) < col(OutboxRow.seq),
)
"""An earlier message about the same paper waits in the same channel, or is on its way."""


def _due(now: datetime) -> Select[OutboxRow]:
    first_out = case((col(OutboxRow.action) == WITHDRAW, 0), else_=1)
    due = select(OutboxRow).where(*is_waiting(), _is_time(now))
    free = due.where((col(OutboxRow.action) == WITHDRAW) | ~_HAS_PREDECESSOR)
    ordered = free.order_by(first_out, col(OutboxRow.next_try_at), col(OutboxRow.seq))
    return ordered.limit(1).with_for_update(skip_locked=True)


def _is_time(now: datetime) -> ColumnElement[bool]:
    """What was never tried is due at once, whatever a clock said when it was asked for.

    Nobody waits longer than the longest wait: a later time was written by a clock that was ahead.
    """
    next_try_at = col(OutboxRow.next_try_at)
    latest = now + LONGEST_WAIT + timedelta(seconds=1)
    return or_(col(OutboxRow.attempts) == 0, next_try_at <= now, next_try_at > latest)


def message_of(row: OutboxRow) -> Message:
    """Return a row of the outbox as what its sender carries."""
    return Message(
        id=row.id,
        key=row.key,
        channel=row.channel,
        action=row.action,
        document_id=row.document_id,
        version_id=row.version_id,
        case_id=row.case_id,
        manifest=row.manifest,
        seq=row.seq,
        asked_at=row.asked_at,
        attempt=row.attempts,
    )
