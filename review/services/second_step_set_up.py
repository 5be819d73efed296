"""Setting the second step up, renewing its recovery codes, and turning it off."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from review.account_commands import ResetSecondStep
from review.commands import Caller
from review.domain.account_refusals import OwnAccount, PasswordChangeDue
from review.domain.errors import SignInFailed
from review.domain.second_step_refusals import (
    CodeWrong,
    NothingBegun,
    SealBroken,
    SecondStepDemanded,
    SecondStepOff,
    SecondStepOn,
)
from review.domain.vocabulary import Role
from review.messages import PRODUCT
from review.services.account_rules import must_change_password
from review.services.accounts import must_hold, second_step_demanded
from review.services.one_time_codes import (
    counter_of,
    fresh_recovery_codes,
    fresh_secret,
    kept_of_codes,
    plain,
    text_of,
    uri_of,
)
from review.services.people import shut_out
from review.services.person_entries import NOTHING_MORE, Told, locked, person_of, revise
from review.services.role_grants import suspend_confirmations
from review.services.second_step import accepted, secret_of
from review.services.sign_in import Proof, end_sessions_but, recognised
from review.services.work import Work
from review.storage.rows import AgencyRow, PersonRow

BEGUN_WITHIN = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondStepView:
    """How somebody's own second step stands; while it is being set up, with its secret."""

    since: datetime | None
    codes_left: int
    is_demanded: bool
    secret: str = field(default="", repr=False)
    uri: str = field(default="", repr=False)


def second_step_view(work: Work, *, caller: Caller) -> SecondStepView:
    """Return how one's own second step stands."""
    person = work.session.get_one(PersonRow, caller.person_id)
    secret = secret_of(work, person) if _is_begun(work, person) else None
    agency = work.session.get_one(AgencyRow, person.agency_id)
    return SecondStepView(
        since=person.second_since,
        codes_left=len(person.recovery_codes.split()),
        is_demanded=second_step_demanded(work, person.agency_id),
        secret=text_of(secret) if secret else "",
        uri=uri_of(secret, login=person.login, issuer=f"{PRODUCT} {agency.name}") if secret else "",
    )


def begin(work: Work, proof: Proof) -> Caller | SignInFailed:
    """Make a new secret for who proved to know the password; it counts once a code confirms it.

    As with signing in, the refusal is returned so that the wrong guess is counted.
    """
    person = recognised(work, proof)
    if person is None:
        return SignInFailed()
    if must_change_password(work, person):
        raise PasswordChangeDue
    if person.second_since is not None:
        raise SecondStepOn
    if work.means.seal is None:
        raise SealBroken
    sealed = work.means.seal.close(fresh_secret(), of=person.id)
    revise(
        work,
        person,
        "person:second_step_begun",
        caller=None,
        second_secret=sealed,
        second_begun_at=work.now,
    )
    return Caller(person_id=person.id, agency_id=person.agency_id)


def confirm(work: Work, code: str, *, caller: Caller, cookie: str = "") -> tuple[str, ...] | None:
    """Let the second step count from now on; return the recovery codes, shown this once.

    None is a wrong code: it opens nothing, so it is not counted. Other browsers, which proved
    only the password, are signed out.
    """
    person = locked(work, caller.person_id)
    if not _is_begun(work, person):
        raise NothingBegun
    secret = secret_of(work, person)
    if secret is None:
        raise SealBroken
    counter = counter_of(secret, plain(code), now=work.now, after=person.second_counter)
    if counter is None:
        return None
    codes = fresh_recovery_codes()
    end_sessions_but(work, person.id, cookie=cookie)
    revise(
        work,
        person,
        "person:second_step_set",
        caller=caller,
        second_since=work.now,
        second_counter=counter,
        recovery_codes=kept_of_codes(codes, of=person.id),
    )
    return codes


def renew_codes(work: Work, proof: Proof, code: str) -> tuple[str, ...] | SignInFailed | CodeWrong:
    """Replace one's recovery codes by new ones; a refusal is returned, as above."""
    person = _proved(work, proof, code)
    if not isinstance(person, PersonRow):
        return person
    codes = fresh_recovery_codes()
    kept = kept_of_codes(codes, of=person.id)
    revise(work, person, "person:recovery_codes_renewed", caller=None, recovery_codes=kept)
    return codes


def turn_off(work: Work, proof: Proof, code: str) -> SignInFailed | CodeWrong | None:
    """Do without the second step, where the profile lets people; as above."""
    person = _proved(work, proof, code)
    if not isinstance(person, PersonRow):
        return person
    if second_step_demanded(work, person.agency_id):
        raise SecondStepDemanded
    _end(work, person, "person:second_step_ended", caller=None, body=NOTHING_MORE)
    return None


def reset_second_step(work: Work, command: ResetSecondStep, *, caller: Caller) -> None:
    """Take the second step from who lost the telephone; sessions and tokens end.

    Where a second step is demanded the roles wait for another's confirmation: it takes two.
    """
    must_hold(work, caller, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
    person = person_of(work, command.login, agency_id=caller.agency_id)
    if person.id == caller.person_id:
        raise OwnAccount
    if person.second_since is None:
        raise SecondStepOff
    takes_two = second_step_demanded(work, person.agency_id)
    waiting = suspend_confirmations(work, person, caller=caller) if takes_two else []
    body: Told = {
        "waiting": [role.value for role in waiting],
        "tokens": shut_out(work, person, caller=caller),
    }
    _end(work, person, "person:second_step_reset", caller=caller, body=body)


def _proved(work: Work, proof: Proof, code: str) -> PersonRow | SignInFailed | CodeWrong:
    """Return who proved both steps; either wrong guess counts as a try."""
    person = recognised(work, proof)
    if person is None:
        return SignInFailed()
    if person.second_since is None:
        raise SecondStepOff
    return person if accepted(work, person, code) else CodeWrong()


def _end(work: Work, person: PersonRow, event: str, *, caller: Caller | None, body: Told) -> None:
    """Forget the secret and the codes; the counter stays, so that no code is good twice."""
    revise(
        work,
        person,
        event,
        caller=caller,
        body=body,
        second_secret=None,
        second_begun_at=None,
        second_since=None,
        recovery_codes="",
    )


def _is_begun(work: Work, person: PersonRow) -> bool:
    """Say whether the set-up was begun a short while ago and is not done."""
    begun = person.second_begun_at
    return person.second_since is None and begun is not None and work.now - begun < BEGUN_WITHIN
