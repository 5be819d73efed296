"""Telling another system over HTTP: signed, to where the settings allow, and never any further.

What counts is the address that a name leads to when it is asked: it is judged, and it is the one
connected to (S52). Nothing is followed, no proxy is used, and of an answer only its number is read.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from pathlib import Path
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from review.private import private_key
from review.publishing.channel import DeliveryFailedError

SILENCE = 5
LONGEST = 15
"""Seconds that a receiver may say nothing, and that it may take altogether."""
LONGEST_URL = 500
KEY_FILE = "webhooks.key"
PORTS = {"http": 80, "https": 443}
_PLAIN = re.compile(r"[\x21-\x7e]+")
_TRANSLATED = (ip_network("64:ff9b::/96"), ip_network("2002::/16"), ip_network("2001::/32"))
"""Addresses of IPv6 in which another one hides."""

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One message: the name by which a receiver tells it from others, and what it says."""

    id: str
    secret: str = field(repr=False)
    body: bytes = field(repr=False)
    at: int
    """Seconds since 1970: a receiver refuses what was signed long ago."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Whom this office may tell: `hosts` are names, addresses and networks of its own."""

    folder: Path
    hosts: tuple[str, ...] = ()

    def may_be(self, url: str) -> bool:
        """Say whether an address may be told at, as far as it can be seen in its text."""
        parts = _parts(url)
        if parts is None:
            return False
        return parts.scheme == "https" or self._is_own(parts.hostname or "")

    def secret_of(self, webhook: str) -> str:
        """Return what the messages to one address are signed with: kept nowhere, made anew."""
        return hmac.new(
            private_key(self.folder / KEY_FILE), webhook.encode(), hashlib.sha256
        ).hexdigest()

    def tell(self, url: str, told: Told) -> None:
        """Hand a message over.

        Raises:
            DeliveryFailedError: it was not taken; the message is one plain word.
        """
        parts = _parts(url)
        if parts is None or not self.may_be(url):
            raise DeliveryFailedError("address")
        port = parts.port or PORTS[parts.scheme]
        address = self._address_of(parts.hostname or "", port)
        connection = _Pinned(parts, address=address, port=port)
        try:
            status = _status(connection, parts, told)
        except ssl.SSLError:
            raise DeliveryFailedError("certificate") from None
        except (OSError, http.client.HTTPException):
            raise DeliveryFailedError("unreachable") from None
        finally:
            connection.close()
        if not 200 <= status < 300:  # noqa: PLR2004
            raise DeliveryFailedError("redirected" if 300 <= status < 400 else "refused")  # noqa: PLR2004

    def _address_of(self, host: str, port: int) -> str:
        """Return where a name leads; where any of its addresses may not be told, none is."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError:
            raise DeliveryFailedError("unreachable") from None
        addresses = [str(one[4][0]) for one in found]
        is_own = self._is_own(host)
        if not addresses or not all(is_own or self._is_allowed(one) for one in addresses):
            raise DeliveryFailedError("address")
        return addresses[0]

    def _is_allowed(self, said: str) -> bool:
        address = _unwrapped(ip_address(said.partition("%")[0]))
        if any(address in network for network in _TRANSLATED if network.version == address.version):
            return False
        return self._is_own(str(address)) or (address.is_global and not address.is_multicast)

    def _is_own(self, host: str) -> bool:
        """Say whether the settings name this host, or a network that its address is in."""
        if host.lower().rstrip(".") in self.hosts:
            return True
        try:
            address = _unwrapped(ip_address(host))
        except ValueError:
            return False
        return any(address in network for network in _networks(self.hosts))


class _Pinned(http.client.HTTPConnection):
    """A connection to the one address that was judged, under the name that was asked for."""

    def __init__(self, parts: SplitResult, *, address: str, port: int) -> None:
        super().__init__(parts.hostname or "", port, timeout=SILENCE)
        self._address = address
        self._is_secure = parts.scheme == "https"

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = plain
        if self._is_secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(plain, server_hostname=self.host)


def signature_of(secret: str, *, at: int, body: bytes) -> str:
    """Return how a message is signed: HMAC-SHA256 over its time, a full stop, and its body."""
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()


def _status(connection: _Pinned, parts: SplitResult, told: Told) -> int:
    place = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {
        "content-type": "application/json",
        "user-agent": "xianshen",
        "x-xianshen-delivery": told.id,
        "x-xianshen-timestamp": str(told.at),
        "x-xianshen-signature": f"sha256={signature_of(told.secret, at=told.at, body=told.body)}",
    }
    with _ended_after(connection, LONGEST):
        connection.request("POST", place, body=told.body, headers=headers)
        return connection.getresponse().status


@contextmanager
def _ended_after(connection: _Pinned, seconds: float) -> Iterator[None]:
    """End a connection that drips: each sign came in time, and all together never end."""

    def end() -> None:
        with suppress(OSError, AttributeError):
            connection.sock.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _parts(url: str) -> SplitResult | None:
    if len(url) > LONGEST_URL or not _PLAIN.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    is_bare = parts.username is None and parts.password is None and not parts.fragment
    is_whole = parts.scheme in PORTS and bool(parts.hostname) and port != 0
    return parts if is_bare and is_whole and "\\" not in url else None


def _unwrapped(address: Address) -> Address:
    inner = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return inner or address


def _networks(hosts: tuple[str, ...]) -> Iterator[Network]:
    for host in hosts:
        with suppress(ValueError):
            yield ip_network(host)
