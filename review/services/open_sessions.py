"""Where a person is signed in: his own browsers, which he may see and end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from loguru import logger
from sqlalchemy import bindparam, select
from sqlmodel import col

from review.services.sign_in import fingerprint, is_open
from review.services.work import Work
from review.storage.rows import SessionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """One browser in which somebody is signed in; which machine it is on is not kept."""

    started_at: datetime
    seen_at: datetime
    is_this: bool


def open_sessions(work: Work, cookie: str) -> tuple[SessionView, ...]:
    """List the open sessions of the person a cookie belongs to, the newest first."""
    rows = sorted(_open(work, cookie), key=lambda row: row.started_at, reverse=True)
    return tuple(
        SessionView(
            started_at=row.started_at,
            seen_at=row.seen_at,
            is_this=row.cookie_hash == fingerprint(cookie),
        )
        for row in rows
    )


def other_sessions(work: Work, cookie: str) -> tuple[SessionView, ...]:
    """List the open sessions of a person but the one that asks."""
    return tuple(one for one in open_sessions(work, cookie) if not one.is_this)


def end_others(work: Work, cookie: str) -> int:
    """End every session of a person but the one that asks; return how many were open."""
    ended = [row for row in _open(work, cookie) if row.cookie_hash != fingerprint(cookie)]
    for row in ended:
        row.ended_at = work.now
    work.session.flush()
    if ended:
        logger.info("other sessions ended", person=ended[0].person_id, count=len(ended))
    return len(ended)


def _open(work: Work, cookie: str) -> list[SessionRow]:
    """Return the sessions that are neither ended nor run out, of who comes with this one."""
    rows = work.session.scalars(_WITH, {"cookie": fingerprint(cookie)})
    return [row for row in rows if is_open(work, row)]


# built once: every page tells how many there are
_WITH = select(SessionRow).where(
    col(SessionRow.person_id).in_(
        select(col(SessionRow.person_id)).where(col(SessionRow.cookie_hash) == bindparam("cookie"))
    ),
    col(SessionRow.ended_at).is_(None),
    col(SessionRow.awaits_code).is_(False),
)
