"""The sign-in of the town that an office may let its people in by (OpenID Connect)."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

CLAIM = "preferred_username"
"""Which claim names the login here, unless the settings say another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInProvider:
    """Where it is, and as whom the office is known there."""

    issuer: str
    client: str
    secret: str | None = field(default=None, repr=False)
    claim: str = CLAIM


def is_safe_address(url: str) -> bool:
    """Say whether an address may be asked: over TLS, or on this very machine."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = parts.hostname or ""
    if parts.username is not None or parts.fragment or not host:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_here(host))


def is_here(host: str) -> bool:
    """Say whether a host is this very machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
