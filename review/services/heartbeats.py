"""Heartbeats: when the bell last rang, so that everybody sees when it does not, or a clock lies."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select, text
from sqlmodel import Session, col

from review.storage.columns import UtcDateTime
from review.storage.rows import HeartbeatRow

BELL = "bell"
_PUT = text(
    "INSERT INTO heartbeat (job, rang_at) VALUES (:job, :now)"
    " ON CONFLICT (job) DO UPDATE SET rang_at = excluded.rang_at"
).bindparams(bindparam("now", type_=UtcDateTime))
_RING = text(f"{_PUT.text} WHERE heartbeat.rang_at < excluded.rang_at").bindparams(
    bindparam("now", type_=UtcDateTime)
)


def ring(session: Session, *, job: str, now: datetime) -> None:
    """Note that a job has just been looked after; of several nodes the latest instant stands."""
    session.execute(_RING, {"job": job, "now": now})


def put(session: Session, *, job: str, now: datetime) -> None:
    """Let an instant stand whatever stood before: somebody compared the clock with the true one."""
    session.execute(_PUT, {"job": job, "now": now})


def last(session: Session, *, job: str) -> datetime | None:
    """Return when it was last looked after, or None when it never was."""
    rang = select(col(HeartbeatRow.rang_at)).where(col(HeartbeatRow.job) == job)
    return session.scalars(rang).one_or_none()
