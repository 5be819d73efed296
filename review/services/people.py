"""The people of an office: made, given new passwords, closed, and listed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from review.commands import AddPerson, Caller, ChangePassword, Deactivate, NewAccount, ResetPassword
from review.domain.account_refusals import LoginTaken, LoginUnfit, OwnAccount, PasswordKnown
from review.domain.account_rules import AccountRules
from review.domain.errors import AlreadyDone, NotYours, SignInFailed
from review.domain.vocabulary import Role
from review.services.account_rules import rules_in
from review.services.accounts import must_hold, profile_in, roles_of
from review.services.cases import lock
from review.services.confirmers import refuse_to_lose
from review.services.duties import refuse_collision
from review.services.passwords import OFFICE, Passwords, refuse_weak
from review.services.person_entries import Told, add, locked, person_named, person_of, revise
from review.services.role_grants import await_confirmation, suspend_confirmations
from review.services.sections import section_named
from review.services.sign_in import Proof, end_sessions, recognised
from review.services.tokens import end_tokens
from review.services.visibility import SEE_SECTION
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.rows import PersonRow, RoleGrantRow, SectionRow
from review.structure_commands import MovePerson
from workflows.words import ADMINISTRATORS

LONGEST_LOGIN = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """One account as its administrators see it; `waiting` are roles not yet confirmed."""

    login: str
    name: str
    section: str | None
    roles: tuple[Role, ...]
    waiting: tuple[Role, ...]
    is_active: bool
    must_change_password: bool
    locked_until: datetime | None
    has_second_step: bool
    vouched_for: bool

    @property
    def is_keeper(self) -> bool:
        """Whether he keeps accounts or looks on: nobody vouches for him."""
        return not ADMINISTRATORS.isdisjoint(self.roles)


def add_person(
    work: Work, command: AddPerson, *, caller: Caller, passwords: Passwords = OFFICE
) -> None:
    """Make an account; its roles take who grants roles, and wait for another's confirmation."""
    lock(work, caller.agency_id)  # a section that is just ending has ended from here on
    account = command.account
    refuse_account(work, account, caller=caller)
    if account.password is not None:
        rules = rules_in(work, caller.agency_id)
        refuse_weak(account.password, login=account.login, rules=rules)
    person = new_person(work, account, agency_id=caller.agency_id, passwords=passwords)
    roles = tuple(dict.fromkeys(account.roles))
    add(work, person, caller=caller, body={"roles": [role.value for role in roles]})
    await_confirmation(work, person, roles, caller=caller)


def refuse_account(work: Work, account: NewAccount, *, caller: Caller) -> None:
    """Refuse what will not do whatever the password: nobody types one for nothing."""
    own = must_hold(work, caller, Role.SYSTEM_ADMIN)
    if account.roles and Role.SECURITY_ADMIN not in own:
        raise NotYours
    refuse_collision(set(account.roles), profile=profile_in(work, caller.agency_id))
    refuse_login(work, account.login)
    _section(work, account.section, agency_id=caller.agency_id)


def new_person(
    work: Work, account: NewAccount, *, agency_id: str, passwords: Passwords
) -> PersonRow:
    """Return the row of a new account; refuse a login that will not do or is taken."""
    refuse_login(work, account.login)
    return PersonRow(
        id=new_id(),
        agency_id=agency_id,
        section_id=_section(work, account.section, agency_id=agency_id),
        login=account.login,
        name=account.name,
        password_hash=None if account.password is None else passwords.hash(account.password),
        password_since=work.now,
    )


def refuse_login(work: Work, login: str) -> None:
    """Refuse a login nobody could type, or one that is taken."""
    if not login.isprintable() or not 1 <= len(login) <= LONGEST_LOGIN or " " in login:
        raise LoginUnfit(login=login)
    query = select(col(PersonRow.id)).where(col(PersonRow.login) == login)
    if work.session.execute(query).first() is not None:
        raise LoginTaken(login=login)


def reset_password(
    work: Work, command: ResetPassword, *, caller: Caller, passwords: Passwords = OFFICE
) -> None:
    """Give a person a new first password; whoever knew the old one is out, and roles wait."""
    refuse_reset(work, command.login, caller=caller)
    person = person_of(work, command.login, agency_id=caller.agency_id)
    rules = rules_in(work, caller.agency_id)
    refuse_weak(command.password, login=person.login, rules=rules)
    waiting = [role.value for role in suspend_confirmations(work, person, caller=caller)]
    revise(
        work,
        person,
        "person:password_reset",
        caller=caller,
        body={"waiting": waiting, "tokens": shut_out(work, person, caller=caller)},
        must_change_password=True,
        **_replaced(work, person, passwords.hash(command.password), rules),
        failed_sign_ins=0,
        locked_until=None,
    )


def refuse_reset(work: Work, login: str, *, caller: Caller) -> None:
    """Refuse who may not reset this password: an administrator resets anybody's but his own.

    It is asked before the command, and takes no lock: who only asks may not.
    """
    must_hold(work, caller, Role.SYSTEM_ADMIN)
    if person_named(work, login, agency_id=caller.agency_id).id == caller.person_id:
        raise OwnAccount


