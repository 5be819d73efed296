"""By which name somebody asks: only one of ours is answered (S25).

A page of somebody else's can make its own name lead here (DNS rebinding); the browser then takes
the two for one site, and only the name that it asked for still tells them apart.
"""

from __future__ import annotations

from collections.abc import Collection

from loguru import logger
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from review.domain.refusal import Refused
from review.web.outside import turned_away
from review.web.refusals import HostMissing, HostUnknown

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


class KnownNames:
    """Lets in who asked for one of our names; the port does not matter."""

    def __init__(self, app: ASGIApp, *, names: Collection[str], is_demo: bool) -> None:
        """Guard the application of an office that goes by these names."""
        self._app = app
        self._names = frozenset(map(_plain, names))
        self._is_demo = is_demo

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer that nobody here is called so."""
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        if refusal is None:
            await self._app(scope, receive, send)
            return
        logger.info("asked for by another name", refusal=type(refusal).__name__)
        await turned_away(refusal, is_demo=self._is_demo)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Refused | None:
        said = Headers(scope=scope).getlist("host")
        if len(said) != 1:
            return HostMissing()
        return None if _name_in(said[0]) in self._names else HostUnknown()


def _name_in(host: str) -> str:
    """Return the name in a Host header, without its port."""
    if host.startswith("["):
        return _plain(host[1:].partition("]")[0])
    return _plain(host.partition(":")[0])


def _plain(name: str) -> str:
    return name.strip("[]").rstrip(".").lower()
