"""Who may see a case: the one function behind pages, files, lists, search and records."""

from __future__ import annotations

from sqlalchemy import ColumnElement, false, true
from sqlmodel import col

from review.commands import Caller
from review.domain.vocabulary import Role
from review.services.accounts import roles_of
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


def sees(work: Work, actor: Actor, document: DocumentRow) -> bool:
    """Say whether an actor may see a paper of his agency; a deputy sees what his principal does."""
    if actor.roles & SEE_ALL or document.drafter_id in actor.persons:
        return True
    person = work.session.get_one(PersonRow, actor.principal or actor.person)
    return bool(actor.roles & SEE_SECTION) and document.section_id == person.section_id


def visible(work: Work, caller: Caller | None) -> ColumnElement[bool]:
    """Return the condition under which a paper is this person's to see.

    Reviewers and officials see their agency's, sections their own; administrators and auditors see
    no paper. Without a caller it is the operator at the machine itself, who holds the database.
    """
    if caller is None:
        return true()
    roles = roles_of(work.session, caller.person_id)
    mine = col(DocumentRow.agency_id) == caller.agency_id
    if roles & SEE_ALL:
        return mine
    if roles & SEE_SECTION:
        person = work.session.get_one(PersonRow, caller.person_id)
        own = col(DocumentRow.drafter_id) == caller.person_id
        return mine & ((col(DocumentRow.section_id) == person.section_id) | own)
    return false()