def change_password(
    work: Work, command: ChangePassword, *, caller: Caller, passwords: Passwords = OFFICE
) -> SignInFailed | None:
    """Change one's own password; all sessions and tokens end. A wrong old one counts as a try.

    As with signing in, the refusal is returned so that the wrong guess is counted.
    """
    person = locked(work, caller.person_id)
    if not person.active or person.agency_id != caller.agency_id:
        raise NotYours
    kept = person.password_hash
    matches = passwords.matches(kept, command.old)
    if recognised(work, Proof(person_id=person.id, kept=kept, matches=matches)) is None:
        return SignInFailed()
    rules = rules_in(work, person.agency_id)
    if command.new == command.old or _was_used(person, command.new, passwords=passwords):
        raise PasswordKnown
    refuse_weak(command.new, login=person.login, rules=rules)
    revise(
        work,
        person,
        "person:password_changed",
        caller=caller,
        body={"tokens": shut_out(work, person, caller=caller)},
        must_change_password=False,
        **_replaced(work, person, passwords.hash(command.new), rules),
    )
    return None


def _was_used(person: PersonRow, password: str, *, passwords: Passwords) -> bool:
    return any(passwords.matches(one, password) for one in person.former_passwords.split())


def _replaced(
    work: Work, person: PersonRow, password_hash: str, rules: AccountRules
) -> dict[str, object]:
    """Return what changes with a password; those that may not return are kept."""
    former = [one for one in (person.password_hash, *person.former_passwords.split()) if one]
    return {
        "password_hash": password_hash,
        "password_since": work.now,
        "former_passwords": " ".join(former[: rules.passwords_remembered - 1]),
    }


def deactivate(work: Work, command: Deactivate, *, caller: Caller) -> None:
    """Close an account; its sessions and tokens end at once (S10)."""
    must_hold(work, caller, Role.SYSTEM_ADMIN)
    person = person_of(work, command.login, agency_id=caller.agency_id)
    if person.id == caller.person_id:
        raise OwnAccount
    if not person.active:
        raise AlreadyDone
    refuse_to_lose(work, person, roles_of(work.session, person.id))
    body = {"tokens": shut_out(work, person, caller=caller)}
    revise(work, person, "person:deactivated", caller=caller, body=body, active=False)


def move_person(work: Work, command: MovePerson, *, caller: Caller) -> tuple[Role, ...]:
    """Put a person into another section; what he drafted stays his, and where it was.

    The roles that see a section's papers wait for another's confirmation, and are returned: who
    moves people does not say alone who sees what.
    """
    must_hold(work, caller, Role.SYSTEM_ADMIN)
    person = person_of(work, command.login, agency_id=caller.agency_id)
    lock(work, caller.agency_id)  # after the person, as wherever one is changed
    section = _section(work, command.section, agency_id=caller.agency_id)
    if section == person.section_id:
        raise AlreadyDone
    waiting = suspend_confirmations(work, person, caller=caller, only=SEE_SECTION)
    body: Told = {
        "from": person.section_id,
        "to": section,
        "waiting": [role.value for role in waiting],
    }
    revise(work, person, "person:moved", caller=caller, body=body, section_id=section)
    return tuple(waiting)


def people(work: Work, *, caller: Caller) -> tuple[PersonLine, ...]:
    """List the accounts of the agency for its administrators and the auditor."""
    must_hold(work, caller, *ADMINISTRATORS)
    query = (
        select(PersonRow, col(SectionRow.name))
        .outerjoin(SectionRow, col(SectionRow.id) == col(PersonRow.section_id))
        .where(col(PersonRow.agency_id) == caller.agency_id)
        .order_by(col(PersonRow.login))
    )
    grants = _grants_by_person(work, caller.agency_id)
    return tuple(
        _line(person, section, grants.get(person.id, []))
        for person, section in work.session.execute(query)
    )


def _line(person: PersonRow, section: str | None, grants: list[RoleGrantRow]) -> PersonLine:
    return PersonLine(
        login=person.login,
        name=person.name,
        section=section,
        roles=tuple(grant.role for grant in grants if grant.confirmed_at is not None),
        waiting=tuple(grant.role for grant in grants if grant.confirmed_at is None),
        is_active=person.active,
        must_change_password=person.must_change_password,
        locked_until=person.locked_until,
        has_second_step=person.second_since is not None,
        vouched_for=person.vouched_for,
    )


def _grants_by_person(work: Work, agency_id: str) -> dict[str, list[RoleGrantRow]]:
    query = (
        select(RoleGrantRow)
        .where(col(RoleGrantRow.agency_id) == agency_id, col(RoleGrantRow.ended_at).is_(None))
        .order_by(col(RoleGrantRow.role))
    )
    found: dict[str, list[RoleGrantRow]] = {}
    for grant in work.session.execute(query).scalars():
        found.setdefault(grant.person_id, []).append(grant)
    return found


def _section(work: Work, name: str | None, *, agency_id: str) -> str | None:
    if name is None:
        return None
    return section_named(work, name, agency_id=agency_id)


def shut_out(work: Work, person: PersonRow, *, caller: Caller) -> list[str]:
    """End sessions and tokens; return which tokens ended."""
    end_sessions(work, person.id)
    return end_tokens(work, person.id, caller=caller)
