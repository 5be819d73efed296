"""Destroying bytes that must not lie here: what a commit asked for, and what none entered."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, exists, select
from sqlmodel import Session, col

from review.screening.picture_room import PICTURES
from review.screening.reading_room import ROOM
from review.services.work import Means
from review.storage.database import Database
from review.storage.ledger import Change, append
from review.storage.originals import OriginalMissing, Originals
from review.storage.rows import FileRow, LedgerHeadRow, PurgeRow

PURGE_ASKED = "purge asked"
"""What a session says of itself when the commit must be followed by a purge."""


def purge_due(database: Database, means: Means, *, now: datetime) -> int:
    """Destroy what was asked for and is not gone yet; a crash in between is caught up."""
    with database.read() as session:
        query = select(col(PurgeRow.id)).where(col(PurgeRow.done_at).is_(None))
        asked = list(session.scalars(query.order_by(col(PurgeRow.id))))
    if asked:
        sweep(database, means)  # of such a paper not even half a copy may be left
    for purge in asked:
        _destroy(database, means, purge, now=now)
    if asked:  # what was laid out for readers of it
        ROOM.forget()
        PICTURES.forget()
    return len(asked)


def sweep(database: Database, means: Means) -> int:
    """Destroy what came in but never was entered: a crash or a refusal came between."""
    originals = means.originals
    if not originals.incoming():
        return 0
    with database.write() as session:
        _hold_every_chain(session)
        incoming = originals.incoming()
        entered = select(col(FileRow.sha256)).where(col(FileRow.sha256).in_(incoming))
        left = incoming - set(session.execute(entered).scalars())
        for sha256 in left:
            originals.destroy(sha256)
        for sha256 in incoming:
            originals.settle(sha256)
    return len(left)


def is_purged() -> ColumnElement[bool]:
    """The paper of a file may hold these bytes no more, whoever else still has them."""
    return exists().where(
        col(PurgeRow.document_id) == col(FileRow.document_id),
        col(PurgeRow.sha256) == col(FileRow.sha256),
    )


def is_held(session: Session, sha256: str, *, agency_id: str | None = None) -> bool:
    """Say whether a paper that was not intercepted holds these bytes: anybody's, or an agency's."""
    held = select(col(FileRow.id)).where(col(FileRow.sha256) == sha256, ~is_purged())
    if agency_id is not None:
        held = held.where(col(FileRow.agency_id) == agency_id)
    return session.scalars(held.limit(1)).first() is not None


def content_of(session: Session, originals: Originals, file: FileRow) -> bytes:
    """Return the bytes of a paper's file; an intercepted paper has none, whoever else holds them.

    Raises:
        OriginalMissing: there are no such bytes, or no longer for this paper.
        OriginalAltered: the bytes in the store are others.
    """
    if session.scalars(_purged(), {"file": file.id}).first() is not None:
        raise OriginalMissing(file.sha256)
    return originals.read(file.sha256)


@cache
def _purged() -> Select[str]:
    return select(col(FileRow.id)).where(col(FileRow.id) == bindparam("file"), is_purged())


def _destroy(database: Database, means: Means, purge: str, *, now: datetime) -> None:
    """Destroy bytes nobody else holds; a paper that comes in meanwhile waits, or is seen here."""
    with database.write() as session:
        _hold_every_chain(session)
        row = session.get_one(PurgeRow, purge, with_for_update=True)
        if row.done_at is not None:
            return
        if not is_held(session, row.sha256):
            means.originals.destroy(row.sha256)
        append(session, _done(row, now=now))
        row.done_at = now
        session.flush()


def _done(row: PurgeRow, *, now: datetime) -> Change:
    return Change(
        agency_id=row.agency_id,
        event="original:destroyed",
        subject=f"purge:{row.id}",
        subject_rev=1,
        at=now,
        body={"sha256": row.sha256, "document": row.document_id, "case": row.case_id},
    )


def _hold_every_chain(session: Session) -> None:
    """Whoever hands in holds the chain of the agency; with every chain held here, nobody does."""
    heads = select(col(LedgerHeadRow.seq)).order_by(col(LedgerHeadRow.agency_id))
    session.execute(heads.with_for_update()).all()
