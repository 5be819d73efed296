"""Passwords: what will do as one, and keeping only what Argon2id makes of it."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from review.domain.account_refusals import (
    Crowded,
    PasswordKnown,
    PasswordTooPlain,
    PasswordTooShort,
)
from review.domain.account_rules import AccountRules

AT_ONCE = 2  # each hashing takes 64 MiB: a crowd at the door must not take the machine's memory
IN_LINE = 6  # who comes after these is sent away at once: the threads are for readers too
COME_BACK = 5
"""In how many seconds somebody who was sent away may try again."""


def office_hasher() -> PasswordHasher:
    """Return Argon2id as the office uses it: the only place with its parameters."""
    return PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)


class Passwords:
    """Hashes and compares, a few at a time; nobody at all takes as long as somebody.

    A few more wait their turn, without any view of the database; the rest are sent away.
    """

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        """Use the office's hasher, or the one given."""
        self._hasher = hasher or office_hasher()
        self._gate = BoundedSemaphore(AT_ONCE)
        self._line = BoundedSemaphore(AT_ONCE + IN_LINE)
        self._nobody = _hash_of_nobody(self._hasher)

    def hash(self, password: str) -> str:
        """Return what is kept of a password."""
        with self._turn():
            return self._hasher.hash(password)

    def matches(self, kept: str | None, password: str) -> bool:
        """Say whether this is the password; without one the same work is done in vain."""
        with self._turn():
            try:
                is_right = self._hasher.verify(kept or self._nobody, password)
            except (VerificationError, InvalidHashError):
                return False
        return is_right and kept is not None

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait in line, if there is still room in it."""
        if not self._line.acquire(blocking=False):
            raise Crowded(seconds=COME_BACK)
        try:
            with self._gate:
                yield
        finally:
            self._line.release()


def _hash_of_nobody(hasher: PasswordHasher) -> str:
    """Write a hash that no password has, with the hasher's own cost."""
    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    salt, digest = (
        base64.b64encode(secrets.token_bytes(length)).rstrip(b"=").decode()
        for length in (hasher.salt_len, hasher.hash_len)
    )
    return f"$argon2id$v=19${cost}${salt}${digest}"


OFFICE = Passwords()


def refuse_weak(password: str, *, login: str, rules: AccountRules) -> None:
    """Refuse what is too short, too plain, or the login itself."""
    if len(password) < rules.least_length:
        raise PasswordTooShort(least=rules.least_length)
    if _kinds(password) < rules.least_kinds:
        raise PasswordTooPlain(kinds=rules.least_kinds)
    if password.casefold() == login.casefold():
        raise PasswordKnown


def _kinds(password: str) -> int:
    """Count the kinds of character: upper case, lower case, digits, anything else."""
    return len({_kind(sign) for sign in password})


def _kind(sign: str) -> str:
    if sign.isupper():
        return "upper"
    if sign.islower():
        return "lower"
    return "digit" if sign.isdigit() else "other"
