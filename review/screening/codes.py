"""Where letters or digits stand together: Latin codes, and numbers that are written in words."""

from __future__ import annotations

import functools
from typing import Final

import numpy as np
import numpy.typing as npt

from review.screening.trail import Codes, Places

_PLANE: Final = 0x10000
_LATIN, _NAMED = 1, 2
_CODE, _NAMED_RUN = 5, 7
"""So many on end make a code; so many may be part of a number in words."""
_CHUNK: Final = 1 << 20


class CodeSigns:
    """Knows the signs of codes, and those that name a digit."""

    def __init__(self, named: str) -> None:
        """Take the signs that name a digit and are no Latin letters."""
        kinds = np.zeros(_PLANE, np.uint8)
        kinds[ord("0") : ord("9") + 1] = kinds[ord("a") : ord("z") + 1] = _LATIN
        kinds[[ord(sign) for sign in named]] = _NAMED
        self._kinds: npt.NDArray[np.uint8] = kinds

    def places(self, joined: str) -> tuple[Places, Places]:
        """Return where Latin codes are in a folded text, and where numbers in words may be."""
        latin, named = [_NONE], [_NONE]
        for begin in range(0, len(joined), _CHUNK):
            kinds = self._kinds.take(_codes(joined[begin : begin + _CHUNK + _CODE]), mode="clip")
            latin.append(_runs(kinds == _LATIN, _CODE) + begin)
            named.append(_runs(kinds == _NAMED, _NAMED_RUN) + begin)
        return np.concatenate(latin), np.concatenate(named)


_NONE: Places = np.zeros(0, np.int64)


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))


def _runs(marks: npt.NDArray[np.bool_], length: int) -> Places:
    """Return where so many marks stand on end."""
    if not marks.any():
        return _NONE
    run = marks[: max(len(marks) - length + 1, 0)].copy()
    for step in range(1, length):
        run &= marks[step : len(run) + step]
    return np.flatnonzero(run)


@functools.lru_cache(maxsize=8)
def code_signs(named: str) -> CodeSigns:
    """Return the signs of a ruleset, made once."""
    return CodeSigns(named)
