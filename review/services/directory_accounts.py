"""Which accounts the directory of the office may vouch for: said of each, and never of keepers."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlmodel import col

from review.account_commands import VouchedFor
from review.commands import Caller
from review.domain.account_refusals import OwnAccount
from review.domain.directory_refusals import DirectoryNotForKeepers
from review.domain.errors import AlreadyDone
from review.domain.vocabulary import Role
from review.services.accounts import must_hold, roles_of
from review.services.people import shut_out
from review.services.person_entries import Told, person_of, revise
from review.services.role_grants import suspend_confirmations
from review.services.sign_in import Proof, is_locked
from review.services.work import Work
from review.storage.rows import PersonRow
from workflows.words import ADMINISTRATORS


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whom a login means here, and under which name the directory is asked, if it is."""

    person_id: str | None
    kept: str | None = field(repr=False)
    login: str | None


def asked_of(work: Work, login: str) -> Asked:
    """Say whom the directory is asked for: nobody who is locked, closed, a keeper, or not meant."""
    person = work.session.scalars(
        select(PersonRow).where(col(PersonRow.login) == login)
    ).one_or_none()
    if person is None or not _is_vouched_for(work, person):
        return Asked(person_id=None, kept=None, login=None)
    is_asked = person.active and not is_locked(work, person)
    return Asked(
        person_id=person.id, kept=person.password_hash, login=person.login if is_asked else None
    )


def proof_of(asked: Asked, *, matches: bool) -> Proof:
    """Return what asking came to; who was not asked for is not proved."""
    return Proof(
        person_id=asked.person_id,
        kept=asked.kept,
        matches=matches and asked.login is not None,
        by="directory",
    )


def vouch(work: Work, command: VouchedFor, *, caller: Caller) -> None:
    """Let the directory vouch for an account, or no longer; sessions and tokens end.

    Who keeps the directory could come in as this person from now on: as after a new password,
    another confirms the roles anew.
    """
    must_hold(work, caller, Role.SYSTEM_ADMIN)
    person = person_of(work, command.login, agency_id=caller.agency_id)
    if person.id == caller.person_id:
        raise OwnAccount
    if person.by_directory is command.vouched_for:
        raise AlreadyDone
    if command.vouched_for and _is_keeper(work, person):
        raise DirectoryNotForKeepers
    waiting = suspend_confirmations(work, person, caller=caller) if command.vouched_for else []
    body: Told = {
        "waiting": [role.value for role in waiting],
        "tokens": shut_out(work, person, caller=caller),
    }
    event = "person:directory_vouches" if command.vouched_for else "person:directory_ended"
    revise(work, person, event, caller=caller, body=body, by_directory=command.vouched_for)


def _is_vouched_for(work: Work, person: PersonRow) -> bool:
    return person.by_directory and not _is_keeper(work, person)


def _is_keeper(work: Work, person: PersonRow) -> bool:
    return not roles_of(work.session, person.id).isdisjoint(ADMINISTRATORS)
