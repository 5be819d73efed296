"""Changing a person's row: locked first, told to the ledger, then written (H6, H7)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller
from review.domain.errors import NoSuchPerson
from review.services.entries import enter
from review.services.work import Work
from review.storage.ledger import Scalar
from review.storage.rows import PersonRow

Told = Mapping[str, Scalar | list[str]]
NOTHING_MORE: Told = MappingProxyType({})


def person_of(work: Work, login: str, *, agency_id: str) -> PersonRow:
    """Return a person of this agency, locked; another agency's does not exist (S07)."""
    return locked(work, person_named(work, login, agency_id=agency_id).id)


def person_named(work: Work, login: str, *, agency_id: str) -> PersonRow:
    """Return a person of this agency to look at, not to change."""
    query = select(PersonRow).where(
        col(PersonRow.agency_id) == agency_id, col(PersonRow.login) == login
    )
    person: PersonRow | None = work.session.scalars(query).one_or_none()
    if person is None:
        raise NoSuchPerson(person=login)
    return person


def locked(work: Work, person_id: str) -> PersonRow:
    """Return a person as it stands now, locked to the end of the transaction.

    The lock does not bar rows that merely name the person: cases go on meanwhile.
    """
    query = select(PersonRow).where(col(PersonRow.id) == person_id)
    fresh = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    person: PersonRow = work.session.scalars(fresh).one()
    return person


def add(work: Work, person: PersonRow, *, caller: Caller | None, body: Told) -> None:
    """Write a new person after the entry that tells of it."""
    _enter(work, person, "person:added", rev=1, caller=caller, body=body)
    work.session.add(person)
    work.session.flush()


def revise(
    work: Work,
    person: PersonRow,
    event: str,
    *,
    caller: Caller | None,
    body: Told = NOTHING_MORE,
    **changes: object,
) -> None:
    """Change a locked person after the entry that tells of it, under the next revision."""
    rev = person.rev + 1
    _enter(work, person, event, rev=rev, caller=caller, body=body)
    for name, value in changes.items():
        setattr(person, name, value)
    person.rev = rev
    work.session.flush()


def _enter(  # noqa: PLR0913  # each is a part of the entry
    work: Work, person: PersonRow, event: str, *, rev: int, caller: Caller | None, body: Told
) -> None:
    enter(
        work,
        event,
        agency_id=person.agency_id,
        subject=(f"person:{person.id}", rev),
        body={"of": person.id, **body},
        caller=caller,
    )
