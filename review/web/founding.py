"""Founding an office from the browser: by who can read the console of the server."""

from __future__ import annotations

import hmac
from threading import Lock

from starlette.requests import Request
from starlette.responses import Response

from review.commands import FoundAgency, NewAccount
from review.domain.account_rules import Profile
from review.domain.refusal import Refused
from review.domain.vocabulary import Role
from review.services.account_rules import rules_for, table
from review.web.access import At
from review.web.answers import see
from review.web.chrome import chrome_of
from review.web.forms import Form
from review.web.pages import StartPage
from review.web.refusals import FoundingCodeWrong, Notice, notice_of
from review.web.rendering import render
from review.web.visits import Visit

TRIES = 10
ACCOUNTS = (
    ("system", (Role.SYSTEM_ADMIN,)),
    ("security", (Role.SECURITY_ADMIN,)),
    ("audit", (Role.AUDITOR,)),
)
WORDS = (
    *("code", "name", "profile", "sections"),
    *(f"{prefix}_{word}" for prefix, _ in ACCOUNTS for word in ("login", "name")),
)


class FoundingCode:
    """The code on the console; after a few wrong tries it opens nothing any more."""

    def __init__(self, code: str) -> None:
        """Keep the code of this process."""
        self.code = code
        self._left = TRIES
        self._lock = Lock()

    def refuse_wrong(self, given: str) -> None:
        """Refuse another code, and any code after too many tries."""
        with self._lock:
            is_open = self._left > 0
            self._left -= 1
        if not is_open or not hmac.compare_digest(self.code.encode(), given.encode()):
            raise FoundingCodeWrong


def start_page(visit: At) -> Response:
    """Show the founding form; it exists only while there is no office."""
    return _page(visit, words={}, notice=None)


def start_post(visit: At, request: Request) -> Response:
    """Found the office with its first accounts, by profile."""
    code: FoundingCode = request.app.state.founding_code
    form = visit.form
    try:
        code.refuse_wrong(form.text("founding_code"))
        visit.office.found(_command(form))
    except Refused as refusal:
        return _page(visit, words={key: form.text(key) for key in WORDS}, notice=notice_of(refusal))
    return see("/sign-in?done=founded")


def _page(visit: Visit, *, words: dict[str, str], notice: Notice | None) -> Response:
    filled = dict.fromkeys(WORDS, "") | {"profile": Profile.SMALL.value} | words
    page = StartPage(chrome=chrome_of(visit), words=filled, rules=table().rules, notice=notice)
    return render("pages/start.html", page, status=notice.status if notice else 200)


def _command(form: Form) -> FoundAgency:
    return FoundAgency(
        code=form.text("code"),
        name=form.text("name"),
        profile=form.text("profile"),
        sections=lines_of(form, "sections"),
        accounts=accounts_of(form),
    )


def lines_of(form: Form, key: str) -> tuple[str, ...]:
    """Return what was written, a line each."""
    return tuple(line.strip() for line in form.text(key).splitlines() if line.strip())


def accounts_of(form: Form) -> tuple[NewAccount, ...]:
    """In a small office one account may keep both people and roles: then its row stays empty."""
    given = [(prefix, roles) for prefix, roles in ACCOUNTS if form.has(f"{prefix}_login")]
    joined = not form.has("security_login") and _may_join(form.text("profile"))
    return tuple(
        NewAccount(
            login=form.text(f"{prefix}_login"),
            name=form.text(f"{prefix}_name"),
            password=form.secret(f"{prefix}_password"),
            roles=(*roles, Role.SECURITY_ADMIN) if joined and prefix == "system" else roles,
        )
        for prefix, roles in given
    )


def _may_join(profile: str) -> bool:
    """A profile that is none is refused where the office is founded."""
    return profile in set(Profile) and rules_for(profile).keepers_may_meet
