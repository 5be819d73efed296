"""Hashing before a transaction begins: while it takes its time, nothing of the database is held."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from review.commands import AddPerson, ChangePassword, ResetPassword
from review.services.passwords import Passwords
from review.services.sign_in import Hashes
from review.structure_commands import AddAgency


class DoneBefore(Passwords):
    """What was hashed and compared before a transaction began, handed out inside it."""

    def __init__(
        self, hashes: Mapping[str, str], *, matching: Collection[tuple[str | None, str]] = ()
    ) -> None:
        """Keep the hashes by password, and which hash and password were found to match."""
        self._hashes = hashes
        self._matching = matching

    def hash(self, password: str) -> str:
        """Return the hash that was made."""
        return self._hashes[password]

    def matches(self, kept: str | None, password: str) -> bool:
        """Say whether these two matched; a hash that changed meanwhile matches nothing."""
        return (kept, password) in self._matching


def done_before(
    command: object, *, kept: Callable[[], Hashes], passwords: Passwords
) -> dict[str, Passwords]:
    """Return what a command's service is given of its passwords; most commands bring none."""
    match command:
        case ChangePassword():
            mine = kept()
            if not passwords.matches(mine.present, command.old):
                return {"passwords": DoneBefore({})}
            again = [
                (one, command.new) for one in mine.former if passwords.matches(one, command.new)
            ]
            ready = DoneBefore(
                {command.new: passwords.hash(command.new)},
                matching=[(mine.present, command.old), *again],
            )
        case ResetPassword():
            ready = hashed_before(command.password, by=passwords)
        case AddPerson():
            ready = hashed_before(command.account.password, by=passwords)
        case AddAgency():
            ready = hashed_before(*(one.password for one in command.accounts), by=passwords)
        case _:
            return {}
    return {"passwords": ready}


def hashed_before(*secrets: str | None, by: Passwords) -> DoneBefore:
    """Hash first passwords; an account may have none."""
    return DoneBefore({one: by.hash(one) for one in secrets if one is not None})
