"""Founding an agency: the demo mark, the chain, the sections and the first accounts."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from review.commands import FoundAgency, NewAccount
from review.domain.account_refusals import FoundersUnfit, LoginTaken
from review.domain.account_rules import Profile
from review.domain.errors import AgencyThere
from review.services.account_rules import profile_of, table
from review.services.duties import refuse_collision
from review.services.passwords import OFFICE, Passwords, refuse_weak
from review.services.people import new_person, refuse_login
from review.services.person_entries import add
from review.services.role_grants import give
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.ledger import Change, append, open_chain
from review.storage.rows import AgencyRow, MetaRow, PersonRow, RoleGrantRow, SectionRow
from workflows.words import ADMINISTRATORS


def found_agency(work: Work, command: FoundAgency, *, passwords: Passwords = OFFICE) -> None:
    """Found the agency of an empty database; its first accounts have their roles at once.

    In an ordinary office these are the administrators, who cannot act on cases.
    """
    profile = refuse_founding(work, command)
    if not command.is_demo:
        _refuse_founders(command.accounts, profile=profile)
    agency = _agency(work, command, profile)
    for account in command.accounts:
        person = new_person(work, account, agency_id=agency.id, passwords=passwords)
        person.must_change_password = not command.is_demo
        _let_in(work, person, account)


def refuse_founding(work: Work, command: FoundAgency) -> Profile:
    """Refuse what will not do whatever the passwords; return how accounts are set up."""
    profile = profile_of(command.profile)
    if work.session.execute(select(col(AgencyRow.id))).first() is not None:
        raise AgencyThere
    for account in command.accounts:
        refuse_collision(set(account.roles), profile=profile)
        refuse_login(work, account.login)
    logins = [account.login for account in command.accounts]
    for login in logins:
        if logins.count(login) > 1:
            raise LoginTaken(login=login)
    return profile


def _refuse_founders(accounts: tuple[NewAccount, ...], *, profile: Profile) -> None:
    """Nobody is locked out of a new office, and nobody in it acts on cases yet."""
    held = {role for account in accounts for role in account.roles}
    if held != ADMINISTRATORS:
        raise FoundersUnfit
    for account in accounts:
        if account.password is None or not account.roles:
            raise FoundersUnfit
        refuse_weak(account.password, login=account.login, rules=table().rules[profile])


def _agency(work: Work, command: FoundAgency, profile: Profile) -> AgencyRow:
    session = work.session
    session.add(MetaRow(key="demo", value="yes" if command.is_demo else "no"))
    session.flush()  # the guards take the mark before there is an agency, or never
    agency = AgencyRow(
        id=new_id(),
        code=command.code,
        name=command.name,
        profile=profile.value,
        opened_at=work.now,
    )
    session.add(agency)
    session.flush()
    open_chain(session, agency.id)
    append(session, _founding(work, agency, command))
    session.add_all(SectionRow(agency_id=agency.id, name=name) for name in command.sections)
    session.flush()
    return agency


def _founding(work: Work, agency: AgencyRow, command: FoundAgency) -> Change:
    return Change(
        agency_id=agency.id,
        event="agency:founded",
        subject=f"agency:{agency.id}",
        subject_rev=1,
        at=work.now,
        body={
            "code": agency.code,
            "profile": agency.profile,
            "demo": command.is_demo,
            "sections": list(command.sections),
        },
    )


def _let_in(work: Work, person: PersonRow, account: NewAccount) -> None:
    roles = tuple(dict.fromkeys(account.roles))
    add(work, person, caller=None, body={"roles": [role.value for role in roles]})
    for role in roles:
        grant = RoleGrantRow(
            id=new_id(),
            agency_id=person.agency_id,
            person_id=person.id,
            role=role,
            granted_at=work.now,
            confirmed_at=work.now,
        )
        give(work, grant, caller=None)
