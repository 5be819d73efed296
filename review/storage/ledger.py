"""The ledger: canonical entries, chained per agency by SHA-256 and SM3."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Insert,
    String,
    Update,
    bindparam,
    insert,
    select,
    type_coerce,
    union,
    update,
)
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, col

from review.hashing import Digest, sm3
from review.storage.columns import UtcDateTime
from review.storage.rows import AgencyRow, LedgerEntryRow, LedgerHeadRow
from review.storage.tables import table_of

GENESIS = "0" * 64
BATCH = 1000
WRITTEN = "%Y-%m-%d %H:%M:%S.%f"
"""How an instant lies in a column of SQLite; PostgreSQL keeps a number."""
_HELD = "chains held"
_LOCKED = (
    select(LedgerHeadRow)
    .where(col(LedgerHeadRow.agency_id) == bindparam("agency"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
_ENTER = insert(table_of(LedgerEntryRow))
_HEADS = table_of(LedgerHeadRow)
MOVED = ("seq", "sha256", "sm3")
_MOVE_HEAD = update(_HEADS).where(_HEADS.c.agency_id == bindparam("of"))

Scalar = str | int | bool | None
Row = dict[str, Any]
Body = Mapping[str, Scalar | list[str] | Mapping[str, Scalar]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an entry is about: one subject at its new revision, and the document it moved."""

    agency_id: str
    event: str
    subject: str
    subject_rev: int
    at: datetime
    body: Body
    document_id: str | None = None
    document_rev: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Number and hashes of an entry: what the next one follows."""

    seq: int
    sha256: str
    sm3: str

    @property
    def columns(self) -> dict[str, Any]:
        """The same as it lies in the head."""
        return {"seq": self.seq, "sha256": self.sha256, "sm3": self.sm3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """The first entry of a chain that does not stand, and why."""

    agency_id: str
    seq: int
    why: str
    subject: str = ""
    """What a row calls itself that says otherwise; an entry has none."""


def canonical(body: Mapping[str, object]) -> str:
    """Return the one way to write a body: sorted ASCII keys, no spaces, no floats."""
    return json.dumps(
        body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def head_of(session: Session, agency_id: str) -> LedgerHeadRow:
    """Return the head of an agency's chain, locked to the end of the transaction."""
    held: dict[str, LedgerHeadRow] = session.info.setdefault(_HELD, {})
    head = held.get(agency_id) or session.scalars(_LOCKED, {"agency": agency_id}).one()
    if not session.in_nested_transaction():  # a lock taken in a savepoint may end with it
        held[agency_id] = head
    return head


def tip_of(session: Session, agency_id: str) -> tuple[int, str]:
    """Return number and SHA-256 of the last entry of a chain, as a reader sees it."""
    last = last_link(session, agency_id)
    return last.seq, last.sha256


def last_link(session: Session, agency_id: str) -> Link:
    """Return what the next entry of a chain would follow, as a reader sees it."""
    return _link_of(session.get_one(LedgerHeadRow, agency_id))


def open_chain(session: Session, agency_id: str) -> None:
    """Begin the chain of a new agency."""
    session.add(LedgerHeadRow(agency_id=agency_id, seq=0, sha256=GENESIS, sm3=GENESIS))
    session.flush()


def append(session: Session, change: Change) -> int:
    """Write the entry of one change and move the head; return its number (H6)."""
    head = head_of(session, change.agency_id)
    link, entry = _linked(change, _link_of(head))
    session.flush()  # what was changed before comes before
    session.execute(_ENTER, entry)  # the entry first: the head may only move on to one there is
    session.execute(_MOVE_HEAD, {"of": change.agency_id, **link.columns})
    _moved(head, link)
    return link.seq


def linked(changes: Sequence[Change], *, after: Link) -> list[Row]:
    """Return the rows of the entries of many changes of one agency, as they follow a link.

    They are worth nothing once another entry follows it.
    """
    rows = []
    for change in changes:
        after, row = _linked(change, after)
        rows.append(row)
    return rows


def is_tip(session: Session, row: Row) -> bool:
    """Say whether an entry follows the last one of its chain, which is locked from here on."""
    head = head_of(session, row["agency_id"])
    return (head.seq + 1, head.sha256) == (row["seq"], row["prev_sha256"])


def append_linked(session: Session, rows: Sequence[Row]) -> None:
    """Write the entries that follow the last of their chain, each followed by its head's move."""
    if not rows:
        return
    head = head_of(session, rows[0]["agency_id"])
    session.flush()
    connection = session.connection()
    enter, move = _prepared(connection, _ENTER, ()), _prepared(connection, _MOVE_HEAD, MOVED)
    for row in rows:
        enter(row)
        move({"of": row["agency_id"], **{name: row[name] for name in MOVED}})
    _moved(head, Link(**{name: rows[-1][name] for name in MOVED}))


def _link_of(head: LedgerHeadRow) -> Link:
    return Link(seq=head.seq, sha256=head.sha256, sm3=head.sm3)


def _linked(change: Change, last: Link) -> tuple[Link, Row]:
    """Return the link that follows the last, and the row of its entry."""
    seq = last.seq + 1
    body = canonical(_whole(change, seq=seq))
    link = Link(
        seq=seq,
        sha256=_link(hashlib.sha256, last.sha256, body),
        sm3=_link(sm3, last.sm3, body),
    )
    return link, {
        "agency_id": change.agency_id,
        "at": change.at,
        "event": change.event,
        "subject": change.subject,
        "subject_rev": change.subject_rev,
        "document_id": change.document_id,
        "document_rev": change.document_rev,
        "prev_sha256": last.sha256,
        "prev_sm3": last.sm3,
        "body": body,
        **link.columns,
    }


