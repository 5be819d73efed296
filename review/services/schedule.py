"""The day's jobs as people see them: when each was last run, what came late, when it runs next."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select
from sqlmodel import col

from review.services.clock_doubts import DoubtView, doubt
from review.services.work import SHANGHAI, Work
from review.storage.rows import JobSlotRow

REASSESS = "reassess"
RECONCILE = "reconcile"
DAILY = (REASSESS, RECONCILE)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobView:
    """One job of every day; `next_at` is None while it waits for the clock to be believed."""

    job: str
    last_day: str | None
    done_at: datetime | None
    missed: tuple[str, ...]
    """The days that were caught up by the last run."""
    running_since: datetime | None
    holder: str | None
    next_at: datetime | None
    is_due: bool
    """It runs as soon as the bell rings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleView:
    """The jobs of every day, and whether the clock is in doubt."""

    jobs: tuple[JobView, ...]
    doubt: DoubtView | None


def schedule(work: Work) -> ScheduleView:
    """Say of each job of every day when it ran and when it runs next."""
    found = doubt(work)
    return ScheduleView(
        jobs=tuple(_job(work, job, is_held=found is not None) for job in DAILY), doubt=found
    )


def _job(work: Work, job: str, *, is_held: bool) -> JobView:
    slots = select(JobSlotRow).where(col(JobSlotRow.job) == job)
    newest = slots.order_by(col(JobSlotRow.slot).desc()).limit(1)
    last = work.session.scalars(newest.where(col(JobSlotRow.done_at).is_not(None))).one_or_none()
    begun = work.session.scalars(newest.where(col(JobSlotRow.done_at).is_(None))).one_or_none()
    if begun is not None and (begun.lease_until <= work.now or _is_before(begun, last)):
        begun = None  # nobody holds it: whoever comes next takes it over
    is_done = last is not None and last.slot == work.today.isoformat()
    return JobView(
        job=job,
        last_day=last.slot if last else None,
        done_at=last.done_at if last else None,
        missed=_missed(last),
        running_since=begun.started_at if begun else None,
        holder=begun.holder if begun else None,
        next_at=None if is_held else _next_at(work, begun, is_done=is_done),
        is_due=not is_held and begun is None and not is_done,
    )


def _next_at(work: Work, begun: JobSlotRow | None, *, is_done: bool) -> datetime:
    """Return midnight when today's is done, the end of the lease while it is in hand, or now."""
    if is_done:
        midnight = datetime.combine(work.today + _DAY, time(), tzinfo=SHANGHAI)
        return midnight.astimezone(UTC)
    return begun.lease_until if begun is not None else work.now


def _is_before(begun: JobSlotRow, last: JobSlotRow | None) -> bool:
    return last is not None and begun.slot < last.slot


def _missed(last: JobSlotRow | None) -> tuple[str, ...]:
    if last is None or last.report is None:
        return ()
    return tuple(json.loads(last.report).get("missed", ()))
