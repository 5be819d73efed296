"""An empty network for a process that reads hostile files, and for all that it forks."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import sys
from typing import Final

from review.c_library import c_library

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES: Final = 38
_NOT_DUMPABLE: Final = 4


def leave_network() -> None:
    """Leave the network for an empty one, if that was not done before this process was forked.

    Best effort: some kernels forbid it, and none gives users of its own to a process of several
    threads.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            _leave_once()


def gain_nothing() -> None:
    """Let no program that is started here have more rights, and nobody look into this process."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            c_library().prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
            c_library().prctl(_NOT_DUMPABLE, 0, 0, 0, 0)


@functools.cache
def _leave_once() -> None:
    """Enter an empty network, with users of our own where that takes them.

    A success is remembered by all that are forked later; after a failure each of them tries anew.
    """
    if (
        c_library().unshare(_NEW_NETWORK) != 0
        and c_library().unshare(_NEW_USER | _NEW_NETWORK) != 0
    ):
        raise OSError(ctypes.get_errno(), "unshare")
