"""A telephone with an app for codes: RFC 6238 by hand, from nothing but the secret's text."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime, timedelta


class Telephone:
    """Shows the code of its half minute."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def shows(self, now: datetime, *, periods: int = 0) -> str:
        """Return the code at an instant, or some periods later."""
        counter = int((now + timedelta(seconds=30 * periods)).timestamp()) // 30
        key = base64.b32decode(self.secret.replace(" ", ""))
        digest = hmac.new(key, counter.to_bytes(8, "big"), hashlib.sha1).digest()
        at = digest[-1] & 0xF
        number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFFFFFF
        return f"{number % 1_000_000:06d}"

    def never_shows(self, now: datetime) -> str:
        """Return a code of none of the periods near an instant."""
        near = {self.shows(now, periods=one) for one in range(-3, 4)}
        return next(f"{number:06d}" for number in range(10) if f"{number:06d}" not in near)
