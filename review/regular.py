"""Files read only where a file lies: a link, a pipe or a device in its place could never end."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

LARGEST = 1 << 28
"""Bytes; more than any file that is taken in."""
_AS_IT_LIES = (
    getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe answers at once instead of waiting for a writer
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class NotRegular(OSError):  # noqa: N818  # an answer about what lies there
    """What lies there is no file, or one that nobody could have handed in."""


def read_regular(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        NotRegular: a link, pipe, device or folder lies there, or more than `LARGEST`.
        OSError: nothing lies there, or it may not be read.
    """
    with opened_regular(path, os.O_RDONLY) as file:
        content = b"" if _size(file) > LARGEST else file.read(LARGEST + 1)
        if max(_size(file), len(content)) > LARGEST:  # it may have grown
            raise NotRegular(path.name)
    return content


@contextmanager
def opened_regular(path: Path, flags: int) -> Iterator[BinaryIO]:
    """Open a file as it lies, following no link, for reading or for changing it in place."""
    _refuse_other(path, path.lstat().st_mode)  # a device may act on being opened
    handle = _handle(path, flags)
    with os.fdopen(handle, "rb" if flags == os.O_RDONLY else "r+b") as file:
        _refuse_other(path, os.fstat(handle).st_mode)  # as it may have been exchanged since
        yield file


def _size(file: BinaryIO) -> int:
    return os.fstat(file.fileno()).st_size


def _handle(path: Path, flags: int) -> int:
    try:
        return os.open(path, flags | _AS_IT_LIES)
    except OSError:
        _refuse_other(path, path.lstat().st_mode)
        raise


def _refuse_other(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise NotRegular(path.name)
