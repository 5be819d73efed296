"""Who confirms the roles of an office: it never loses the last of them (S65)."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, select
from sqlmodel import col

from review.domain.account_refusals import AuditorFirst, LastAuditor, NobodyConfirms
from review.domain.vocabulary import Role
from review.services.accounts import in_effect
from review.services.duties import confirmers_of
from review.services.work import Work
from review.storage.rows import PersonRow, RoleGrantRow


def refuse_to_lose(work: Work, person: PersonRow, roles: Collection[Role]) -> None:
    """Refuse to take these roles in effect from a person where nobody could confirm afterwards.

    Where no auditor is in effect, his role waits for one who may confirm it: those stay too.
    """
    if Role.AUDITOR in roles:
        if not _anybody(work, person.agency_id, {Role.AUDITOR}, without={person.id}):
            raise LastAuditor(login=person.login)
    elif not confirmers_of(Role.AUDITOR).isdisjoint(roles) and _awaits_auditor(work, person):
        raise AuditorFirst(login=person.login)


def refuse_unconfirmable(
    work: Work, person: PersonRow, role: Role, *, without: Collection[str]
) -> None:
    """Refuse to let a role wait for a confirmation that nobody is there to give."""
    if not _anybody(work, person.agency_id, confirmers_of(role), without={person.id, *without}):
        raise NobodyConfirms(role=role)


def _awaits_auditor(work: Work, person: PersonRow) -> bool:
    """Say whether an office that had an auditor has none in effect."""
    ever = select(col(RoleGrantRow.id)).where(*_of(person.agency_id, {Role.AUDITOR}))
    if work.session.scalars(ever.limit(1)).first() is None:
        return False
    return not _anybody(work, person.agency_id, {Role.AUDITOR}, without=())


def _anybody(
    work: Work, agency_id: str, roles: Collection[Role], *, without: Collection[str]
) -> bool:
    """Say whether somebody else holds one of these roles in effect."""
    held = select(col(RoleGrantRow.id)).join(
        PersonRow, col(PersonRow.id) == col(RoleGrantRow.person_id)
    )
    others = held.where(
        *_of(agency_id, roles),
        in_effect(),
        col(RoleGrantRow.person_id).not_in(without),
        col(PersonRow.active),
    )
    return work.session.scalars(others.limit(1)).first() is not None


def _of(agency_id: str, roles: Collection[Role]) -> tuple[ColumnElement[bool], ...]:
    return (col(RoleGrantRow.agency_id) == agency_id, col(RoleGrantRow.role).in_(roles))
