"""So many at a time: no program takes the threads and the memory of everybody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from review.services.passwords import COME_BACK
from review.services.sign_in import fingerprint
from review.web.api.problems import is_for_programs, problem
from review.web.api.refusals import TooManyAtOnce

AT_ONCE = 32
"""Requests of all programs together; the threads are for readers too."""
OF_ONE = 8
"""Requests under one token."""
UPLOADS_OF_ONE = 2
"""Of these, such as bring files: they lie in memory while they come in."""


class ApiTurns:
    """Sends away, with when to come back, whoever asks for too much at once; nobody waits here."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self._app = app
        self._running: Counter[tuple[str, str]] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on while its turns last."""
        if scope["type"] != "http" or not is_for_programs(scope["path"]):
            await self._app(scope, receive, send)
            return
        turns = _turns(Headers(scope=scope))
        if any(self._running[turn] >= most for turn, most in turns.items()):
            await problem(TooManyAtOnce(seconds=COME_BACK))(scope, receive, send)
            return
        with self._taken(turns):
            await self._app(scope, receive, send)

    @contextmanager
    def _taken(self, turns: dict[tuple[str, str], int]) -> Iterator[None]:
        self._running.update(turns.keys())
        try:
            yield
        finally:
            for turn in turns:
                self._running[turn] -= 1
                if not self._running[turn]:
                    del self._running[turn]


def _turns(headers: Headers) -> dict[tuple[str, str], int]:
    """Return which turns a request takes, and how many of each there are."""
    token = fingerprint(headers.get("authorization", ""))
    turns = {("all", ""): AT_ONCE, ("token", token): OF_ONE}
    if headers.get("content-type", "").startswith("multipart/"):
        turns["upload", token] = UPLOADS_OF_ONE
    return turns
