"""The names that a colour profile (ICC) bears, which viewers show and nobody reads."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from review.screening.segments import NotRead, Reason

_NAMES = re.compile(b"mluc")
"""How a list of names begins, one for each language."""
_HEAD, _ENTRY = 16, 12
_REPEATED = 8
"""Names may share letters, but not so many that all of them are this many times the profile."""


def profile_texts(profile: bytes) -> Iterator[str]:
    """Yield the names written in two bytes a letter; the others are found as plain words.

    Raises:
        NotRead: its names lie over one another again and again.
    """
    left = _REPEATED * len(profile)
    for begin, length in _names(profile):
        left -= length + _ENTRY
        if left < 0:
            raise NotRead(Reason.INFLATES)
        yield profile[begin : begin + length].decode("utf-16-be", "replace")


def _names(profile: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each name begins, and its length."""
    for met in _NAMES.finditer(profile):
        listed = met.start()
        if listed + _HEAD > len(profile):
            return
        count, size = struct.unpack_from(">II", profile, listed + 8)
        for number in range(count):
            at = listed + _HEAD + number * size
            if at + _ENTRY > len(profile):
                break
            length, begin = struct.unpack_from(">II", profile, at + 4)
            yield listed + begin, length
