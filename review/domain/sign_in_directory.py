"""The directory of an office that may vouch for people by their password there (LDAP)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from review.domain.sign_in_provider import is_here

ATTRIBUTE = "uid"
"""Which attribute names the login here, unless the settings say another."""
PORTS: Mapping[str, int] = MappingProxyType({"ldap": 389, "ldaps": 636})
LOGIN = "{login}"
"""Where the login stands in a template of a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInDirectory:
    """Where it is, and how somebody's entry is found there: searched for, or named directly."""

    url: str
    authority: Path | None = None
    """The certificates (PEM) that its own must come from; without it nothing is over TLS."""
    base: str = ""
    attribute: str = ATTRIBUTE
    account: str | None = None
    """Who searches; nobody where anybody may."""
    secret: str | None = field(default=None, repr=False)
    template: str | None = None
    """The name of an entry, with `{login}` in it; then nothing is searched for."""

    @property
    def host(self) -> str:
        """Which machine it is on."""
        return urlsplit(self.url).hostname or ""

    @property
    def port(self) -> int:
        """At which of its doors."""
        return urlsplit(self.url).port or PORTS[urlsplit(self.url).scheme]

    @property
    def is_tls_from_the_start(self) -> bool:
        """Say whether nothing is ever plain on its line."""
        return self.url.startswith("ldaps:")

    @property
    def starts_tls(self) -> bool:
        """Say whether a plain line must turn to TLS before anything is said on it."""
        return not self.is_tls_from_the_start and self.authority is not None


def is_directory(url: str) -> bool:
    """Say whether this is the address of a directory: a host, perhaps a port, nothing else."""
    try:
        parts = urlsplit(url)
        is_plain = parts.port != 0 and parts.username is None
    except ValueError:
        return False
    has_more = parts.path not in ("", "/") or parts.query or parts.fragment
    is_known = parts.scheme in PORTS and bool(parts.hostname)
    is_known = is_known and url.startswith(tuple(f"{scheme}://" for scheme in PORTS))
    return is_known and is_plain and not has_more and url.isprintable() and " " not in url


def needs_no_tls(url: str) -> bool:
    """Say whether what is said there does not leave this machine."""
    parts = urlsplit(url)
    return parts.scheme == "ldap" and is_here(parts.hostname or "")
