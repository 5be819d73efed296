"""Take from the child process what a parser of hostile files must not have."""

from __future__ import annotations

import os
import socket
import sys
from typing import Any, Final, NoReturn

from review.screening.limits import Limits
from review.seclusion import gain_nothing, leave_network

_MOST_DESCRIPTORS: Final = 1024


def cut_off(pipe: int) -> None:
    """Leave the network, gain no rights, say nothing, and keep nothing open but one pipe."""
    _silence()
    socket.socket = _Refused  # type: ignore[assignment,misc]
    if sys.platform == "linux":
        _close_all_but(pipe)
    leave_network()
    gain_nothing()


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


class _Refused(socket.socket):
    def __init__(self, *_: Any, **__: Any) -> NoReturn:  # noqa: ANN401 - whatever is asked
        raise PermissionError


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
