"""What somebody may lay where a file should lie: a pipe, a device, a folder, a link."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from review.regular import LARGEST

SECONDS = 5
POSIX_ONLY = pytest.mark.skipif(os.name != "posix", reason="管道和设备只在 POSIX 上有")


def _pipe(place: Path) -> None:
    os.mkfifo(place)


def _endless(place: Path) -> None:
    place.symlink_to("/dev/zero")


def _folder(place: Path) -> None:
    place.mkdir()


def _moved(place: Path) -> None:
    """The very bytes, but by way of a link that somebody can lead elsewhere."""
    elsewhere = place.with_name("elsewhere")
    if not elsewhere.exists():
        elsewhere.write_bytes(b"somebody else's")
    place.symlink_to(elsewhere)


def _nowhere(place: Path) -> None:
    place.symlink_to(place.with_name("nothing"))


def _vast(place: Path) -> None:
    """Larger than any file that is taken in; it has holes, and costs no disk."""
    with place.open("wb") as file:
        file.truncate(LARGEST + 1)


LAID: dict[str, Callable[[Path], None]] = {
    "pipe": _pipe,
    "endless": _endless,
    "folder": _folder,
    "moved": _moved,
    "nowhere": _nowhere,
    "vast": _vast,
}


def lay(kind: str, place: Path) -> None:
    """Lay something else where a file lies."""
    if kind == "moved" and place.exists():
        place.rename(place.with_name("elsewhere"))
    place.unlink(missing_ok=True)
    LAID[kind](place)


@contextmanager
def in_time() -> Iterator[None]:
    """Fail instead of waiting for ever."""
    signal.signal(signal.SIGALRM, _late)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)


def _late(*_: object) -> None:
    raise AssertionError("it never ends")
