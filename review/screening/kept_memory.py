"""A child keeps the memory that it was given: the kernel empties every page that it gives anew."""

from __future__ import annotations

import contextlib
from typing import Final

from review.c_library import c_library
from review.screening.limits import MEBIBYTE

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""The numbers of `mallopt`: when free memory is given back, and how large a piece stands apart from
the rest, to be given back as soon as it is free."""
_FREE: Final = 64 * MEBIBYTE
_APART: Final = 4 * MEBIBYTE
_SHORT_PAPER: Final = MEBIBYTE


def keep_memory() -> None:
    """Give nothing back that is soon needed again, if the C library is one that can be told so."""
    with contextlib.suppress(AttributeError, TypeError, OSError):
        c_library().mallopt(_TRIM_THRESHOLD, _FREE)
        c_library().mallopt(_MMAP_THRESHOLD, _APART)


def take_beforehand() -> None:
    """Take as much as a short Word file needs, and let it go: it is there when the file comes."""
    taken = bytearray(b"\1") * _SHORT_PAPER  # written to, for only then is it given
    del taken
