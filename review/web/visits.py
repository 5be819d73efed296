"""Who comes with a request: the session behind a cookie, and the person behind the session."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col
from starlette.requests import Request

from review.commands import Caller
from review.domain.vocabulary import Role
from review.services.account_rules import agency_of, is_worn
from review.services.accounts import roles_of, second_step_demanded
from review.services.keeping import ACCOUNTS_CONCERN
from review.services.open_sessions import other_sessions
from review.services.pacing import READERS as PACE_READERS
from review.services.second_step import awaiting
from review.services.sending import RETRIERS
from review.services.sign_in import caller_of_cookie, csrf_of, keep_open, wants_keeping
from review.services.webhooks import KEEPERS as WEBHOOK_KEEPERS
from review.services.work import Work
from review.storage.rows import AgencyRow, PersonRow
from review.web.forms import Form

if TYPE_CHECKING:
    from review.bootstrap import Office

SECURE_COOKIE = "__Host-xianshen"
LOOPBACK_COOKIE = "xianshen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A signed-in person, as the pages name him, and what his forms carry."""

    caller: Caller
    name: str
    login: str
    agency: str
    must_change_password: bool
    is_password_worn: bool
    must_set_up: bool
    """The second step is demanded, and not there."""
    has_second_step: bool
    keeps_accounts: bool
    may_hand_in: bool
    keeps_system: bool
    sends_out: bool
    """There is a page of the channels for him."""
    audits_pace: bool
    """There is a page for him of what was done too fast to have been read."""
    other_sessions: int
    """In how many other places this person is signed in just now."""
    cookie: str = field(repr=False)
    csrf: str = field(repr=False)
    csrf_hash: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """Somebody who proved the password and owes the code; who it is no page says."""

    cookie: str = field(repr=False)
    csrf: str = field(repr=False)
    csrf_hash: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request: the office it comes to, who comes, and what was filled in."""

    office: Office
    path: str
    scheme: str
    visitor: Visitor | None = None
    owing: Owing | None = None
    form: Form = field(default_factory=lambda: Form(words={}), repr=False)

    @property
    def caller(self) -> Caller:
        """Who asks; a page that nobody need sign in for never asks who."""
        if self.visitor is None:
            raise LookupError("nobody is signed in")
        return self.visitor.caller


def cookie_name(scheme: str) -> str:
    """Return the cookie's name: bound to this host over TLS, plain on the loopback."""
    return SECURE_COOKIE if scheme == "https" else LOOPBACK_COOKIE


def cookie_of(request: Request) -> str:
    """Return the session cookie that a request carries, if any."""
    return request.cookies.get(cookie_name(request.url.scheme), "")


def visitor_at(office: Office, cookie: str) -> Visitor | None:
    """Return who a cookie belongs to, and keep the session open; services ask for roles anew."""
    if not cookie:
        return None
    visitor, is_due = office.ask(_visitor, cookie)
    if is_due:
        office.change(keep_open, cookie)
    return visitor


def owing_at(office: Office, cookie: str) -> Owing | None:
    """Return who owes a code with this cookie, if anybody still may."""
    found = office.ask(awaiting, cookie) if cookie else None
    if found is None:
        return None
    return Owing(cookie=cookie, csrf=csrf_of(cookie), csrf_hash=found.csrf_hash)


def has_agency(work: Work) -> bool:
    """Say whether an office was founded here."""
    return work.session.execute(select(col(AgencyRow.id)).limit(1)).first() is not None


def _visitor(work: Work, cookie: str) -> tuple[Visitor | None, bool]:
    signed = caller_of_cookie(work, cookie)
    if signed is None:
        return None, False
    person = work.session.get_one(PersonRow, signed.caller.person_id)
    agency = agency_of(work, person.agency_id)
    roles = roles_of(work.session, person.id)
    is_password_worn = is_worn(work, person)
    visitor = Visitor(
        caller=signed.caller,
        name=person.name,
        login=person.login,
        agency=agency.name,
        must_change_password=person.must_change_password or is_password_worn,
        is_password_worn=is_password_worn,
        must_set_up=person.second_since is None and second_step_demanded(work, person.agency_id),
        has_second_step=person.second_since is not None,
        keeps_accounts=not roles.isdisjoint(ACCOUNTS_CONCERN),
        may_hand_in=Role.DRAFTER in roles,
        keeps_system=not roles.isdisjoint(WEBHOOK_KEEPERS),
        sends_out=not roles.isdisjoint(RETRIERS),
        audits_pace=not roles.isdisjoint(PACE_READERS),
        other_sessions=len(other_sessions(work, cookie)),
        cookie=cookie,
        csrf=csrf_of(cookie),
        csrf_hash=signed.csrf_hash,
    )
    return visitor, wants_keeping(work, cookie)
