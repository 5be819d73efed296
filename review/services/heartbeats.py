"""Heartbeats: when the bell last rang, so that the inbox can show that it did not."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select, text
from sqlmodel import Session, col

from review.storage.columns import UtcDateTime
from review.storage.rows import HeartbeatRow

_RING = text(
    "INSERT INTO heartbeat (job, rang_at) VALUES (:job, :now)"
    " ON CONFLICT (job) DO UPDATE SET rang_at = excluded.rang_at"
).bindparams(bindparam("now", type_=UtcDateTime))


def ring(session: Session, *, job: str, now: datetime) -> None:
    """Note that a job has just been looked after; several nodes may do so at once."""
    session.execute(_RING, {"job": job, "now": now})


def last(session: Session, *, job: str) -> datetime | None:
    """Return when it was last looked after, or None when it never was."""
    rang = select(col(HeartbeatRow.rang_at)).where(col(HeartbeatRow.job) == job)
    return session.scalars(rang).one_or_none()
