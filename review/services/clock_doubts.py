"""Whether the machine's clock can be true, by what the office saw last (T9).

What must not be early waits while the clock is in doubt: no day's work is run, nothing converted.
Somebody who compared it with the true time says so, and what was held up is caught up once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlmodel import Session

from review.commands import Caller, ConfirmClock
from review.domain.clock_refusals import ClockAhead, ClockBack
from review.domain.vocabulary import Role
from review.services import heartbeats
from review.services.accounts import must_hold
from review.services.entries import enter
from review.services.heartbeats import BELL
from review.services.installation import is_demo
from review.services.work import Work
from review.storage.columns import new_id

LONGEST_ABSENCE = timedelta(days=31)
"""The bell was silent for longer: either nobody was there for a month, or the clock is ahead."""
SLACK = timedelta(minutes=5)
"""Clocks of several nodes differ, and are put right by little steps."""
CONFIRMERS = (Role.SYSTEM_ADMIN, Role.INFORMATION_OFFICER)


class Doubt(StrEnum):
    """Why the clock is not believed."""

    AHEAD = "ahead"
    BACK = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtView:
    """That the clock is not believed, and when the bell last rang by it."""

    doubt: Doubt
    rang_at: datetime
    now: datetime


def doubt(work: Work) -> DoubtView | None:
    """Compare the clock with the last ring; the story of a demo may skip months, never go back."""
    rang_at = heartbeats.last(work.session, job=BELL)
    if rang_at is None:
        return None
    since = work.now - rang_at
    if since > LONGEST_ABSENCE and not is_demo(work):
        return DoubtView(doubt=Doubt.AHEAD, rang_at=rang_at, now=work.now)
    if since < -SLACK:
        return DoubtView(doubt=Doubt.BACK, rang_at=rang_at, now=work.now)
    return None


def refuse_doubtful(work: Work) -> None:
    """Refuse what must not be early while the clock is in doubt."""
    found = doubt(work)
    if found is not None:
        raise _REFUSALS[found.doubt](since=found.rang_at, now=found.now)


def confirm_clock(work: Work, command: ConfirmClock, *, caller: Caller) -> None:  # noqa: ARG001
    """Let the clock be believed from here on: somebody compared it with the true time."""
    must_hold(work, caller, *CONFIRMERS)
    rang_at = heartbeats.last(work.session, job=BELL)
    enter(
        work,
        "clock:confirmed",
        agency_id=caller.agency_id,
        subject=(f"clock:{new_id()}", 1),
        body={"rang_at": rang_at.isoformat() if rang_at else None},
        caller=caller,
    )
    heartbeats.put(work.session, job=BELL, now=work.now)


def is_off_the_servers(session: Session, *, now: datetime) -> bool:
    """Say whether PostgreSQL's own clock tells another time: one of the two nodes is wrong."""
    theirs = session.scalars(select(func.now())).one()
    return abs(theirs - now) > SLACK


_REFUSALS: dict[Doubt, type[ClockAhead | ClockBack]] = {
    Doubt.AHEAD: ClockAhead,
    Doubt.BACK: ClockBack,
}
