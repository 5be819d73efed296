"""Agencies of one installation: the first keeps it, and adds or ends the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller, FoundAgency
from review.domain.errors import AlreadyDone
from review.domain.structure_names import name_of
from review.domain.structure_refusals import (
    AgencyNameTaken,
    CodeTaken,
    KeeperStays,
    NoSuchAgency,
)
from review.domain.vocabulary import Role
from review.services.account_rules import profile_of, rules_for
from review.services.accounts import actor_of, must_hold, not_yours
from review.services.cases import lock
from review.services.definitions import adopt_shipped
from review.services.founding import (
    Founding,
    found,
    found_agency,
    named,
    refuse_accounts,
    refuse_founders,
)
from review.services.installation import is_demo, keeper_of, lock_installation, must_keep
from review.services.passwords import OFFICE, Passwords
from review.services.structure_entries import (
    newest,
    own_agency,
    refuse_moved,
    revise,
)
from review.services.work import Work
from review.storage.rows import AgencyRow
from review.structure_commands import AddAgency, EndAgency, RenameAgency
from workflows.words import ADMINISTRATORS


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyLine:
    """An agency as its administrators see it, or those who keep the installation."""

    code: str
    name: str
    profile: str
    opened_at: datetime
    ended_at: datetime | None
    rev: int
    keeps_installation: bool
    is_own: bool


def found_first(work: Work, command: FoundAgency, *, passwords: Passwords) -> None:
    """Found the agency that keeps this installation; its cases follow the shipped procedures."""
    agency = found_agency(work, command, passwords=passwords)
    adopt_shipped(work, agency.id)


def add_agency(
    work: Work, command: AddAgency, *, caller: Caller, passwords: Passwords = OFFICE
) -> str:
    """Add an agency with its administrators and the shipped procedures; return its identity.

    Nobody of another agency has any part in it: its own administrators do the rest.
    """
    lock(work, caller.agency_id)  # two at once do not both find the code or the name free
    refuse_agency(work, command, caller=caller)
    name, sections = named(command)
    demo = is_demo(work)
    if not demo:
        refuse_founders(command.accounts, profile=profile_of(command.profile))
    founding = Founding(
        code=command.code,
        name=name,
        profile=profile_of(command.profile),
        sections=sections,
        accounts=command.accounts,
        is_demo=demo,
        by=caller,
    )
    agency = found(work, founding, passwords=passwords)
    adopt_shipped(work, agency.id)
    return agency.id


def refuse_agency(work: Work, command: AddAgency, *, caller: Caller) -> None:
    """Refuse what will not do whatever the passwords: nobody types them for nothing.

    It is asked before the command, and takes no lock: who only asks may not.
    """
    must_hold(work, caller, Role.SYSTEM_ADMIN)
    must_keep(work, caller)
    name, _ = named(command)
    _refuse_taken(work, name)
    if work.session.scalars(select(AgencyRow).where(col(AgencyRow.code) == command.code)).first():
        raise CodeTaken(code=command.code)
    refuse_accounts(work, command.accounts, profile=profile_of(command.profile))


def rename_agency(work: Work, command: RenameAgency, *, caller: Caller) -> None:
    """Give one's own agency another name; forms that were signed keep the old one."""
    must_hold(work, caller, Role.SYSTEM_ADMIN)
    name = name_of(command.name)
    lock_installation(work)  # two at once do not both find the name free
    agency = own_agency(work, caller=caller)
    refuse_moved(agency, command.expected_rev)
    if agency.ended_at is not None or agency.name == name:
        raise AlreadyDone
    _refuse_taken(work, name)
    body = {"from": agency.name, "to": name}
    revise(work, agency, "agency:renamed", caller=caller, body=body, name=name)


def end_agency(work: Work, command: EndAgency, *, caller: Caller) -> None:
    """Let an agency take no more papers; its people go on looking after those it has."""
    must_hold(work, caller, Role.SYSTEM_ADMIN)
    keeper = must_keep(work, caller)
    agency = _with_code(work, command.code)
    if agency.id == keeper.id:
        raise KeeperStays
    lock(work, agency.id)
    agency = newest(work, AgencyRow, agency.id)
    refuse_moved(agency, command.expected_rev)
    if agency.ended_at is not None:
        raise AlreadyDone
    revise(work, agency, "agency:ended", caller=caller, body={}, ended_at=work.now)


def agencies(work: Work, *, caller: Caller) -> tuple[AgencyLine, ...]:
    """List one's own agency; who keeps the installation sees all there are, by name."""
    if actor_of(work, caller).roles.isdisjoint(ADMINISTRATORS):
        raise not_yours(ADMINISTRATORS)
    keeper = keeper_of(work)
    query = select(AgencyRow)
    if caller.agency_id != keeper.id:
        query = query.where(col(AgencyRow.id) == caller.agency_id)
    return tuple(
        AgencyLine(
            code=row.code,
            name=row.name,
            profile=rules_for(row.profile).label,
            opened_at=row.opened_at,
            ended_at=row.ended_at,
            rev=row.rev,
            keeps_installation=row.id == keeper.id,
            is_own=row.id == caller.agency_id,
        )
        for row in work.session.scalars(query.order_by(col(AgencyRow.code)))
    )


def _refuse_taken(work: Work, name: str) -> None:
    """Papers, forms and the catalogue name an agency by its name alone."""
    query = select(col(AgencyRow.id)).where(
        col(AgencyRow.name) == name, col(AgencyRow.ended_at).is_(None)
    )
    if work.session.scalars(query.limit(1)).first() is not None:
        raise AgencyNameTaken(name=name)


def _with_code(work: Work, code: str) -> AgencyRow:
    rows = {row.code: row for row in work.session.scalars(select(AgencyRow))}
    if code not in rows:
        known = tuple(sorted(one for one, row in rows.items() if row.ended_at is None))
        raise NoSuchAgency(agency=code, known=known)
    return rows[code]
