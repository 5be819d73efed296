"""Founding an agency: the demo mark, the chain, the sections and the first accounts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller, FoundAgency, NewAccount
from review.domain.account_refusals import FoundersUnfit, LoginTaken
from review.domain.account_rules import Profile
from review.domain.errors import AgencyThere
from review.domain.structure_names import name_of
from review.domain.structure_refusals import CodeUnfit
from review.services.account_rules import profile_of, table
from review.services.duties import refuse_collision
from review.services.entries import who
from review.services.passwords import OFFICE, Passwords, refuse_weak
from review.services.people import new_person, refuse_login
from review.services.person_entries import add
from review.services.role_grants import give
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.ledger import Change, append, open_chain
from review.storage.rows import AgencyRow, MetaRow, PersonRow, RoleGrantRow, SectionRow
from review.structure_commands import AddAgency
from workflows.words import ADMINISTRATORS

CODE = re.compile(r"[^\W_]+(-[^\W_]+)*")
LONGEST_CODE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """What an agency begins with, and who of another agency lets it begin."""

    code: str
    name: str
    profile: Profile
    sections: tuple[str, ...]
    accounts: tuple[NewAccount, ...]
    is_demo: bool
    by: Caller | None = None


def found_agency(work: Work, command: FoundAgency, *, passwords: Passwords = OFFICE) -> AgencyRow:
    """Found the agency of an empty database; its first accounts have their roles at once.

    In an ordinary office these are the administrators, who cannot act on cases.
    """
    profile = refuse_founding(work, command)
    if not command.is_demo:
        refuse_founders(command.accounts, profile=profile)
    work.session.add(MetaRow(key="demo", value="yes" if command.is_demo else "no"))
    work.session.flush()  # the guards take the mark before there is an agency, or never
    name, sections = named(command)
    founding = Founding(
        code=command.code,
        name=name,
        profile=profile,
        sections=sections,
        accounts=command.accounts,
        is_demo=command.is_demo,
    )
    return found(work, founding, passwords=passwords)


def refuse_founding(work: Work, command: FoundAgency) -> Profile:
    """Refuse what will not do whatever the passwords; return how accounts are set up."""
    profile = profile_of(command.profile)
    if work.session.execute(select(col(AgencyRow.id))).first() is not None:
        raise AgencyThere
    named(command)
    refuse_accounts(work, command.accounts, profile=profile)
    return profile


def named(command: FoundAgency | AddAgency) -> tuple[str, tuple[str, ...]]:
    """Return what an agency and its first sections are called, each section once.

    Refuse a name that is none, and a code that will not do: index numbers bear it for ever.
    """
    if not CODE.fullmatch(command.code) or len(command.code) > LONGEST_CODE:
        raise CodeUnfit(code=command.code, most=LONGEST_CODE)
    sections = tuple(dict.fromkeys(name_of(one) for one in command.sections))
    return name_of(command.name), sections


def refuse_accounts(work: Work, accounts: tuple[NewAccount, ...], *, profile: Profile) -> None:
    """Refuse first accounts whose duties collide, or whose logins are taken or the same."""
    for account in accounts:
        refuse_collision(set(account.roles), profile=profile)
        refuse_login(work, account.login)
    logins = [account.login for account in accounts]
    for login in logins:
        if logins.count(login) > 1:
            raise LoginTaken(login=login)


def refuse_founders(accounts: tuple[NewAccount, ...], *, profile: Profile) -> None:
    """Nobody is locked out of a new office, and nobody in it acts on cases yet."""
    held = {role for account in accounts for role in account.roles}
    if held != ADMINISTRATORS:
        raise FoundersUnfit
    for account in accounts:
        if account.password is None or not account.roles:
            raise FoundersUnfit
        refuse_weak(account.password, login=account.login, rules=table().rules[profile])


def found(work: Work, founding: Founding, *, passwords: Passwords) -> AgencyRow:
    """Write an agency, its chain, its sections and the accounts it begins with."""
    agency = _agency(work, founding)
    for account in founding.accounts:
        person = new_person(work, account, agency_id=agency.id, passwords=passwords)
        person.must_change_password = not founding.is_demo
        _let_in(work, person, account)
    return agency


def _agency(work: Work, founding: Founding) -> AgencyRow:
    session = work.session
    agency = AgencyRow(
        id=new_id(),
        code=founding.code,
        name=founding.name,
        profile=founding.profile.value,
        opened_at=work.now,
        added_by=founding.by.person_id if founding.by else None,
    )
    session.add(agency)
    session.flush()
    open_chain(session, agency.id)
    append(session, _entry(work, agency, founding))
    session.add_all(SectionRow(agency_id=agency.id, name=name) for name in founding.sections)
    session.flush()
    return agency


def _entry(work: Work, agency: AgencyRow, founding: Founding) -> Change:
    return Change(
        agency_id=agency.id,
        event="agency:founded",
        subject=f"agency:{agency.id}",
        subject_rev=1,
        at=work.now,
        body={
            "code": agency.code,
            "profile": agency.profile,
            "demo": founding.is_demo,
            "sections": list(founding.sections),
            **(who(founding.by) if founding.by else {}),
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
