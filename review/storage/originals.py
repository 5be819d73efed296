"""Originals: the bytes of every stored file under their SHA-256, in one folder.

What comes in is noted in a folder of its own until it is settled: after a crash, or when the
command that brought it was refused, the note tells what may lie here without belonging to a paper.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from review.private import opened_privately, private_folder
from review.regular import NotRegular, opened_regular, read_regular

INCOMING = ".incoming"


class OriginalMissing(Exception):  # noqa: N818  # an answer about the store
    """The bytes of a file are not in the store."""


class OriginalUnreadable(OriginalMissing):
    """The bytes lie in the store but cannot be read now."""


class OriginalAltered(Exception):  # noqa: N818  # as above
    """The bytes in the store are not those that were handed in."""


class Originals:
    """A folder of files named by content; writing is atomic, reading proves the content."""

    def __init__(self, folder: Path) -> None:
        """Use `folder`, making it when it is not there."""
        self.folder = folder
        self._incoming = folder / INCOMING
        private_folder(self._incoming)

    def put(self, content: bytes, *, sha256: str) -> None:
        """Keep `content`; it is on the disk when this returns."""
        path = self._path(sha256)
        if _holds(path, sha256):
            return
        private_folder(path.parent)
        (self._incoming / sha256).touch(mode=0o600)
        written = self._incoming / f"{sha256}.{uuid4().hex}"
        try:
            _write_durably(written, content)
            written.replace(path)
        finally:
            written.unlink(missing_ok=True)
        _sync_folder(path.parent)

    def read(self, sha256: str) -> bytes:
        """Return the bytes; refuse them when a single bit differs (H1), or no file lies there."""
        try:
            content = read_regular(self._path(sha256))
        except FileNotFoundError:
            raise OriginalMissing(sha256) from None
        except NotRegular:
            raise OriginalAltered(sha256) from None
        except OSError:
            raise OriginalUnreadable(sha256) from None
        if hashlib.sha256(content).hexdigest() != sha256:
            raise OriginalAltered(sha256)
        return content

    def destroy(self, sha256: str) -> None:
        """Overwrite and remove the bytes (涉密拦截); gone already is fine."""
        path = self._path(sha256)
        if not os.path.lexists(path):
            return
        _overwrite(path)
        path.unlink()
        _sync_folder(path.parent)

    def incoming(self) -> frozenset[str]:
        """Return the hashes of what came in and is not settled yet."""
        return frozenset(path.name.partition(".")[0] for path in self._incoming.iterdir())

    def settle(self, sha256: str) -> None:
        """Forget that these bytes came in, with all that was written of them on the way."""
        for path in self._incoming.glob(f"{sha256}*"):
            _overwrite(path)
            path.unlink(missing_ok=True)

    def names(self) -> list[str]:
        """Return the hashes of all that is kept."""
        return sorted(
            path.name for path in self.folder.glob("??/*") if not path.name.startswith(".")
        )

    def _path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256


def _holds(path: Path, sha256: str) -> bool:
    """Say whether the bytes lie there already; what is there instead is replaced."""
    try:
        return hashlib.sha256(read_regular(path)).hexdigest() == sha256
    except (FileNotFoundError, NotRegular):
        return False


def _write_durably(path: Path, content: bytes) -> None:
    with open(path, "wb", opener=opened_privately) as file:  # Path has no opener
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _overwrite(path: Path) -> None:
    """Put zeros where the bytes lie; opened anew for writing, they would lie elsewhere.

    What is no file holds none of ours, and a link leads to somebody else's.
    """
    with suppress(NotRegular), opened_regular(path, os.O_RDWR) as file:
        file.write(b"\x00" * os.fstat(file.fileno()).st_size)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # elsewhere a folder cannot be opened; the rename itself is durable enough
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
