"""Codes that are good for half a minute (RFC 6238), and those that are good for once."""

from __future__ import annotations

import base64
import hmac
import secrets
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

from review.services.sign_in import fingerprint

DIGITS = 6
PERIOD = 30
"""Seconds; with SHA-1 what every telephone's app takes for granted."""
DRIFT = 1
"""How many periods the telephone's clock may be off, either way."""
SECRET_BYTES = 20
RECOVERY_CODES = 10
RECOVERY_BYTES = 10
_GROUP = 4


def fresh_secret() -> bytes:
    """Return 160 bits, as long as SHA-1's answer (RFC 4226, 4)."""
    return secrets.token_bytes(SECRET_BYTES)


def code_at(secret: bytes, counter: int) -> str:
    """Return the code of one period."""
    return HOTP(secret, DIGITS, SHA1()).generate(counter).decode()  # noqa: S303 - RFC 6238


def counter_at(now: datetime) -> int:
    """Return which period it is, counted from 1970."""
    return int(now.timestamp()) // PERIOD


def counter_of(secret: bytes, code: str, *, now: datetime, after: int) -> int | None:
    """Return the period whose code this is, a later one than the last; None if it is none's."""
    here = counter_at(now)
    near = range(max(here - DRIFT, after + 1), here + DRIFT + 1)
    right = [one for one in near if hmac.compare_digest(code_at(secret, one), code)]
    return right[0] if right else None


def is_of_telephone(code: str) -> bool:
    """Say whether a code has the shape of those that a telephone shows."""
    return len(code) == DIGITS and code.isascii() and code.isdigit()


def plain(typed: str) -> str:
    """Return a code as it was meant: without gaps, in half width, in capitals."""
    flat = unicodedata.normalize("NFKC", typed)
    return "".join(sign for sign in flat if sign.isalnum()).upper()


def text_of(secret: bytes) -> str:
    """Return a secret as somebody can type it into an app."""
    return base64.b32encode(secret).decode()


def uri_of(secret: bytes, *, login: str, issuer: str) -> str:
    """Return a secret as an app reads it off a picture."""
    name = f"{quote(issuer)}:{quote(login)}"
    query = f"secret={text_of(secret)}&issuer={quote(issuer)}"
    return f"otpauth://totp/{name}?{query}&algorithm=SHA1&digits={DIGITS}&period={PERIOD}"


def fresh_recovery_codes() -> tuple[str, ...]:
    """Return codes of 80 bits each, in groups of four."""
    return tuple(
        _in_groups(text_of(secrets.token_bytes(RECOVERY_BYTES))) for _ in range(RECOVERY_CODES)
    )


def kept_of_codes(codes: Iterable[str], *, of: str) -> str:
    """Return what is kept of recovery codes: their hashes, each good for this owner only."""
    return " ".join(_kept(plain(code), of=of) for code in codes)


def without(kept: str, code: str, *, of: str) -> str | None:
    """Return what is kept once this code was used; None if it is not among them."""
    hashes = kept.split()
    used = _kept(code, of=of)
    left = [one for one in hashes if not hmac.compare_digest(one, used)]
    return " ".join(left) if len(left) < len(hashes) else None


def _kept(code: str, *, of: str) -> str:
    return fingerprint(f"{of} {code}")


def _in_groups(text: str) -> str:
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))
