"""Job slots: each occurrence of a periodic job is run once, however many nodes there are.

A node claims a slot under a lease. When the lease runs out another may take the slot over, and
from then on the fence of the first is too old: whatever it still writes is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select, text, update
from sqlmodel import Session, col

from review.storage.columns import UtcDateTime
from review.storage.database import Transactions
from review.storage.rows import JobSlotRow

_INSERT = text(
    "INSERT INTO job_slot (job, slot, holder, fence, lease_until, started_at)"
    " VALUES (:job, :slot, :holder, 1, :lease_until, :now)"
    " ON CONFLICT (job, slot) DO NOTHING RETURNING fence"
).bindparams(bindparam("lease_until", type_=UtcDateTime), bindparam("now", type_=UtcDateTime))


class SlotLostError(Exception):
    """Another node has taken the slot over, or it is done: this node must undo what it did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One occurrence of a job; the names of a job's slots sort by time."""

    job: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """The right to run one slot; worthless once somebody holds a higher number."""

    slot: Slot
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderLease:
    """The database for as long as a slot is ours: every transaction asks, and renews the lease.

    Asked in the transaction itself, a node that slept past its lease writes nothing any more.
    """

    database: Transactions
    fence: Fence
    clock: Callable[[], datetime]
    lease: timedelta

    def read(self) -> AbstractContextManager[Session]:
        """Return a consistent view: reading needs no right."""
        return self.database.read()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction, as long as the slot is ours.

        Raises:
            SlotLostError: it was taken over; nothing is written.
        """
        with self.database.write() as session:
            _hold(session, self.fence, {"lease_until": self.clock() + self.lease})
            yield session


def claim(
    session: Session, slot: Slot, *, holder: str, now: datetime, lease: timedelta
) -> Fence | None:
    """Take a slot that nobody has, or whose holder's lease ran out; None if it is not to be had."""
    values = {"holder": holder, "now": now, "lease_until": now + lease}
    new = session.execute(_INSERT, {"job": slot.job, "slot": slot.name, **values})
    if new.scalar_one_or_none() is not None:
        return Fence(slot=slot, number=1)
    return _take_over(session, slot, holder=holder, now=now, lease=lease)


def finish(session: Session, fence: Fence, *, report: str, now: datetime) -> None:
    """Enter that the slot was run and what came of it.

    Raises:
        SlotLostError: it was taken over; the transaction must not be kept.
    """
    _hold(session, fence, {"done_at": now, "report": report})


def missed(session: Session, *, job: str, slots: Iterable[str]) -> tuple[str, ...]:
    """Return those of these slots that were never run to the end."""
    asked = tuple(slots)
    done = select(col(JobSlotRow.slot)).where(
        col(JobSlotRow.job) == job,
        col(JobSlotRow.slot).in_(asked),
        col(JobSlotRow.done_at).is_not(None),
    )
    run = set(session.execute(done).scalars())
    return tuple(slot for slot in asked if slot not in run)


def last_done(session: Session, *, job: str, up_to: str | None = None) -> str | None:
    """Return the latest slot of a job, up to one, that was run to the end, if any was."""
    latest = select(func.max(col(JobSlotRow.slot))).where(
        col(JobSlotRow.job) == job, col(JobSlotRow.done_at).is_not(None)
    )
    if up_to is not None:
        latest = latest.where(col(JobSlotRow.slot) <= up_to)
    return session.scalars(latest).one_or_none()


def _take_over(
    session: Session, slot: Slot, *, holder: str, now: datetime, lease: timedelta
) -> Fence | None:
    """Win by the comparison in the UPDATE: of two who try, the second finds the lease renewed."""
    lapsed = update(JobSlotRow).where(
        col(JobSlotRow.job) == slot.job,
        col(JobSlotRow.slot) == slot.name,
        col(JobSlotRow.done_at).is_(None),
        col(JobSlotRow.lease_until) <= now,
    )
    taken = lapsed.values(
        fence=col(JobSlotRow.fence) + 1, holder=holder, lease_until=now + lease, started_at=now
    ).returning(col(JobSlotRow.fence))
    number = session.scalars(taken).one_or_none()
    return None if number is None else Fence(slot=slot, number=number)


def _hold(session: Session, fence: Fence, values: dict[str, object]) -> None:
    held = update(JobSlotRow).where(
        col(JobSlotRow.job) == fence.slot.job,
        col(JobSlotRow.slot) == fence.slot.name,
        col(JobSlotRow.fence) == fence.number,
        col(JobSlotRow.done_at).is_(None),
    )
    kept = session.execute(held.values(**values).returning(col(JobSlotRow.fence)))
    if kept.scalar_one_or_none() is None:
        raise SlotLostError
