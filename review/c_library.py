"""The C library that Python stands on."""

from __future__ import annotations

import ctypes
import functools


@functools.cache
def c_library() -> ctypes.CDLL:
    """Return its handle, which is found once for a process and all that it forks."""
    return ctypes.CDLL(None, use_errno=True)
