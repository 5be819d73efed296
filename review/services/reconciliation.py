"""Reconciliation (对账): what the channels show against what the public may read, both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select
from sqlmodel import Session, col

from review.domain.vocabulary import Availability
from review.hashing import both
from review.publishing.channel import Difference, Expected, Hashes
from review.publishing.folder import Folder
from review.services.outbox import PUBLISH, is_waiting
from review.services.work import Means
from review.storage.database import Transactions
from review.storage.rows import DocumentRow, FileRow, OutboxRow


def reconcile_all(database: Transactions, *, means: Means) -> dict[str, tuple[Difference, ...]]:
    """Compare every channel with ours; a channel that agrees has no differences."""
    with database.read() as session:
        expected = {name: expected_public(session, channel=name) for name in means.channels}
    return {
        name: Folder(path=path, hashing=both).reconcile(expected[name])
        for name, path in means.channels.items()
    }


def expected_public(session: Session, *, channel: str) -> tuple[Expected, ...]:
    """Return every public paper that was ever asked of a channel, as it should lie there."""
    hashes = _hashes(session)
    waiting = _waiting(session, channel=channel)
    return tuple(
        Expected(document=document, hashes=hashes[version], is_under_way=document in waiting)
        for document, version in _asked(session, channel=channel)
    )


def _asked(session: Session, *, channel: str) -> list[tuple[str, str]]:
    public = (
        select(col(DocumentRow.id), col(OutboxRow.version_id))
        .join(OutboxRow, col(OutboxRow.document_id) == col(DocumentRow.id))
        .where(
            col(DocumentRow.availability) == Availability.PUBLIC,
            col(OutboxRow.version_id) == col(DocumentRow.public_version_id),
            col(OutboxRow.channel) == channel,
            col(OutboxRow.action) == PUBLISH,
        )
        .distinct()
        .order_by(col(DocumentRow.id))
    )
    return [(document, version) for document, version in session.execute(public)]


def _waiting(session: Session, *, channel: str) -> frozenset[str]:
    rows = select(col(OutboxRow.document_id)).where(
        col(OutboxRow.channel) == channel, *is_waiting()
    )
    return frozenset(session.execute(rows).scalars())


def _hashes(session: Session) -> Mapping[str, Hashes]:
    """Return the hashes of the files of every public version, in the order of the paper."""
    files = (
        select(col(FileRow.version_id), col(FileRow.sha256), col(FileRow.sm3))
        .join(DocumentRow, col(DocumentRow.public_version_id) == col(FileRow.version_id))
        .where(col(DocumentRow.availability) == Availability.PUBLIC)
        .order_by(col(FileRow.version_id), col(FileRow.position))
    )
    found: dict[str, Hashes] = defaultdict(tuple)
    for version, sha256, sm3 in session.execute(files):
        found[version] += ((sha256, sm3),)
    return found
