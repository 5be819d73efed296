"""Standing authorisations: drafted by one, rules signed by a second, signed by an official."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlmodel import col

from review.commands import (
    Caller,
    DraftAuthorisation,
    RevokeAuthorisation,
    SignAuthorisation,
    SignRules,
)
from review.domain.authorisation import StandingAuthorisation, nameable
from review.domain.authorisation_refusals import AuthorisationRevoked, RulesUnsigned
from review.domain.errors import AlreadyDone, NoSuchAuthorisation, SameHands
from review.domain.vocabulary import Role
from review.messages import AUTHORISATION_HANDS
from review.services.cases import acting_locked
from review.services.entries import enter
from review.services.reassessing import lapse_case
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.rows import AuthorisationRow, CaseRow

RULE_SIGNERS = (Role.OFFICE_REVIEWER, Role.CONFIDENTIALITY_OFFICER, Role.LEGAL_OFFICER)
OFFICIALS = (Role.APPROVING_OFFICIAL, Role.HEAD_OF_AGENCY)
REVOKERS = (*OFFICIALS, Role.INFORMATION_OFFICER)


def draft_authorisation(work: Work, command: DraftAuthorisation, *, caller: Caller) -> str:
    """Draft an authorisation; what can never be converted without a person cannot be named."""
    person = acting_locked(work, caller, roles=(Role.INFORMATION_OFFICER,)).person
    if _found(work, command.reference, caller.agency_id) is not None:
        raise AlreadyDone
    value = StandingAuthorisation(
        reference=command.reference.strip(),
        grounds=nameable(command.grounds),
        first_day=command.first_day,
        last_day=command.last_day,
        cap=command.cap,
        hold_days=command.hold_days,
        rules_digest=work.means.rules.digest,
        drafted_by=person,
    )
    row = AuthorisationRow(
        id=new_id(),
        agency_id=caller.agency_id,
        reference=value.reference,
        grounds=json.dumps([ground.value for ground in value.grounds]),
        first_day=value.first_day,
        last_day=value.last_day,
        cap=value.cap,
        hold_days=value.hold_days,
        rules_digest=value.rules_digest,
        drafted_by=person,
        drafted_at=work.now,
    )
    _enter(work, row, caller, event="drafted", rev=1)
    work.session.add(row)
    work.session.flush()
    return row.reference


def sign_rules(work: Work, command: SignRules, *, caller: Caller) -> None:
    """Sign, as a second person, that the rule file named is the one in force."""
    person = acting_locked(work, caller, roles=RULE_SIGNERS).person
    row = _to_sign(work, command.reference, caller.agency_id)
    if row.rules_signed_by is not None:
        raise AlreadyDone
    _refuse_same(person, drafted=row.drafted_by)
    _enter(work, row, caller, event="rules_signed", rev=row.rev + 1)
    row.rules_signed_by, row.rules_signed_at = person, work.now
    row.rev += 1
    work.session.flush()


def sign_authorisation(work: Work, command: SignAuthorisation, *, caller: Caller) -> None:
    """Sign an authorisation; every automatic conversion cites this signature as its decision."""
    actor = acting_locked(work, caller, roles=OFFICIALS)
    person = actor.person
    row = _to_sign(work, command.reference, caller.agency_id)
    if row.signed_by is not None:
        raise AlreadyDone
    if row.rules_signed_by is None:
        raise RulesUnsigned(reference=row.reference)
    _refuse_same(person, drafted=row.drafted_by, rules_signed=row.rules_signed_by)
    _enter(work, row, caller, event="signed", rev=row.rev + 1)
    row.signed_by, row.signed_at = person, work.now
    row.signed_as = next(role for role in OFFICIALS if role in actor.roles)
    row.rev += 1
    work.session.flush()


def revoke_authorisation(work: Work, command: RevokeAuthorisation, *, caller: Caller) -> int:
    """Revoke an authorisation at once; return how many items it took out of the window."""
    person = acting_locked(work, caller, roles=REVOKERS).person
    row = _the(work, command.reference, caller.agency_id)
    if row.revoked_at is not None:
        raise AlreadyDone
    _enter(work, row, caller, event="revoked", rev=row.rev + 1)
    row.revoked_by, row.revoked_at = person, work.now
    row.rev += 1
    work.session.flush()
    held = select(CaseRow).where(
        col(CaseRow.authorisation_id) == row.id, col(CaseRow.closed_at).is_(None)
    )
    cases = list(work.session.execute(held).scalars())
    for case in cases:
        lapse_case(work, case)
    return len(cases)


def _refuse_same(person: str, **hands: str | None) -> None:
    """Refuse who had a hand in it before, and say which; deeds are named as in the messages."""
    for deed, other in hands.items():
        if person == other:
            raise SameHands(first=AUTHORISATION_HANDS[deed])


def _found(work: Work, reference: str, agency_id: str) -> AuthorisationRow | None:
    query = select(AuthorisationRow).where(
        col(AuthorisationRow.agency_id) == agency_id,
        col(AuthorisationRow.reference) == reference.strip(),
    )
    return work.session.scalars(query).one_or_none()


def _the(work: Work, reference: str, agency_id: str) -> AuthorisationRow:
    row = _found(work, reference, agency_id)
    if row is None:
        raise NoSuchAuthorisation(reference=reference)
    return row


def _to_sign(work: Work, reference: str, agency_id: str) -> AuthorisationRow:
    row = _the(work, reference, agency_id)
    if row.revoked_at is not None:
        raise AuthorisationRevoked(reference=row.reference)
    return row


def _enter(work: Work, row: AuthorisationRow, caller: Caller, *, event: str, rev: int) -> None:
    enter(
        work,
        f"authorisation:{event}",
        agency_id=row.agency_id,
        subject=(f"authorisation:{row.id}", rev),
        body={
            "reference": row.reference,
            "grounds": row.grounds,
            "rules": row.rules_digest,
            "cap": row.cap,
        },
        caller=caller,
    )
