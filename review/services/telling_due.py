"""Telling what is due: one message at a time, each claimed under a lease, told outside of it.

A receiver that fails, or is slow, is left alone for the rest of the round; of one case it hears in
order. What it took twice it can tell by the name of the message: nothing here can know whether it
took it. Addresses are told in turn, and whom a round had no time for comes first in the next.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from loguru import logger
from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from review.publishing.channel import DeliveryFailedError
from review.publishing.telling import Telling, Told
from review.services.cases import number_of
from review.services.outbox import LONGEST_WAIT
from review.services.pulses import steady_clock
from review.services.sending import wait_after
from review.services.work import SHANGHAI
from review.storage.database import Database
from review.storage.ledger import Change, append
from review.storage.rows import CaseRow, WebhookDeliveryRow, WebhookRow

TRIES = 20
LEASE = timedelta(minutes=2)
AT_MOST = 100
"""Messages of one round: the bell has other things to do."""
LONGEST = 10
"""Seconds after which a round begins no other message."""
SLOW = 1
"""Seconds: who takes longer for one message holds up the others."""
EVENT = "case.moved"


class Fate(StrEnum):
    """What became of one message in one attempt."""

    TOLD = "told"
    FAILED = "failed"
    DEAD = "dead"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """One message in the hands of one sender; `attempt` is that sender's fence."""

    id: str
    webhook: str
    url: str
    body: bytes
    attempt: int


class Line:
    """In which order addresses are told: who waited longest comes first."""

    def __init__(self) -> None:
        """Begin with nobody told."""
        self._told: dict[str, int] = {}
        self._count = 0

    def of(self, webhooks: Iterable[str]) -> list[str]:
        """Return these in their order."""
        return sorted(webhooks, key=lambda one: (self._told.get(one, 0), one))

    def pass_on(self, webhook: str) -> None:
        """Send one to the end."""
        self._count += 1
        self._told[webhook] = self._count


LINE = Line()
"""The one of this process: after a start everybody is told as if for the first time."""


def tell_due(
    database: Database,
    *,
    telling: Telling,
    now: datetime,
    line: Line = LINE,
    steady: Callable[[], float] = steady_clock,
) -> tuple[Fate, ...]:
    """Tell what is due; many senders may do so at once, each message is in one's hands."""
    fates: list[Fate] = []
    silent: set[str] = set()
    began = steady()
    while len(fates) < AT_MOST and (before := steady()) - began < LONGEST:
        with database.write() as session:
            claimed = _claim(session, now=now, silent=silent, line=line)
        if claimed is None:
            break
        failure = _tell(telling, claimed, now=now)
        if failure is not None or steady() - before > SLOW:
            silent.add(claimed.webhook)
        fates.append(_close(database, claimed, failure, now=now))
    return tuple(fates)


def body_of(row: WebhookDeliveryRow, case: CaseRow) -> bytes:
    """Return what is told: which case, and where it has come to; nothing of the paper (H11)."""
    said = {
        "id": row.id,
        "event": EVENT,
        "case": number_of(case),
        "stage": row.stage,
        "rev": row.case_rev,
        "at": row.asked_at.astimezone(SHANGHAI).isoformat(),
    }
    return json.dumps(said, separators=(",", ":")).encode()


def _claim(session: Session, *, now: datetime, silent: set[str], line: Line) -> Claimed | None:
    waiting = (
        select(col(WebhookRow.id))
        .join(WebhookDeliveryRow, col(WebhookRow.id) == col(WebhookDeliveryRow.webhook_id))
        .where(_is_due(now), col(WebhookRow.id).not_in(silent))
        .distinct()
    )
    for webhook in line.of(session.scalars(waiting)):
        claimed = _claim_of(session, webhook, now=now)
        if claimed is not None:
            line.pass_on(webhook)
            return claimed
    return None


