"""Who may see a case: the one function behind pages, files, lists, search and records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, or_, true
from sqlmodel import col

from review.commands import Caller
from review.domain.vocabulary import Role
from review.services.accounts import roles_of, stands_in
from review.services.work import Work
from review.storage.rows import DocumentRow, PersonRow
from workflows.engine import Actor

SEE_ALL = frozenset(
    {
        Role.OFFICE_REVIEWER,
        Role.CONFIDENTIALITY_OFFICER,
        Role.LEGAL_OFFICER,
        Role.INFORMATION_OFFICER,
        Role.APPROVING_OFFICIAL,
        Role.HEAD_OF_AGENCY,
        Role.PUBLISHER,
    }
)
SEE_SECTION = frozenset({Role.DRAFTER, Role.SECTION_HEAD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """How much of an agency's papers somebody sees: all, or a section's and his own."""

    section_id: str | None = None
    drafter_id: str | None = None

    def takes_in(self, document: DocumentRow) -> bool:
        """Say whether a paper of the agency is in sight."""
        if self.drafter_id is None:
            return True
        return self.drafter_id == document.drafter_id or self.section_id == document.section_id


def sees(work: Work, actor: Actor, document: DocumentRow) -> bool:
    """Say whether an actor may see a paper of his agency; a deputy sees what his principal does."""
    if actor.roles & SEE_ALL or document.drafter_id in actor.persons:
        return True
    person = work.session.get_one(PersonRow, actor.principal or actor.person)
    return bool(actor.roles & SEE_SECTION) and document.section_id == person.section_id


def visible(work: Work, caller: Caller | None) -> ColumnElement[bool]:
    """Return the condition under which a paper is this person's to see.

    Reviewers and officials see their agency's, sections their own; administrators and auditors see
    no paper; a deputy sees what his principal does. Without a caller it is the operator at the
    machine itself, who holds the database.
    """
    if caller is None:
        return true()
    return seen_from(sights_of(work, caller), agency_id=caller.agency_id)


def seen_from(sights: Iterable[Sight], *, agency_id: str) -> ColumnElement[bool]:
    """Return the same condition for who sees so much of an agency's papers."""
    return (col(DocumentRow.agency_id) == agency_id) & or_(false(), *map(_seen, sights))


def sights_of(work: Work, caller: Caller) -> tuple[Sight, ...]:
    """Return what a person sees: his own, and what those do in whose place he is."""
    own = _sight(work, caller.person_id, roles_of(work.session, caller.person_id))
    others = (
        _sight(work, actor.principal, actor.roles)
        for actor in stands_in(work, caller)
        if actor.principal is not None
    )
    return tuple(dict.fromkeys(sight for sight in (own, *others) if sight is not None))


def sight_of(person_id: str, section_id: str | None, roles: frozenset[Role]) -> Sight | None:
    """Return how much somebody of a section sees in these roles of his own."""
    if roles & SEE_ALL:
        return Sight()
    if roles & SEE_SECTION:
        return Sight(section_id=section_id, drafter_id=person_id)
    return None


def _sight(work: Work, person_id: str, roles: frozenset[Role]) -> Sight | None:
    if roles & SEE_ALL or not roles & SEE_SECTION:
        return sight_of(person_id, None, roles)
    return sight_of(person_id, work.session.get_one(PersonRow, person_id).section_id, roles)


def _seen(sight: Sight) -> ColumnElement[bool]:
    if sight.drafter_id is None:
        return true()
    drafted = col(DocumentRow.drafter_id) == sight.drafter_id
    return (col(DocumentRow.section_id) == sight.section_id) | drafted
