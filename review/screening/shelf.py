"""A folder of built automata, so that a long list of terms is built once and not at every start."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

_MARK = hashlib.sha256().digest_size


class Shelf:
    """Keeps bytes by name; what it gives is what was put there, or nothing."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, which is made when something is first put into it."""
        self._folder = folder

    def get(self, name: str) -> bytes | None:
        """Return what was put under a name; nothing if there is none or it is not whole."""
        try:
            kept = (self._folder / name).read_bytes()
        except OSError:
            return None
        mark, content = kept[:_MARK], kept[_MARK:]
        return content if mark == _mark(name, content) else None

    def put(self, name: str, content: bytes) -> None:
        """Keep bytes; where the folder cannot be written they are built anew each time."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(handle, "wb") as file:
                file.write(_mark(name, content) + content)
            Path(temporary).replace(self._folder / name)


def _mark(name: str, content: bytes) -> bytes:
    """The SHA-256 of name and content: a file under another's name is not taken for it."""
    digest = hashlib.sha256(name.encode())
    digest.update(content)
    return digest.digest()
