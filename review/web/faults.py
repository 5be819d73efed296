"""Faults nobody expected: a page with a number, a line in the log without values, nothing more."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from loguru import logger
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from review.logs import fault_of
from review.web.api.problems import fault, is_for_programs
from review.web.chrome import Chrome
from review.web.pages import FaultPage
from review.web.rendering import render

if TYPE_CHECKING:
    from review.bootstrap import Office


class FaultPages:
    """Catches what the application does not, before the server could show or log it."""

    def __init__(self, app: ASGIApp, *, office: Office) -> None:
        """Wrap the application of an office."""
        self._app = app
        self._office = office

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; answer a fault with its number."""
        has_begun = False

        async def watch(message: Message) -> None:
            nonlocal has_begun
            has_begun = has_begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except Exception as error:
            incident = secrets.token_hex(4)
            route = getattr(scope.get("route"), "path", "")
            logger.error("request failed", incident=incident, route=route, fault=fault_of(error))
            if has_begun or scope["type"] != "http":
                raise
            await self._answer(scope["path"], incident)(scope, receive, send)

    def _answer(self, path: str, incident: str) -> Response:
        if is_for_programs(path):
            return fault(incident)
        page = FaultPage(chrome=Chrome(is_demo=self._office.is_demo), incident=incident)
        return render("pages/fault.html", page, status=500)
