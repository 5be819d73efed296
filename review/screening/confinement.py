"""Take from the child process what a parser of hostile files must not have."""

from __future__ import annotations

import contextlib
import ctypes
import os
import socket
import sys
from typing import Any, Final, NoReturn

from review.screening.limits import Limits

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES: Final = 38
_NOT_DUMPABLE: Final = 4
_MOST_DESCRIPTORS: Final = 1024


def cut_off(pipe: int) -> None:
    """Leave the network, silence the error stream, and keep nothing open but one pipe."""
    _silence()
    _refuse_sockets()
    if sys.platform == "linux":
        _close_all_but(pipe)
        _leave_network()


def bound(limits: Limits) -> None:
    """Bound memory, time and files for good."""
    if sys.platform == "linux":
        _bound(limits)


def _silence() -> None:
    """Libraries write pieces of a broken file into their complaints."""
    sink = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(sink, stream)
    os.close(sink)


def _close_all_but(pipe: int) -> None:
    """Whatever the server that forked us had open is none of ours."""
    os.closerange(3, pipe)
    os.closerange(pipe + 1, _MOST_DESCRIPTORS)


def _refuse_sockets() -> None:
    class Refused(socket.socket):
        def __init__(self, *_: Any, **__: Any) -> NoReturn:  # noqa: ANN401 - whatever is asked
            raise PermissionError

    socket.socket = Refused  # type: ignore[assignment,misc]


def _leave_network() -> None:
    """Move into a network without interfaces; best effort, for some kernels forbid it."""
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None, use_errno=True)
        if library.unshare(_NEW_NETWORK) != 0:
            library.unshare(_NEW_USER | _NEW_NETWORK)
        library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        library.prctl(_NOT_DUMPABLE, 0, 0, 0, 0)


def _bound(limits: Limits) -> None:
    import resource  # noqa: PLC0415 - exists on Unix only

    for kind, most in (
        (resource.RLIMIT_AS, limits.address_space),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, limits.open_files),
    ):
        _, hard = resource.getrlimit(kind)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (bound, bound))
