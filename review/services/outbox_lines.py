"""The outbox as lists show it: what waits, and what was given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, true
from sqlmodel import col

from review.commands import Caller
from review.services.work import Work
from review.storage.rows import OutboxRow


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageLine:
    """One message of the outbox."""

    key: str
    channel: str
    action: str
    document: str
    asked_at: datetime
    attempts: int
    failure: str | None
    state: str


def outbox_lines(work: Work, *, caller: Caller | None) -> tuple[MessageLine, ...]:
    """List what waits in the outbox or was given up, the oldest first."""
    mine: ColumnElement[bool] = true()
    if caller is not None:
        mine = col(OutboxRow.agency_id) == caller.agency_id
    query = select(OutboxRow).where(mine, col(OutboxRow.done_at).is_(None))
    rows = work.session.execute(query.order_by(col(OutboxRow.asked_at))).scalars()
    return tuple(_message(row) for row in rows)


def _message(row: OutboxRow) -> MessageLine:
    return MessageLine(
        key=row.key,
        channel=row.channel,
        action=row.action,
        document=row.document_id,
        asked_at=row.asked_at,
        attempts=row.attempts,
        failure=row.failure,
        state="dead" if row.is_dead else "waiting",
    )
