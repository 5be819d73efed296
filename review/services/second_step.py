"""The second step of signing in: a code of the telephone, or a recovery code, each good once."""

from __future__ import annotations

from typing import NamedTuple

from loguru import logger
from sqlmodel import col

from review.domain.second_step_refusals import CodeWrong
from review.services.one_time_codes import counter_of, is_of_telephone, plain, without
from review.services.person_entries import locked, revise
from review.services.sign_in import (
    CODE_WITHIN,
    Proof,
    SignedIn,
    count_failure,
    is_locked,
    open_session,
    session_of,
)
from review.services.work import Work
from review.storage.rows import PersonRow, SessionRow


class Awaiting(NamedTuple):
    """A session that awaits its code: whose, and the hash its form must match."""

    person_id: str
    csrf_hash: str


def awaiting(work: Work, cookie: str) -> Awaiting | None:
    """Return the session that awaits a code, for as long as it may; reads only."""
    row = _awaiting(work, cookie)
    return Awaiting(row.person_id, row.csrf_hash) if row else None


def pass_second_step(work: Work, cookie: str, code: str) -> SignedIn | CodeWrong:
    """Open the whole session, under a new cookie; a wrong code counts as a wrong password does.

    As with the first step, the refusal is returned so that the wrong guess is counted.
    """
    row = _awaiting(work, cookie)
    if row is None:
        return CodeWrong()
    person = locked(work, row.person_id)
    was_ended = _awaiting(work, cookie) is None  # by who held the lock before
    if was_ended or not person.active or not accepted(work, person, code):
        return CodeWrong()
    row.ended_at = work.now
    work.session.flush()
    return open_session(work, person, awaits_code=False)


def accepted(work: Work, person: PersonRow, code: str) -> bool:
    """Say whether a locked person knows a code; it is spent with that, and wrong tries forgotten.

    Without a second step there is nothing to know.
    """
    if person.second_since is None:
        return True
    if is_locked(work, person):
        logger.info("code refused", person=person.id, locked=True)
        return False
    typed = plain(code)
    spent = _spent(work, person, typed)
    if spent is None:
        count_failure(work, person)
        return False
    by = "code" if is_of_telephone(typed) else "recovery_code"
    changes = {**spent, "failed_sign_ins": 0, "locked_until": None}
    revise(work, person, "person:code_accepted", caller=None, body={"by": by}, **changes)
    return True


def wants_code(work: Work, proof: Proof) -> bool:
    """Say to who proved the password whether a code is wanted besides."""
    if proof.person_id is None or not proof.matches:
        return False
    return work.session.get_one(PersonRow, proof.person_id).second_since is not None


def secret_of(work: Work, person: PersonRow) -> bytes | None:
    """Return what a person's codes are made from, unsealed; nobody is ever shown it again."""
    if person.second_secret is None or work.means.seal is None:
        return None
    return work.means.seal.open(person.second_secret, of=person.id)


def _spent(work: Work, person: PersonRow, typed: str) -> dict[str, int | str] | None:
    """Return what changes when this code is spent; None if it is wrong."""
    if not is_of_telephone(typed):
        left = without(person.recovery_codes, typed, of=person.id)
        return None if left is None else {"recovery_codes": left}
    secret = secret_of(work, person)
    if secret is None:
        logger.error("a second step cannot be unsealed", person=person.id)
        return None
    counter = counter_of(secret, typed, now=work.now, after=person.second_counter)
    return None if counter is None else {"second_counter": counter}


def _awaiting(work: Work, cookie: str) -> SessionRow | None:
    query = session_of(cookie).where(
        col(SessionRow.awaits_code), col(SessionRow.started_at) > work.now - CODE_WITHIN
    )
    return work.session.scalars(query).one_or_none()
