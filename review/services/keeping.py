"""What a keeper of accounts, or who confirms what he did, has before him."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller
from review.domain.vocabulary import Role
from review.services.accounts import actor_of
from review.services.duties import CONFIRMERS, confirmers_of
from review.services.people import PersonLine, people
from review.services.sections import living_sections
from review.services.work import Work
from review.storage.rows import PersonRow, RoleGrantRow
from workflows.words import ADMINISTRATORS

ACCOUNTS_CONCERN = ADMINISTRATORS | CONFIRMERS
"""Who keeps accounts, and who confirms what they do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRole:
    """A role that somebody gave and another has to confirm."""

    login: str
    name: str
    role: Role
    granted_by: str
    waits_for_owner: bool
    """He has no password of his own yet: nobody confirms it before that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepingView:
    """The accounts of the agency, and what of them is this person's to do."""

    people: tuple[PersonLine, ...]
    sections: tuple[str, ...]
    waiting: tuple[WaitingRole, ...]
    """What the caller himself may confirm: neither given by him nor his own."""
    makes_accounts: bool
    gives_roles: bool


def keeping_view(work: Work, *, caller: Caller) -> KeepingView:
    """Return what somebody keeps or confirms; who does neither is shown no account at all."""
    own = actor_of(work, caller).roles
    return KeepingView(
        people=people(work, caller=caller) if own & ADMINISTRATORS else (),
        sections=tuple(sorted(living_sections(work, agency_id=caller.agency_id))),
        waiting=_waiting(work, own, caller=caller),
        makes_accounts=Role.SYSTEM_ADMIN in own,
        gives_roles=Role.SECURITY_ADMIN in own,
    )


def keeps_or_confirms(work: Work, *, caller: Caller) -> bool:
    """Say whether the page of accounts has anything for somebody."""
    return not actor_of(work, caller).roles.isdisjoint(ACCOUNTS_CONCERN)


def _waiting(work: Work, own: frozenset[Role], *, caller: Caller) -> tuple[WaitingRole, ...]:
    giver = select(col(PersonRow.name)).where(col(PersonRow.id) == col(RoleGrantRow.granted_by))
    query = (
        select(
            col(PersonRow.login),
            col(PersonRow.name),
            col(RoleGrantRow.role),
            giver.correlate(RoleGrantRow).scalar_subquery(),
            col(PersonRow.must_change_password),
        )
        .join(PersonRow, col(PersonRow.id) == col(RoleGrantRow.person_id))
        .where(
            col(RoleGrantRow.agency_id) == caller.agency_id,
            col(RoleGrantRow.ended_at).is_(None),
            col(RoleGrantRow.confirmed_at).is_(None),
            col(RoleGrantRow.person_id) != caller.person_id,
            col(RoleGrantRow.granted_by).is_distinct_from(caller.person_id),
            col(PersonRow.active),
        )
        .order_by(col(PersonRow.login), col(RoleGrantRow.role))
    )
    return tuple(
        WaitingRole(
            login=login, name=name, role=role, granted_by=by or "", waits_for_owner=waits_for_owner
        )
        for login, name, role, by, waits_for_owner in work.session.execute(query)
        if own & confirmers_of(role)
    )
