"""Asking the directory of the office whether somebody's password there is the one given.

Only a name and a password prove anything: without a password a bind would be anybody's.
"""

from __future__ import annotations

import secrets
from importlib import import_module
from threading import BoundedSemaphore

from review.domain.account_refusals import Crowded
from review.domain.sign_in_directory import SignInDirectory
from review.services.passwords import COME_BACK

AT_ONCE = 8
"""So many may wait for it: when it hangs, the threads are for others."""


class Directory:
    """One directory, asked over a line of its own each time."""

    def __init__(self, known: SignInDirectory) -> None:
        """Know where it is; nothing is asked before somebody comes."""
        self._known = known
        self._room = BoundedSemaphore(AT_ONCE)

    def proves(self, login: str | None, password: str) -> bool:
        """Say whether this is the password of a login there; of nobody the same is asked in vain.

        Raises:
            DirectoryFails: it cannot be asked, or not as we were told.
            Crowded: too many are asking.
        """
        if not password or "\0" in password:  # such a bind would prove nothing
            return False
        if not self._room.acquire(blocking=False):
            raise Crowded(seconds=COME_BACK)
        try:
            if login is None:
                self.look()
                return False
            return _asked(self._known, login, password)
        finally:
            self._room.release()

    def look(self) -> None:
        """Ask for nobody, as would be asked for somebody.

        Raises:
            DirectoryFails: as above.
        """
        _asked(self._known, secrets.token_hex(8), secrets.token_hex(8))


def can_ask() -> bool:
    """Say whether the library is here, and the system's own that it stands on."""
    try:
        import_module("ldap")
    except ImportError:
        return False
    return True


def _asked(known: SignInDirectory, login: str, password: str) -> bool:
    from review.services.directory_line import asked  # noqa: PLC0415 - only with the extra

    return asked(known, login, password)
