"""Sending: due messages go out one at a time, each in its own short transactions.

A message is claimed under a lease, carried outside every transaction, and entered as done only
with a receipt whose hashes are ours. Whatever was decided meanwhile wins: a publication that is
no longer true is not carried, and one that was carried too late is taken back.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from random import SystemRandom

from loguru import logger
from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller, RetryDelivery
from review.domain.vocabulary import Role
from review.publishing.channel import DeliveryFailedError, OvertakenError, Receipt
from review.services.accounts import must_hold
from review.services.carrying import Carrier
from review.services.entries import who
from review.services.outbox import (
    LONGEST_WAIT,
    PUBLISH,
    SUPERSEDED,
    WITHDRAW,
    Message,
    claim,
    enter,
    held,
)
from review.services.outgoing import is_closed, is_public, package_of
from review.services.work import SHANGHAI, Means, Work
from review.storage.database import Database
from review.storage.originals import OriginalAltered, OriginalMissing
from review.storage.rows import OutboxRow

TRIES = 20
LEASE = timedelta(minutes=5)
AT_MOST = 200
"""Messages of one call: the bell must be able to stop within seconds."""

RETRIERS = (Role.PUBLISHER, Role.SYSTEM_ADMIN)
FAILURES = (DeliveryFailedError, OriginalMissing, OriginalAltered, OSError)


class Fate(StrEnum):
    """What became of one message in one attempt."""

    DELIVERED = "delivered"
    SUPERSEDED = "superseded"
    OVERTAKEN = "overtaken"
    FAILED = "failed"
    DEAD = "dead"
    LOST = "lost"


def send_due(
    database: Database, *, means: Means, now: datetime, at_most: int = AT_MOST
) -> tuple[Fate, ...]:
    """Carry what is due; many senders may do so at once, each message is in one's hands."""
    sender = Carrier(database=database, means=means, now=now)
    fates: list[Fate] = []
    while len(fates) < at_most:
        with database.write() as session:
            message = claim(session, now=now, lease=LEASE)
        if message is None:
            break
        fates.append(_send(sender, message))
    return tuple(fates)


def retry_dead(work: Work, command: RetryDelivery, *, caller: Caller) -> tuple[str, ...]:
    """Let dead messages of this agency live again, one or all; return their keys."""
    must_hold(work, caller, *RETRIERS)
    dead = select(OutboxRow).where(
        col(OutboxRow.agency_id) == caller.agency_id,
        col(OutboxRow.is_dead),
        col(OutboxRow.done_at).is_(None),
    )
    if command.key is not None:
        dead = dead.where(col(OutboxRow.key) == command.key)
    rows = work.session.execute(dead.order_by(col(OutboxRow.id)).with_for_update()).scalars().all()
    for row in rows:
        attempt = row.attempts + 1
        said = who(caller)
        enter(work.session, row, event="retried", at=work.now, said=said, attempt=attempt)
        row.is_dead, row.next_try_at, row.attempts = False, work.now, attempt
    work.session.flush()
    return tuple(row.key for row in rows)


def wait_after(attempt: int) -> timedelta:
    """Return how long to wait after a failure: 1 s · 2ⁿ at most, an hour at most, by chance."""
    seconds = min(LONGEST_WAIT.total_seconds(), 2.0 ** ((attempt - 1) % TRIES))
    return timedelta(seconds=SystemRandom().uniform(0, seconds), microseconds=1)


def _send(sender: Carrier, message: Message) -> Fate:
    try:
        receipt = _carry(sender, message)
    except OvertakenError:
        receipt = None
    except FAILURES as fault:
        return _failed(sender, message, fault)
    fate = _close(sender, message, receipt)
    if fate is Fate.LOST:
        _take_back(sender, message)
    return fate


def _carry(sender: Carrier, message: Message) -> Receipt | None:
    """Do what the message asks; None when the office has decided otherwise since."""
    if message.action == WITHDRAW:
        return sender.withdraw(message, on=message.asked_at.astimezone(SHANGHAI).date())
    with sender.database.read() as session:
        is_true = is_public(session, message)
        originals = sender.means.originals
        package = package_of(session, message, originals=originals) if is_true else None
    if package is None:
        _take_back(sender, message)
        return None
    receipt = sender.deliver(message, lambda seq: replace(package, seq=seq))
    if (receipt.key, receipt.hashes) != (package.key, package.hashes):
        raise DeliveryFailedError("receipt")
    return receipt


def _take_back(sender: Carrier, message: Message) -> None:
    """Remove what an earlier attempt, or one that ran late, may have left of a closed paper."""
    if message.action == WITHDRAW:
        return
    with sender.database.read() as session:
        if not is_closed(session, message):
            return
    with suppress(OvertakenError):  # then the withdrawal itself lies there
        sender.withdraw(message, on=sender.today)


def _close(sender: Carrier, message: Message, receipt: Receipt | None) -> Fate:
    """Enter a message as done, unless it is in other hands or stopped being true on its way."""
    with sender.database.write() as session:
        row = held(session, message)
        if row is None:
            logger.warning("a message was in other hands when it arrived", message=message.id)
            return Fate.LOST
        if receipt and message.action == PUBLISH and not is_public(session, message):
            row.next_try_at = sender.now  # the next claim finds it superseded and takes it back
            return Fate.OVERTAKEN
        fate = Fate.DELIVERED if receipt else Fate.SUPERSEDED
        written = _written(receipt) if receipt else SUPERSEDED
        said = {"receipt": written}
        enter(session, row, event=fate, at=sender.now, said=said, attempt=message.attempt)
        row.done_at, row.failure, row.receipt = sender.now, None, written
    return fate


def _failed(sender: Carrier, message: Message, fault: Exception) -> Fate:
    """Enter why it failed, by the fault's kind alone, and when to try again (H11)."""
    why = type(fault).__name__
    is_dead = message.attempt % TRIES == 0
    logger.bind(message=message.id, attempt=message.attempt, fault=why).warning("not delivered")
    with sender.database.write() as session:
        row = held(session, message)
        if row is None:
            return Fate.LOST
        if is_dead:
            said = {"failure": why}
            enter(session, row, event="failed", at=sender.now, said=said, attempt=message.attempt)
        row.failure, row.is_dead = why, is_dead
        row.next_try_at = sender.now + wait_after(message.attempt)
    return Fate.DEAD if is_dead else Fate.FAILED


def _written(receipt: Receipt) -> str:
    return json.dumps({"key": receipt.key, "files": receipt.hashes}, separators=(",", ":"))
