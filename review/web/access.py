"""Who may use which door: said by every route, asked before anything else, closed by default."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, Any

from fastapi import Depends
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from review.services.sign_in import csrf_matches
from review.storage.turns import ACTS
from review.web.forms import LARGEST_FORM, LARGEST_UPLOAD, read_form
from review.web.origin import refuse_foreign
from review.web.refusals import ForeignForm, NotHere, SignInFirst
from review.web.visits import Visit, cookie_of, has_agency, owing_at, visitor_at


class Access(StrEnum):
    """Whom a route lets in."""

    PUBLIC = "public"
    """Anybody."""
    FOUNDING = "founding"
    """Who starts a new office, while there is none; afterwards the page does not exist."""
    OWNER = "owner"
    """Who is signed in, even when the first password is still to be changed."""
    CODE = "code"
    """Who proved the password and still owes the code of the second step."""
    SETTING_UP = "setting_up"
    """Who has a password of his own, even when a second step is still to be set up."""
    SIGNED_IN = "signed_in"
    """Who is signed in; what he may do, the services say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One route: there is none without its access."""

    method: str
    path: str
    access: Access
    endpoint: Callable[..., Any]
    takes_files: bool = False
    """They lie in memory while they come in: every other form is a small one."""


CATALOGUE = "/catalogue"


class PasswordFirst(Exception):  # noqa: N818 - an answer: the way leads over another page
    """The first password must be changed before anything else."""


class SecondStepFirst(Exception):  # noqa: N818 - as above
    """The second step must be set up before anything else."""


class CodeLate(Exception):  # noqa: N818 - as above
    """Nobody owes a code here any more: the way leads over the password again."""


class FoundFirst(Exception):  # noqa: N818 - as above
    """There is no office yet: the way leads over its founding."""


class Guard:
    """Stands at one door: origin, session, access, then the form and its mark."""

    def __init__(self, door: Door) -> None:
        """Guard one door, of whichever office the request comes to."""
        self._door = door

    async def __call__(self, request: Request) -> None:
        """Let a request in, or refuse it before anything of its body is read, and once more after.

        Whoever held his body back does not act by what was ended in the meantime (S10).
        """
        if "\0" in request.scope["path"]:
            raise NotHere
        is_post = self._door.method == "POST"
        ACTS.set(is_post)
        if is_post:
            refuse_foreign(request)
        visit = Visit(
            office=request.app.state.office, path=request.url.path, scheme=request.url.scheme
        )
        cookie = cookie_of(request)
        visit = await run_in_threadpool(self._admitted, visit, cookie)
        if is_post:
            form = await read_form(request, largest=self._largest)
            visit = await run_in_threadpool(self._admitted, visit, cookie)  # what ended meanwhile
            visit = replace(visit, form=form)
            _refuse_unmarked(visit)
        request.state.visit = visit

    @property
    def _largest(self) -> int:
        return LARGEST_UPLOAD if self._door.takes_files else LARGEST_FORM

    def _admitted(self, visit: Visit, cookie: str) -> Visit:
        match self._door.access:
            case Access.PUBLIC:
                return self._recognised(visit, cookie)
            case Access.FOUNDING:
                if visit.office.ask(has_agency):
                    raise NotHere
                return visit
            case Access.CODE:
                return self._awaiting(visit, cookie)
            case Access.OWNER | Access.SETTING_UP | Access.SIGNED_IN:
                return self._signed_in(visit, cookie)

    def _recognised(self, visit: Visit, cookie: str) -> Visit:
        """Who is signed in stays so on the catalogue; nobody else is asked for anything there."""
        if self._door.method != "GET" or not self._door.path.startswith(CATALOGUE):
            return visit
        return replace(visit, visitor=visitor_at(visit.office, cookie))

    def _awaiting(self, visit: Visit, cookie: str) -> Visit:
        owing = owing_at(visit.office, cookie)
        if owing is None:
            raise CodeLate
        return replace(visit, owing=owing)

    def _signed_in(self, visit: Visit, cookie: str) -> Visit:
        visitor = visitor_at(visit.office, cookie)
        if visitor is None:
            if not visit.office.ask(has_agency):
                raise FoundFirst
            raise SignInFirst
        if visitor.must_change_password and self._door.access is not Access.OWNER:
            raise PasswordFirst
        if visitor.must_set_up and self._door.access is Access.SIGNED_IN:
            raise SecondStepFirst
        return replace(visit, visitor=visitor)


def _refuse_unmarked(visit: Visit) -> None:
    """A form of a person who has a session carries the mark of that session (S25)."""
    who = visit.visitor or visit.owing
    if who is not None and not csrf_matches(who.csrf_hash, visit.form.text("csrf")):
        raise ForeignForm


def _visit(request: Request) -> Visit:
    visit: Visit = request.state.visit
    return visit


At = Annotated[Visit, Depends(_visit)]
"""What an endpoint is given: it exists only behind a guard."""
