"""The office's own mail server, as its settings name it."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtps": 465}
NO_SERVER = "not the address of a mail server"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """A server, who signs in there, and from which mailbox notices come."""

    host: str
    port: int
    is_tls: bool
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def is_here(self) -> bool:
        """Whether it listens on this very machine, where there is no wire to listen at."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def server_at(url: str, *, sender: str) -> MailServer:
    """Read smtp://user:password@host:port or smtps://…; ValueError where it is neither.

    The fault repeats nothing of the address: there is a password in it.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError(NO_SERVER) from None
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError(NO_SERVER)
    return MailServer(
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        is_tls=parts.scheme == "smtps",
        sender=sender,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )
