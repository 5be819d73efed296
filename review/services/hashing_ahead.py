"""Hashing before a transaction begins: while it takes its time, nothing of the database is held."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from review.commands import AddPerson, ChangePassword, ResetPassword
from review.services.passwords import Passwords


class DoneBefore(Passwords):
    """What was hashed and compared before a transaction began, handed out inside it."""

    def __init__(
        self, hashes: Mapping[str, str], *, matching: tuple[str | None, str] | None = None
    ) -> None:
        """Keep the hashes by password, and the hash and password that were found to match."""
        self._hashes = hashes
        self._matching = matching

    def hash(self, password: str) -> str:
        """Return the hash that was made."""
        return self._hashes[password]

    def matches(self, kept: str | None, password: str) -> bool:
        """Say whether these two matched; a hash that changed meanwhile matches nothing."""
        return (kept, password) == self._matching


def done_before(
    command: object, *, kept: Callable[[], str | None], passwords: Passwords
) -> dict[str, Passwords]:
    """Return what a command's service is given of its passwords; most commands bring none."""
    match command:
        case ChangePassword():
            mine = kept()
            if not passwords.matches(mine, command.old):
                return {"passwords": DoneBefore({})}
            ready = DoneBefore(
                {command.new: passwords.hash(command.new)}, matching=(mine, command.old)
            )
        case ResetPassword():
            ready = hashed_before(command.password, by=passwords)
        case AddPerson():
            ready = hashed_before(command.account.password, by=passwords)
        case _:
            return {}
    return {"passwords": ready}


def hashed_before(*secrets: str | None, by: Passwords) -> DoneBefore:
    """Hash first passwords; an account may have none."""
    return DoneBefore({one: by.hash(one) for one in secrets if one is not None})
