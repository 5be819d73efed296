"""Folders and files that are this office's own: nobody else on the machine reads them."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

OWNER_ONLY = 0o700
OWNER_READS = 0o600
KEY_BYTES = 32
_OTHERS = 0o077


def private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for the owner alone.

    A folder that is there keeps its permissions: whoever opened it had a reason.
    """
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=OWNER_ONLY, exist_ok=True)


def private_file(path: Path) -> None:
    """Make an empty file for the owner alone, or take from others one that is there."""
    with suppress(PermissionError):  # it is somebody else's, who let us in
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, OWNER_READS))
        _take_from_others(path)


def _take_from_others(path: Path) -> None:
    mode = path.stat().st_mode
    if mode & _OTHERS:
        path.chmod(mode & ~_OTHERS)


def opened_privately(path: str, flags: int) -> int:
    """Open a file so that a new one is the owner's alone: an opener for `open`."""
    return os.open(path, flags, OWNER_READS)


def private_key(path: Path) -> bytes:
    """Return the key in a file that only its owner reads; the first who asks makes it."""
    with suppress(FileExistsError):
        private_folder(path.parent)
        fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        if not path.exists():
            with open(fresh, "xb", opener=opened_privately) as file:
                file.write(secrets.token_bytes(KEY_BYTES))
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(fresh, path)  # of two at once one wins, and neither reads half a key
            finally:
                fresh.unlink()
    return path.read_bytes()
