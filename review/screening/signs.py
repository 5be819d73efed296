"""Signs put between the letters of a word: the second view, in which they are gone."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from review.screening.trail import Places

_PLANE: Final = 0x10000
_SPOKEN, _ODD, _CLAUSE, _END = range(4)
"""A letter or digit; a sign that prose has no use for; a sign of prose; the end of a text."""
_PROSE = frozenset(",.;:、。!?()〔〕[]{}<>《》〈〉「」『』“”‘’\"'…")
_EDGE: Final = 2
_ENOUGH: Final = 3
"""A word spelled out with the signs of prose must be as long as this to be one."""


@dataclass(frozen=True, slots=True)
class Bare:
    """What stands around odd signs, without any signs, and where each of its characters stands."""

    text: str
    places: Places
    odd: Places
    """For each place how many odd signs came before it."""

    def spelled(self, table: Places) -> Places:
        """Put rows of starts and ends into the folded text; keep what has signs between letters.

        Signs of prose between two clauses do not count: one must stand between every two letters.
        """
        starts, last = table[0], table[1] - 1
        first_place, last_place = self.places[starts], self.places[last]
        signs = last_place - first_place - (last - starts)
        plainly = signs == self.odd[last] - self.odd[starts]
        kept = [
            bool(count) and (plain or self._is_spelled_out(start, end + 1))
            for count, plain, start, end in zip(
                signs.tolist(), plainly.tolist(), starts.tolist(), last.tolist(), strict=True
            )
        ]
        return np.stack((first_place, last_place + 1, table[2]))[:, kept]

    def _is_spelled_out(self, start: int, end: int) -> bool:
        return end - start >= _ENOUGH and bool(np.diff(self.places[start:end]).min() > 1)


def bare(joined: str, *, reach: int) -> Bare | None:
    """Return what stands around signs between letters, `reach` letters to either side."""
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))
    kinds = _kinds().take(codes, mode="clip")
    places = _between_letters(kinds)
    if not len(places):
        return None
    near = np.concatenate([np.arange(*window) for window in _windows(places, reach=2 * reach)])
    near = near[(near >= 0) & (near < len(kinds))]
    spoken = near[(kinds[near] == _SPOKEN) | (kinds[near] == _END)]
    text = codes[spoken].tobytes().decode("utf-32-le", "surrogatepass")
    return Bare(text, spoken, np.searchsorted(np.flatnonzero(kinds == _ODD), spoken))


def _between_letters(kinds: npt.NDArray[np.uint8]) -> Places:
    """Return where one or two odd signs stand between letters, and signs of prose around one."""
    kinds = np.pad(kinds, _EDGE, constant_values=_END)
    odd = np.flatnonzero(kinds == _ODD)
    before, after = kinds[odd - 1], kinds[odd + 1]
    led = (before == _SPOKEN) | ((before == _ODD) & (kinds[odd - 2] == _SPOKEN))
    followed = (after == _SPOKEN) | ((after == _ODD) & (kinds[odd + 2] == _SPOKEN))
    clause = kinds == _CLAUSE
    single = np.flatnonzero(clause[1:-3] & clause[3:-1] & (kinds[2:-2] == _SPOKEN)) + 2
    spelled = single[(kinds[single - 2] == _SPOKEN) & (kinds[single + 2] == _SPOKEN)]
    return np.union1d(odd[led & followed], spelled) - _EDGE


def _windows(places: Places, *, reach: int) -> Iterator[tuple[int, int]]:
    """Yield what is near these places, that of near ones together."""
    gaps = np.flatnonzero(np.diff(places) > 2 * reach)
    firsts = places[np.concatenate(([0], gaps + 1))]
    lasts = places[np.concatenate((gaps, [len(places) - 1]))]
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        yield first - reach, last + reach + 1


@functools.cache
def _kinds() -> npt.NDArray[np.uint8]:
    """What each character of the basic plane is; all others are letters."""
    kinds = np.array([_kind(chr(point)) for point in range(_PLANE)], np.uint8)
    kinds[-1] = _SPOKEN
    return kinds


def _kind(char: str) -> int:
    if char == "\n":
        return _END
    if unicodedata.category(char)[0] in "LN":
        return _SPOKEN
    return _CLAUSE if char in _PROSE else _ODD
