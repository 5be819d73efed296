"""Folders and files that are this office's own: nobody else on the machine reads them."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

OWNER_ONLY = 0o700
OWNER_READS = 0o600
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
