"""Mending: what a channel shows is made what the public may read, with an entry for each paper.

A sender does what it was asked; whatever came between (a clock that was ahead, a hand on the
folder, a database put back from an older copy) is found by the reconciliation and mended here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from loguru import logger
from sqlalchemy import select
from sqlmodel import Session, col

from review.domain.vocabulary import Availability
from review.publishing.channel import DeliveryFailedError, Difference, OvertakenError
from review.services.carrying import Carrier
from review.services.outbox import PUBLISH, Message, is_under_way, message_of
from review.services.outgoing import package_of
from review.services.reconciliation import reconcile_all
from review.services.work import Means
from review.storage.columns import new_id
from review.storage.database import Transactions
from review.storage.ledger import Change, append
from review.storage.originals import OriginalAltered, OriginalMissing
from review.storage.rows import DocumentRow, OutboxRow

MENDED = "mended"
STANDS = "not_mended"
FAILURES = (DeliveryFailedError, OvertakenError, OriginalMissing, OriginalAltered, OSError)


def mend_all(database: Transactions, *, means: Means, now: datetime) -> dict[str, Counter[str]]:
    """Compare every channel with ours and mend what differs; return counts by what was found.

    What belongs to no paper of ours is told and left: it may be the web site's own.
    """
    carrier = Carrier(database=database, means=means, now=now)
    found = reconcile_all(database, means=means)
    return {name: Counter(_mended(carrier, name, found[name])) for name in found}


def _mended(carrier: Carrier, channel: str, found: tuple[Difference, ...]) -> Iterator[str]:
    for difference in found:
        yield difference.sort
        yield MENDED if _mend(carrier, channel, difference) else STANDS


def _mend(carrier: Carrier, channel: str, difference: Difference) -> bool:
    with carrier.database.read() as session:
        document = session.get(DocumentRow, difference.document)
        if document is None or is_under_way(session, document.id, channel=channel):
            return False
        is_public = document.availability is Availability.PUBLIC
        message = _message(session, document, channel=channel, is_public=is_public)
        agency = document.agency_id
    if message is None:
        return False
    try:
        _carry(carrier, message, is_public=is_public)
    except FAILURES as fault:
        logger.error("not mended", document=difference.document, fault=type(fault).__name__)
        return False
    _enter(carrier, channel, difference, agency=agency)
    return True


def _carry(carrier: Carrier, message: Message, *, is_public: bool) -> None:
    if not is_public:
        carrier.withdraw(message, on=carrier.today)
        return
    with carrier.database.read() as session:
        package = package_of(session, message, originals=carrier.means.originals)
    carrier.deliver(message, lambda seq: replace(package, seq=seq))


def _message(
    session: Session, document: DocumentRow, *, channel: str, is_public: bool
) -> Message | None:
    """Return the last message by which the paper was to lie there, or was to be gone."""
    asked = select(OutboxRow).where(
        col(OutboxRow.document_id) == document.id, col(OutboxRow.channel) == channel
    )
    if is_public:
        shown = col(OutboxRow.version_id) == document.public_version_id
        asked = asked.where(col(OutboxRow.action) == PUBLISH, shown)
    row = session.scalars(asked.order_by(col(OutboxRow.seq).desc()).limit(1)).one_or_none()
    return None if row is None else message_of(row)


def _enter(carrier: Carrier, channel: str, difference: Difference, *, agency: str) -> None:
    with carrier.database.write() as session:
        entry = Change(
            agency_id=agency,
            event="channel:mended",
            subject=f"mending:{new_id()}",
            subject_rev=1,
            at=carrier.now,
            body={
                "channel": channel,
                "document": difference.document,
                "found": difference.sort.value,
            },
        )
        append(session, entry)
