"""Destroying bytes that must not lie here: what a commit asked for, and what none entered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import col

from review.services.work import Means
from review.storage.database import Database
from review.storage.rows import FileRow, LedgerHeadRow, PurgeRow

PURGE_ASKED = "purge asked"
"""What a session says of itself when the commit must be followed by a purge."""


def purge_due(database: Database, means: Means, *, now: datetime) -> int:
    """Destroy what was asked for and is not gone yet; a crash in between is caught up."""
    with database.read() as session:
        query = select(col(PurgeRow.sha256)).where(col(PurgeRow.done_at).is_(None))
        asked = list(session.execute(query).scalars())
    if asked:
        sweep(database, means)  # of such a paper not even half a copy may be left
    for sha256 in asked:
        means.originals.destroy(sha256)
        with database.write() as session:
            done = update(PurgeRow).where(col(PurgeRow.sha256) == sha256)
            session.execute(done.values(done_at=now))
    return len(asked)


def sweep(database: Database, means: Means) -> int:
    """Destroy what came in but never was entered: a crash or a refusal came between.

    Whoever hands in holds the chain of the agency; with every chain held here, nobody does.
    """
    originals = means.originals
    if not originals.incoming():
        return 0
    with database.write() as session:
        session.execute(select(col(LedgerHeadRow.seq)).with_for_update()).all()
        incoming = originals.incoming()
        entered = select(col(FileRow.sha256)).where(col(FileRow.sha256).in_(incoming))
        left = incoming - set(session.execute(entered).scalars())
        for sha256 in left:
            originals.destroy(sha256)
        for sha256 in incoming:
            originals.settle(sha256)
    return len(left)
