"""Giving and taking roles: one administrator grants, another person confirms (S65)."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller, ConfirmRole, EndRole, GrantRole
from review.domain.account_refusals import (
    AnotherMustConfirm,
    OwnAccount,
    OwnerFirst,
    RoleNotHeld,
)
from review.domain.errors import AlreadyDone
from review.domain.vocabulary import Role
from review.services.accounts import must_hold, profile_in
from review.services.confirmers import refuse_to_lose, refuse_unconfirmable
from review.services.duties import confirmers_of, refuse_collision
from review.services.entries import enter
from review.services.person_entries import person_of
from review.services.sign_in import end_sessions
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.rows import PersonRow, RoleGrantRow
from workflows.words import ADMINISTRATORS


def grant_role(work: Work, command: GrantRole, *, caller: Caller) -> None:
    """Give a person a role; it takes effect when another confirms it."""
    must_hold(work, caller, Role.SECURITY_ADMIN)
    person = person_of(work, command.login, agency_id=caller.agency_id)
    held = {grant.role for grant in live_grants(work, person.id)}
    if command.role in held:
        raise AlreadyDone
    refuse_collision(held | {command.role}, profile=profile_in(work, caller.agency_id))
    await_confirmation(work, person, (command.role,), caller=caller)


def confirm_role(work: Work, command: ConfirmRole, *, caller: Caller) -> None:
    """Let a granted role take effect; neither who granted it nor its owner may.

    It waits until he has a password of his own: who set the first one knows it, and could sign
    in his place. An administrator's begins with that password, too: a session that a directory or
    a provider opened ends.
    """
    must_hold(work, caller, *confirmers_of(command.role))
    person = person_of(work, command.login, agency_id=caller.agency_id)
    grant = _live_grant(work, person, command.role)
    if grant.confirmed_at is not None:
        raise AlreadyDone
    if caller.person_id in {grant.granted_by, person.id}:
        raise AnotherMustConfirm
    if person.must_change_password:
        raise OwnerFirst(login=person.login)
    changed = {"confirmed_by": caller.person_id, "confirmed_at": work.now}
    _revise(work, grant, "person:role_confirmed", caller=caller, **changed)
    if command.role in ADMINISTRATORS:
        end_sessions(work, person.id)


def end_role(work: Work, command: EndRole, *, caller: Caller) -> None:
    """Take a role away: nobody his own, nor the last auditor's; an office keeps its keepers."""
    must_hold(work, caller, Role.SECURITY_ADMIN)
    person = person_of(work, command.login, agency_id=caller.agency_id)
    if person.id == caller.person_id:
        raise OwnAccount
    grant = _live_grant(work, person, command.role)
    if grant.confirmed_at is not None and person.active:
        refuse_to_lose(work, person, {command.role})
    _revise(work, grant, "person:role_ended", caller=caller, ended_at=work.now)


def await_confirmation(
    work: Work, person: PersonRow, roles: tuple[Role, ...], *, caller: Caller
) -> None:
    """Write grants that take effect when another confirms them."""
    for role in roles:
        grant = RoleGrantRow(
            id=new_id(),
            agency_id=person.agency_id,
            person_id=person.id,
            role=role,
            granted_by=caller.person_id,
            granted_at=work.now,
        )
        give(work, grant, caller=caller)


def give(work: Work, grant: RoleGrantRow, *, caller: Caller | None) -> None:
    """Write a grant after the entry that tells of it."""
    _tell(work, grant, "person:role_granted", caller=caller, rev=1)
    work.session.add(grant)
    work.session.flush()


def suspend_confirmations(
    work: Work, person: PersonRow, *, caller: Caller, only: Collection[Role] = tuple(Role)
) -> list[Role]:
    """Let roles wait for confirmation anew, all or only some, and return them.

    Who sets another's password could sign in as that person: what took two people to give
    takes two people again, an administrator's office before all (三员分立). Where nobody could
    give it back, it is not taken.
    """
    confirmed = [
        grant
        for grant in live_grants(work, person.id)
        if grant.confirmed_at is not None and grant.role in only
    ]
    for grant in confirmed:
        refuse_unconfirmable(work, person, grant.role, without={caller.person_id})
    for grant in confirmed:
        _revise(work, grant, "person:role_suspended", caller=caller, ended_at=work.now)
    roles = tuple(grant.role for grant in confirmed)
    await_confirmation(work, person, roles, caller=caller)
    return list(roles)


def live_grants(work: Work, person_id: str) -> list[RoleGrantRow]:
    """Return a person's grants that have not ended, confirmed or not."""
    query = select(RoleGrantRow).where(
        col(RoleGrantRow.person_id) == person_id, col(RoleGrantRow.ended_at).is_(None)
    )
    fresh = query.execution_options(populate_existing=True)
    return list(work.session.execute(fresh).scalars())


def _live_grant(work: Work, person: PersonRow, role: Role) -> RoleGrantRow:
    for grant in live_grants(work, person.id):
        if grant.role is role:
            return grant
    raise RoleNotHeld(login=person.login, role=role)


def _revise(
    work: Work, grant: RoleGrantRow, event: str, *, caller: Caller, **changes: object
) -> None:
    _tell(work, grant, event, caller=caller, rev=grant.rev + 1)
    grant.rev += 1
    for name, value in changes.items():
        setattr(grant, name, value)
    work.session.flush()


def _tell(work: Work, grant: RoleGrantRow, event: str, *, caller: Caller | None, rev: int) -> None:
    """A grant has entries of its own: whose, which role, and given by whom."""
    enter(
        work,
        event,
        agency_id=grant.agency_id,
        subject=(f"role_grant:{grant.id}", rev),
        body={"of": grant.person_id, "role": grant.role.value, "granted_by": grant.granted_by},
        caller=caller,
    )