def _claim_of(session: Session, webhook_id: str, *, now: datetime) -> Claimed | None:
    due = (
        select(WebhookDeliveryRow, WebhookRow, CaseRow)
        .join(WebhookRow, col(WebhookRow.id) == col(WebhookDeliveryRow.webhook_id))
        .join(CaseRow, col(CaseRow.id) == col(WebhookDeliveryRow.case_id))
        .where(_is_due(now), col(WebhookRow.id) == webhook_id)
        .order_by(col(WebhookDeliveryRow.next_try_at), col(WebhookDeliveryRow.id))
    )
    locked = due.limit(1).with_for_update(of=WebhookDeliveryRow, skip_locked=True)
    found = session.execute(locked).one_or_none()
    if found is None:
        return None
    row, webhook, case = found
    row.attempts, row.next_try_at = row.attempts + 1, now + LEASE
    session.flush()
    return Claimed(
        id=row.id,
        webhook=webhook.id,
        url=webhook.url,
        body=body_of(row, case),
        attempt=row.attempts,
    )


def _is_due(now: datetime) -> ColumnElement[bool]:
    return and_(
        col(WebhookDeliveryRow.done_at).is_(None),
        col(WebhookDeliveryRow.is_dead).is_(False),
        col(WebhookRow.ended_at).is_(None),
        _is_time(now),
        ~_has_predecessor(),
    )


def _is_time(now: datetime) -> ColumnElement[bool]:
    """What was never tried is due at once, whatever a clock said when it was asked for.

    Nobody waits longer than the longest wait: a later time was written by a clock that was ahead.
    """
    next_try_at = col(WebhookDeliveryRow.next_try_at)
    latest = now + LONGEST_WAIT + timedelta(seconds=1)
    return or_(col(WebhookDeliveryRow.attempts) == 0, next_try_at <= now, next_try_at > latest)


def _has_predecessor() -> ColumnElement[bool]:
    earlier = aliased(WebhookDeliveryRow)
    return exists().where(
        col(earlier.webhook_id) == col(WebhookDeliveryRow.webhook_id),
        col(earlier.case_id) == col(WebhookDeliveryRow.case_id),
        col(earlier.case_rev) < col(WebhookDeliveryRow.case_rev),
        col(earlier.done_at).is_(None),
        col(earlier.is_dead).is_(False),
    )


def _tell(telling: Telling, claimed: Claimed, *, now: datetime) -> str | None:
    """Hand one message over, outside every transaction; return in one word why it was not taken."""
    secret = telling.secret_of(claimed.webhook)
    told = Told(id=claimed.id, secret=secret, body=claimed.body, at=int(now.timestamp()))
    try:
        telling.tell(claimed.url, told)
    except DeliveryFailedError as fault:
        return str(fault)
    return None


def _close(database: Database, claimed: Claimed, failure: str | None, *, now: datetime) -> Fate:
    mine = select(WebhookDeliveryRow).where(
        col(WebhookDeliveryRow.id) == claimed.id,
        col(WebhookDeliveryRow.attempts) == claimed.attempt,
        col(WebhookDeliveryRow.done_at).is_(None),
    )
    with database.write() as session:
        row = session.scalars(mine.with_for_update()).one_or_none()
        if row is None:
            return Fate.LOST
        if failure is None:
            row.done_at, row.failure = now, None
            return Fate.TOLD
        logger.bind(delivery=row.id, attempt=row.attempts, fault=failure).warning("not told")
        return _failed(session, row, failure, now=now)


def _failed(session: Session, row: WebhookDeliveryRow, failure: str, *, now: datetime) -> Fate:
    """Say when to try again; what was tried often enough is given up, with its entry."""
    is_dead = row.attempts % TRIES == 0
    if is_dead:
        entry = Change(
            agency_id=row.agency_id,
            event="webhook:failed",
            subject=f"webhook_delivery:{row.id}",
            subject_rev=row.attempts,
            at=now,
            body={"webhook": row.webhook_id, "case": row.case_id, "failure": failure},
        )
        append(session, entry)
    row.failure, row.is_dead = failure, is_dead
    row.next_try_at = now + wait_after(row.attempts)
    return Fate.DEAD if is_dead else Fate.FAILED
