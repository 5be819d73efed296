"""From which machine somebody asks: behind a proxy, in the clear only the proxy is heard."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from loguru import logger
from starlette.types import ASGIApp, Receive, Scope, Send

from review.web.outside import turned_away
from review.web.refusals import ProxyOnly, ProxyUnfit

Peers = tuple[IPv4Network | IPv6Network, ...]


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
        await turned_away(ProxyOnly(), is_demo=self._is_demo)(scope, receive, send)

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