def _moved(head: LedgerHeadRow, link: Link) -> None:
    for name, value in link.columns.items():  # what was written need not be read again
        set_committed_value(head, name, value)


def _prepared(
    connection: Connection, statement: Insert | Update, columns: Sequence[str]
) -> Callable[[Row], object]:
    """Return a statement compiled once, to be executed for one row after the other.

    Each is a statement of its own, for the guards judge an entry by the head before it.
    """
    dialect = connection.dialect
    compiled = statement.compile(dialect=dialect, column_keys=list(columns) or None)
    text, places = str(compiled), compiled.positiontup
    bind = UtcDateTime().dialect_impl(dialect).bind_processor(dialect)

    def execute(row: Row) -> object:
        if "at" in row and bind is not None:
            row = {**row, "at": bind(row["at"])}
        given = row if places is None else tuple(row[name] for name in places)
        return connection.exec_driver_sql(text, given)

    return execute


def verify(session: Session) -> tuple[Flaw, ...]:
    """Return the first flaw of every agency's chain; none means all chains stand.

    Agencies are asked, not heads: a chain without its head, or without anything, is no chain.
    """
    found = [_first_flaw(session, agency) for agency in _agencies(session)]
    return tuple(flaw for flaw in found if flaw is not None)


def entries(session: Session, agency_id: str) -> Generator[LedgerEntryRow, None, None]:
    """Yield the chain of an agency in order, without holding it in memory."""
    for entry, _ in _read(session, agency_id, batch=BATCH):
        yield entry


def _read(
    session: Session, agency_id: str, *, batch: int
) -> Generator[tuple[LedgerEntryRow, object], None, None]:
    """Yield each entry with its instant as it lies in the column, down to the last sign."""
    lying = type_coerce(col(LedgerEntryRow.at), String).label("lying")
    query = select(LedgerEntryRow, lying).where(col(LedgerEntryRow.agency_id) == agency_id)
    ordered = query.order_by(col(LedgerEntryRow.seq)).execution_options(yield_per=batch)
    with closing(session.execute(ordered)) as found:
        for entry, at in found:
            yield entry, at
            session.expunge(entry)


def _whole(change: Change, *, seq: int) -> dict[str, object]:
    """Add to a body what the columns say, so that no column can be changed unseen."""
    return {
        "agency": change.agency_id,
        "seq": seq,
        "at": change.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "event": change.event,
        "subject": change.subject,
        "rev": change.subject_rev,
        "document": change.document_id,
        "document_rev": change.document_rev,
        "body": change.body,
    }


def _link(begin: Callable[[bytes], Digest], previous: str, body: str) -> str:
    return begin(b"\x00" + bytes.fromhex(previous) + body.encode()).hexdigest()


def _flaw_of(entry: LedgerEntryRow, *, seq: int, sha256: str, sm3_: str) -> str | None:
    """Return what is wrong with an entry that should be number `seq` after these hashes."""
    if entry.seq != seq:
        return "gap"
    if (entry.prev_sha256, entry.prev_sm3) != (sha256, sm3_):
        return "broken"
    hashes = (_link(hashlib.sha256, sha256, entry.body), _link(sm3, sm3_, entry.body))
    if (entry.sha256, entry.sm3) != hashes:
        return "edited"
    return None if _columns_agree(entry) else "columns"


def _columns_agree(entry: LedgerEntryRow) -> bool:
    try:
        told = json.loads(entry.body)["body"]
    except (ValueError, KeyError, TypeError):  # canonical it cannot be
        return False
    change = Change(
        agency_id=entry.agency_id,
        event=entry.event,
        subject=entry.subject,
        subject_rev=entry.subject_rev,
        at=entry.at,
        body=told,
        document_id=entry.document_id,
        document_rev=entry.document_rev,
    )
    return canonical(_whole(change, seq=entry.seq)) == entry.body


def _agencies(session: Session) -> list[str]:
    """Return every agency that is there, or has a head or an entry."""
    owners = (AgencyRow.id, LedgerHeadRow.agency_id, LedgerEntryRow.agency_id)
    return sorted(session.scalars(union(*(select(col(owner)) for owner in owners))))


def _first_flaw(session: Session, agency_id: str) -> Flaw | None:
    """Follow a chain; where a column cannot even be read, entry by entry to find which."""
    try:
        return _followed(session, agency_id, batch=BATCH)
    except ValueError:
        return _followed(session, agency_id, batch=1)


def _followed(session: Session, agency_id: str, *, batch: int) -> Flaw | None:
    expected, sha256, sm3_ = 0, GENESIS, GENESIS
    with closing(_read(session, agency_id, batch=batch)) as chain:
        while True:
            expected += 1
            try:
                entry, at = next(chain)
            except StopIteration:
                break
            except ValueError:
                if batch > 1:
                    raise
                return Flaw(agency_id=agency_id, seq=expected, why="columns")
            why = _flaw_of(entry, seq=expected, sha256=sha256, sm3_=sm3_)
            if why is None and isinstance(at, str) and at != entry.at.strftime(WRITTEN):
                why = "columns"
            if why is not None:
                return Flaw(agency_id=agency_id, seq=expected, why=why)
            sha256, sm3_ = entry.sha256, entry.sm3
    why = _flaw_of_head(session.get(LedgerHeadRow, agency_id), (expected - 1, sha256, sm3_))
    return None if why is None else Flaw(agency_id=agency_id, seq=expected, why=why)


def _flaw_of_head(head: LedgerHeadRow | None, last: tuple[int, str, str]) -> str | None:
    """Return what is wrong with the head of a chain whose last entry has this number and hashes."""
    if head is None:
        return "headless"
    if (head.seq, head.sha256, head.sm3) != last:
        return "head"
    return "empty" if head.seq == 0 else None
