"""Who is let through to the pages at all: under a name of ours, and not in the clear.

A page of somebody else's can make its own name lead here (DNS rebinding); the browser then takes
the two for one site, and only the name that it asked for still tells them apart.
"""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from loguru import logger
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from review.domain.refusal import Refused
from review.web.chrome import Chrome
from review.web.pages import NoticePage
from review.web.refusals import HostMissing, HostUnknown, ProxyOnly, ProxyUnfit, notice_of
from review.web.rendering import render

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
Peers = tuple[IPv4Network | IPv6Network, ...]


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
        await _answer(refusal, is_demo=self._is_demo)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Refused | None:
        said = Headers(scope=scope).getlist("host")
        if len(said) != 1:
            return HostMissing()
        return None if _name_in(said[0]) in self._names else HostUnknown()


class TrustedPeers:
    """Behind a proxy: lets in what the proxy brings, and this machine itself."""

    def __init__(self, app: ASGIApp, *, peers: Peers, is_demo: bool) -> None:
        """Guard an application that only these peers may speak to in the clear."""
        self._app = app
        self._peers = peers
        self._is_demo = is_demo

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes over TLS or from a peer that is trusted; refuse the rest."""
        if scope["type"] != "http" or scope["scheme"] == "https" or self._is_trusted(scope):
            await self._app(scope, receive, send)
            return
        logger.warning("a peer that is not the proxy was refused")
        await _answer(ProxyOnly(), is_demo=self._is_demo)(scope, receive, send)

    def _is_trusted(self, scope: Scope) -> bool:
        client = scope.get("client")
        try:
            peer = ip_address(client[0]) if client else None
        except ValueError:
            return False
        return peer is not None and (peer.is_loopback or any(peer in net for net in self._peers))


def peers_in(proxy: str) -> Peers:
    """Return the addresses of a trusted proxy; a name, or everybody, is none."""
    try:
        return tuple(ip_network(one.strip(), strict=False) for one in proxy.split(","))
    except ValueError:
        raise ProxyUnfit(proxy=proxy) from None


def is_loopback(host: str) -> bool:
    """Say whether only this machine reaches what is bound here."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_anywhere(host: str) -> bool:
    """Say whether what is bound here answers under every address of the machine."""
    try:
        return not host or ip_address(host.strip("[]")).is_unspecified
    except ValueError:
        return False


def _answer(refusal: Refused, *, is_demo: bool) -> ASGIApp:
    notice = notice_of(refusal)
    page = NoticePage(chrome=Chrome(is_demo=is_demo), notice=notice, back="/")
    return render("pages/notice.html", page, status=notice.status)


def _name_in(host: str) -> str:
    """Return the name in a Host header, without its port."""
    if host.startswith("["):
        return _plain(host[1:].partition("]")[0])
    return _plain(host.partition(":")[0])


def _plain(name: str) -> str:
    return name.strip("[]").rstrip(".").lower()
