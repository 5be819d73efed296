"""Which token opens which door for programs: said by every route, asked before anything else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request

from review.commands import Caller, RequestKey
from review.domain.program_refusals import KeyWanted
from review.domain.vocabulary import Scope
from review.services.answered import digest_of, kept_answer
from review.services.tokens import caller_of_bearer
from review.storage.turns import ACTS
from review.web.api.bodies import Items, read_items
from review.web.api.questions import only
from review.web.api.refusals import TokenWanted
from review.web.refusals import NotHere

if TYPE_CHECKING:
    from review.bootstrap import Office

ROOT = "/api/v1"
BEARER = "bearer "
LONGEST_KEY = 100
KEY = re.compile(rf"[A-Za-z0-9._:-]{{1,{LONGEST_KEY}}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiDoor:
    """One route for programs: there is none without the scope it asks for."""

    method: str
    path: str
    scope: Scope
    endpoint: Callable[..., Any]
    takes_files: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request of a program: the office it comes to, and for whom it speaks."""

    office: Office
    caller: Caller
    question: QueryParams = field(default_factory=QueryParams, repr=False)
    key: str | None = None
    """By which it repeats this request."""
    items: Items = field(default_factory=Items, repr=False)

    def does(self, command: object) -> Any:  # noqa: ANN401  # each command's own
        """Let something be done, once; what was done under this key is not even screened again."""
        if self.key is None:
            raise LookupError("what changes something has a key")
        request = RequestKey(key=self.key, sha256=digest_of(command))
        caller = replace(self.caller, request=request)
        kept = self.office.ask(kept_answer, caller=caller)
        return self.office.do(command, caller=caller) if kept is None else kept


class ApiGuard:
    """Stands at one door: the token and its scope; a cookie opens nothing here (S25)."""

    def __init__(self, door: ApiDoor) -> None:
        """Guard one door, of whichever office the request comes to."""
        self._door = door

    async def __call__(self, request: Request) -> None:
        """Let a request in, or refuse it before anything of its body is read, and once more after.

        Whoever held his body back does not act by a token that was revoked in the meantime (S10).
        """
        if "\0" in request.scope["path"]:
            raise NotHere
        ACTS.set(self._door.method == "POST")
        token = bearer_of(request)
        office: Office = request.app.state.office
        caller = await run_in_threadpool(self._admitted, office, token)
        asked = Asked(office=office, caller=caller, question=request.query_params)
        request.state.asked = asked
        if self._door.method == "POST":
            only(asked.question, ())
            key = key_of(request)
            items = await read_items(request, takes_files=self._door.takes_files)
            caller = await run_in_threadpool(self._admitted, office, token)
            request.state.asked = replace(asked, caller=caller, key=key, items=items)

    def _admitted(self, office: Office, token: str) -> Caller:
        return office.ask(caller_of_bearer, token, scope=self._door.scope)


def bearer_of(request: Request) -> str:
    """Return the one token that a request carries in its header; an address never carries one."""
    said = request.headers.getlist("authorization")
    if len(said) != 1 or not said[0].lower().startswith(BEARER):
        raise TokenWanted
    token = said[0][len(BEARER) :].strip()
    if not token:
        raise TokenWanted
    return token


def key_of(request: Request) -> str:
    """Return the key by which a program may repeat a request."""
    said = request.headers.getlist("idempotency-key")
    key = said[0].strip('"') if len(said) == 1 else ""
    if not KEY.fullmatch(key):
        raise KeyWanted(longest=LONGEST_KEY)
    return key


def _asked(request: Request) -> Asked:
    asked: Asked = request.state.asked
    return asked


By = Annotated[Asked, Depends(_asked)]
"""What an endpoint is given: it exists only behind a guard."""
