"""Items a round set aside because something went wrong with them: told in the ledger.

There is no table: the last entry about an item says whether it is open. Of the fault its kind is
kept and no word more (H11).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlmodel import Session, col

from review.services.entries import enter
from review.services.work import Work
from review.storage.rows import LedgerEntryRow

SUBJECT = "set_aside:"
_AFTER = "set_aside;"
"""What follows every such subject, by the order of its bytes."""
PUT_ASIDE = "reassessment:set_aside"
TAKEN_UP = "reassessment:taken_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A paper that rounds could not get through: the kind of the last fault, since when, how often.

    `rev` is the number of its last entry.
    """

    document_id: str
    agency_id: str
    error: str
    since: datetime
    tries: int
    rev: int
    is_open: bool


def open_items(session: Session, *, agency_id: str | None = None) -> tuple[SetAside, ...]:
    """Return what is set aside now, of one agency or of all, the oldest first."""
    found = (one for one in _known(session, agency_id).values() if one.is_open)
    return tuple(sorted(found, key=lambda one: (one.since, one.document_id)))


def put_aside(work: Work, document_id: str, *, agency_id: str, error: str) -> None:
    """Enter that an item failed, once more or for the first time."""
    known = _known(work.session, agency_id, document_id).get(document_id)
    subject = (f"{SUBJECT}{document_id}", known.rev + 1 if known else 1)
    body = {"document": document_id, "error": error}
    enter(work, PUT_ASIDE, agency_id=agency_id, subject=subject, body=body, caller=None)


def take_up(work: Work, one: SetAside) -> None:
    """Enter that a round got through an item that had been set aside."""
    subject = (f"{SUBJECT}{one.document_id}", one.rev + 1)
    body = {"document": one.document_id}
    enter(work, TAKEN_UP, agency_id=one.agency_id, subject=subject, body=body, caller=None)


def _known(
    session: Session, agency_id: str | None, document_id: str | None = None
) -> dict[str, SetAside]:
    """Fold the entries: what was set aside stays so until it was taken up."""
    items: dict[str, SetAside] = {}
    for entry in _entries(session, agency_id, document_id):
        name = entry.subject.removeprefix(SUBJECT)
        before = items.get(name)
        if entry.event != PUT_ASIDE:
            if before is not None:
                items[name] = replace(before, is_open=False, rev=entry.subject_rev, tries=0)
            continue
        is_again = before is not None and before.is_open
        items[name] = SetAside(
            document_id=name,
            agency_id=entry.agency_id,
            error=str(json.loads(entry.body)["body"]["error"]),
            since=before.since if before is not None and is_again else entry.at,
            tries=(before.tries if before is not None else 0) + 1,
            rev=entry.subject_rev,
            is_open=True,
        )
    return items


def _entries(
    session: Session, agency_id: str | None, document_id: str | None
) -> Iterator[LedgerEntryRow]:
    query = select(LedgerEntryRow).order_by(
        col(LedgerEntryRow.subject), col(LedgerEntryRow.subject_rev)
    )
    if document_id is not None:
        query = query.where(col(LedgerEntryRow.subject) == f"{SUBJECT}{document_id}")
    else:
        query = query.where(*_prefixed(session))
    if agency_id is not None:
        query = query.where(col(LedgerEntryRow.agency_id) == agency_id)
    yield from session.scalars(query)


def _prefixed(session: Session) -> tuple[ColumnElement[bool], ...]:
    """SQLite finds a beginning by its index of bytes; PostgreSQL orders as a language does."""
    subject = col(LedgerEntryRow.subject)
    if session.get_bind().dialect.name == "sqlite":
        return subject >= SUBJECT, subject < _AFTER
    return (subject.startswith(SUBJECT, autoescape=True),)
