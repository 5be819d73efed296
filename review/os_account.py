"""Under which account of the operating system this process runs."""

from __future__ import annotations

import getpass


def os_account() -> str | None:
    """Return its name; None where the machine knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return None
