"""Signing in and out: slow for guessers, the same for strangers, revocable at once (S28, S29)."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple

from loguru import logger
from sqlalchemy import Select, bindparam, select, update
from sqlmodel import col

from review.commands import Caller
from review.domain.errors import SignInFailed
from review.services.account_rules import must_change_password, rules_in
from review.services.entries import enter
from review.services.passwords import Passwords
from review.services.person_entries import locked, revise
from review.services.vouched_for import is_vouched_for
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.rows import PersonRow, SessionRow
from review.storage.told_once import told_once

SEEN_EVERY = timedelta(minutes=1)
JUDGED_HERE = frozenset({"password", "name"})
"""What proves somebody by our own lights; by all else only whom others may vouch for."""
CODE_WITHIN = timedelta(minutes=5)
"""How long who proved the password may take over the second step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What comparing a password came to, and against which hash."""

    person_id: str | None
    kept: str | None = field(repr=False)
    matches: bool
    by: str = "password"
    """Who vouches: the password, the sign-in of the town, or the directory of the office."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """What the browser gets; neither value is kept here."""

    person_id: str
    cookie: str = field(repr=False)
    csrf: str = field(repr=False)
    must_change_password: bool
    awaits_code: bool = False
    """The cookie is good for the second step only."""


class Kept(NamedTuple):
    """Who a login is, and what is kept of the password."""

    person_id: str | None
    password_hash: str | None


class Hashes(NamedTuple):
    """What is kept of somebody's password, and of those before it."""

    present: str | None
    former: tuple[str, ...]


class Signed(NamedTuple):
    """Who a cookie belongs to, and the hash its forms must match."""

    caller: Caller
    csrf_hash: str


def kept_of(work: Work, login: str) -> Kept:
    """Return what is kept of a password; of nobody nothing is."""
    person = work.session.execute(
        select(col(PersonRow.id), col(PersonRow.password_hash)).where(col(PersonRow.login) == login)
    ).one_or_none()
    return Kept(*person) if person else Kept(None, None)


def hashes_of(work: Work, person_id: str) -> Hashes:
    """Return what is kept of a person's passwords."""
    person = work.session.get(PersonRow, person_id)
    if person is None:
        return Hashes(None, ())
    return Hashes(person.password_hash, tuple(person.former_passwords.split()))


def compared(kept: Kept, password: str, *, passwords: Passwords) -> Proof:
    """Compare a password; it takes its time, and no view of the database."""
    matches = passwords.matches(kept.password_hash, password)
    return Proof(person_id=kept.person_id, kept=kept.password_hash, matches=matches)


def admit(work: Work, proof: Proof) -> SignedIn | SignInFailed:
    """Open a session for who proved to know the password; the refusal is returned to be counted.

    The edge commits either answer and then raises the refusal.
    """
    person = recognised(work, proof)
    if person is None:
        return SignInFailed()
    return open_session(work, person, awaits_code=person.second_since is not None, by=proof.by)


def open_session(work: Work, person: PersonRow, *, awaits_code: bool, by: str = "code") -> SignedIn:
    """Open a session of a locked person: a whole one, or one for the second step only."""
    if not awaits_code:
        _make_room(work, person)
    cookie = secrets.token_urlsafe(32)
    csrf = csrf_of(cookie)
    row = SessionRow(
        id=new_id(),
        agency_id=person.agency_id,
        person_id=person.id,
        cookie_hash=fingerprint(cookie),
        csrf_hash=fingerprint(csrf),
        awaits_code=awaits_code,
        started_at=work.now,
        seen_at=work.now,
    )
    enter(
        work,
        "person:first_step_passed" if awaits_code else "person:signed_in",
        agency_id=row.agency_id,
        subject=(f"web_session:{row.id}", 1),
        body={"of": person.id, "by": by},
        caller=None,
    )
    work.session.add(row)
    work.session.flush()
    logger.info("signed in", person=person.id, session=row.id, awaits_code=awaits_code)
    return SignedIn(
        person_id=person.id,
        cookie=cookie,
        csrf=csrf,
        must_change_password=must_change_password(work, person),
        awaits_code=awaits_code,
    )


def _make_room(work: Work, person: PersonRow) -> None:
    """End the oldest sessions of who may not be in so many places at once."""
    most = rules_in(work, person.agency_id).sessions_at_once
    if not most:
        return
    query = (
        select(SessionRow)
        .where(
            col(SessionRow.person_id) == person.id,
            col(SessionRow.ended_at).is_(None),
            col(SessionRow.awaits_code).is_(False),
        )
        .order_by(col(SessionRow.started_at).desc(), col(SessionRow.id))
    )
    for row in list(work.session.scalars(query))[most - 1 :]:
        row.ended_at = work.now
    work.session.flush()


