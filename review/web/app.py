"""The application: every door of the table behind its guard, every answer with its headers."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING

from anyio.to_thread import current_default_thread_limiter
from fastapi import APIRouter, Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute

from review.domain.refusal import Refused
from review.web import answers
from review.web.access import (
    CodeLate,
    Door,
    FoundFirst,
    Guard,
    PasswordFirst,
    SecondStepFirst,
)
from review.web.api.access import ApiDoor, ApiGuard
from review.web.api.doors import API_DOORS
from review.web.api.turns import ApiTurns
from review.web.directory import directory_of
from review.web.doors import DOORS
from review.web.faults import FaultPages
from review.web.founding import FoundingCode
from review.web.headers import SafeHeaders
from review.web.names import LOOPBACK_NAMES, KnownNames
from review.web.provider import provider_of
from review.web.refusals import SignInFirst
from workflows.errors import StepRefused

if TYPE_CHECKING:
    from review.bootstrap import Office


THREADS = 200
"""So many requests may wait for their turn; those who act pass those who look (`Turns`)."""


@asynccontextmanager
async def _roomy(_: FastAPI) -> AsyncIterator[None]:
    """A thread that waits costs little; were there few, nobody who acts would get one."""
    current_default_thread_limiter().total_tokens = THREADS
    yield


def create(office: Office, *, names: Collection[str] = LOOPBACK_NAMES) -> FastAPI:
    """Return the pages of an office under its names; there is no route but those of the tables."""
    app = FastAPI(title="", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_roomy)
    app.state.founding_code = FoundingCode(secrets.token_hex(5))
    app.router.routes.extend(_routes())
    app.add_middleware(ApiTurns)
    app.add_middleware(FaultPages, office=office)
    app.add_middleware(KnownNames, names=names, is_demo=office.is_demo)
    app.add_middleware(SafeHeaders)
    for kind in (Refused, StepRefused):
        app.add_exception_handler(kind, answers.refused)
    app.add_exception_handler(SignInFirst, answers.sign_in_first)
    app.add_exception_handler(PasswordFirst, answers.password_first)
    app.add_exception_handler(SecondStepFirst, answers.second_step_first)
    app.add_exception_handler(CodeLate, answers.code_late)
    app.add_exception_handler(FoundFirst, answers.found_first)
    app.add_exception_handler(HTTPException, answers.not_routed)
    app.add_exception_handler(RequestValidationError, answers.not_routed)
    app.state.office = office
    app.state.provider = provider_of(office)
    app.state.directory = directory_of(office)
    return app


@cache
def _routes() -> tuple[BaseRoute, ...]:
    """Return every door behind its guard: built once, for a guard knows no office."""
    router = APIRouter()
    for door in DOORS:
        _hang(router, door, Guard(door))
    for api_door in API_DOORS:
        _hang(router, api_door, ApiGuard(api_door))
    return tuple(router.routes)


def _hang(router: APIRouter, door: Door | ApiDoor, guard: Guard | ApiGuard) -> None:
    router.add_api_route(
        door.path,
        door.endpoint,
        methods=[door.method],
        dependencies=[Depends(guard)],
        response_model=None,
        include_in_schema=False,
        name=f"{door.method} {door.path}",
    )