def recognised(work: Work, proof: Proof) -> PersonRow | None:
    """Return the person whose password was proved; count a wrong one, and lock after a few.

    Judged under the person's lock: of a hundred guesses at once only a few count as tries. Where a
    second step follows, the right password forgets no wrong code.
    """
    if proof.person_id is None:
        logger.info("sign-in failed", person=None)
        return None
    person = locked(work, proof.person_id)
    is_shut = is_locked(work, person)
    is_withdrawn = proof.by not in JUDGED_HERE and not is_vouched_for(work, person)
    if is_shut or is_withdrawn or not person.active or person.password_hash != proof.kept:
        logger.info("sign-in failed", person=person.id, locked=is_shut)
        return None
    if not proof.matches:
        count_failure(work, person)
        return None
    if person.failed_sign_ins and person.second_since is None:
        revise(work, person, "person:recognised", caller=None, failed_sign_ins=0, locked_until=None)
    return person


def is_locked(work: Work, person: PersonRow) -> bool:
    """Say whether too many wrong tries have shut an account for now."""
    return person.locked_until is not None and work.now < person.locked_until


def count_failure(work: Work, person: PersonRow) -> None:
    """Count a wrong password or code of a locked person.

    The guards want an entry for each change of a person; the lock keeps these few.
    """
    failures = person.failed_sign_ins + 1
    lock = rules_in(work, person.agency_id).lock_after(failures)
    until = work.now + lock if lock else None
    event = "person:locked" if until else "person:sign_in_failed"
    logger.info("sign-in failed", person=person.id, failures=failures)
    revise(
        work,
        person,
        event,
        caller=None,
        body={"failures": failures},
        failed_sign_ins=failures,
        locked_until=until,
    )


def caller_of_cookie(work: Work, cookie: str) -> Signed | None:
    """Return who a cookie belongs to, as things stand now; reads only."""
    row = _open_session(work, cookie)
    if row is None:
        return None
    caller = Caller(person_id=row.person_id, agency_id=row.agency_id)
    return Signed(caller=caller, csrf_hash=row.csrf_hash)


def wants_keeping(work: Work, cookie: str) -> bool:
    """Say whether an open session was last marked as seen a minute ago or longer."""
    row = _open_session(work, cookie)
    return row is not None and work.now - row.seen_at >= SEEN_EVERY


def keep_open(work: Work, cookie: str) -> None:
    """Mark an open session as seen: the idle time begins anew."""
    row = _open_session(work, cookie)
    if row is not None:
        row.seen_at = work.now
        work.session.flush()


def sign_out(work: Work, cookie: str) -> None:
    """End the session of a cookie; ending it twice is no fault."""
    row = _open_session(work, cookie)
    if row is not None:
        row.ended_at = work.now
        work.session.flush()


def end_sessions(work: Work, person_id: str) -> None:
    """End every session of a person at once."""
    still_open = update(SessionRow).where(
        col(SessionRow.person_id) == person_id, col(SessionRow.ended_at).is_(None)
    )
    work.session.execute(still_open.values(ended_at=work.now))


def end_sessions_but(work: Work, person_id: str, *, cookie: str) -> None:
    """End every session of a person but the one of this cookie."""
    others = update(SessionRow).where(
        col(SessionRow.person_id) == person_id,
        col(SessionRow.cookie_hash) != fingerprint(cookie),
        col(SessionRow.ended_at).is_(None),
    )
    work.session.execute(others.values(ended_at=work.now))


def csrf_of(cookie: str) -> str:
    """Return the value that this session's forms carry; only who has the cookie can tell it."""
    return hmac.new(cookie.encode(), b"csrf", hashlib.sha256).hexdigest()


def csrf_matches(csrf_hash: str, given: str) -> bool:
    """Say whether a form came from this session's own page."""
    return hmac.compare_digest(csrf_hash, fingerprint(given))


def fingerprint(secret: str) -> str:
    """Return what is kept of a random secret; 256 bits need no salt and no slowness."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _open_session(work: Work, cookie: str) -> SessionRow | None:
    """Return the session of a cookie; one that still awaits a code opens nothing."""
    return _whole_session(work, fingerprint(cookie))


@told_once
def _whole_session(work: Work, cookie_hash: str) -> SessionRow | None:
    row = work.session.scalars(_WHOLE, {"cookie": cookie_hash}).one_or_none()
    return row if row is not None and is_open(work, row) else None


def is_open(work: Work, row: SessionRow) -> bool:
    """Say whether a session that nobody ended has not run out."""
    rules = rules_in(work, row.agency_id)
    return work.now - row.started_at < rules.longest_session and work.now - row.seen_at < rules.idle


def session_of(cookie: str) -> Select[SessionRow]:
    """Ask for the session of a cookie that has not ended, of an active person."""
    return _NOT_ENDED.where(col(SessionRow.cookie_hash) == fingerprint(cookie))


_NOT_ENDED = (
    select(SessionRow)
    .join(PersonRow, col(PersonRow.id) == col(SessionRow.person_id))
    .where(col(SessionRow.ended_at).is_(None), col(PersonRow.active))
)
# built once: every request asks this
_WHOLE = _NOT_ENDED.where(
    col(SessionRow.cookie_hash) == bindparam("cookie"), col(SessionRow.awaits_code).is_(False)
)
