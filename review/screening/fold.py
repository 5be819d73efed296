"""Make the ways of writing one word equal, and lead back from the folded to the given text."""

from __future__ import annotations

import functools
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]

BREAK: Final = "\x1e"
"""Stands between two texts that are folded together: no word goes across it."""
_NEWLINE, _BREAK = ord("\n"), ord(BREAK)
_INVISIBLE = frozenset({"Cf", "Mn", "Me", "Cc", "Zs", "Zl", "Zp"})
# Fillers that Unicode counts as letters though they show nothing.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
LINE_ENDS = ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")
_UNICODE, _PLANE, _BLOCK = 0x110000, 0x10000, 0x100
_DROPPED, _SEVERAL = 0, 0x80000000
"""In the array: what does not show; what folds to several characters (the rest is its number)."""


class FoldTable(dict[int, str]):
    """One folded string for each character, worked out when its block of 256 is first met."""

    def __init__(self, variants: Mapping[str, str]) -> None:
        """Start from the ruleset's own equations: traditional forms, dashes, look-alikes."""
        super().__init__()
        self._variants = dict(variants)
        self[_NEWLINE], self[_BREAK] = "\n", "\n"
        self._codes: Codes = np.zeros(_UNICODE, np.uint32)
        self._known = np.zeros(_UNICODE // _BLOCK, np.bool_)
        self._several: list[Codes] = []

    def __missing__(self, point: int) -> str:
        """Fold by NFKC and case, then by the ruleset's variants; drop what does not show."""
        plain = unicodedata.normalize("NFKC", chr(point)).casefold()
        shown = (self._variants.get(char, char) for char in plain if _shows(char))
        folded = self[point] = "".join(shown)
        return folded

    def codes(self, points: Codes) -> Codes:
        """Return for each code point what it folds to: a code, dropped, or one of several."""
        met = np.zeros(len(self._known), np.bool_)
        met[points >> 8] = True
        for block in np.flatnonzero(met & ~self._known).tolist():
            self._learn(int(block))
        return self._codes[points]

    def several(self, code: int) -> Codes:
        """Return the characters that one character folds to."""
        return self._several[code - _SEVERAL]

    def _learn(self, block: int) -> None:
        first = block * _BLOCK
        self._codes[first : first + _BLOCK] = [
            self._code(self[point]) for point in range(first, first + _BLOCK)
        ]
        self._codes[_NEWLINE] = _DROPPED
        self._known[block] = True

    def _code(self, folded: str) -> int:
        if len(folded) == 1:
            return ord(folded)
        if not folded:
            return _DROPPED
        self._several.append(_points(folded))
        return _SEVERAL + len(self._several) - 1


@functools.cache
def fold_table(variants: tuple[tuple[str, str], ...]) -> FoldTable:
    """Return the one table of these variants, so that what is worked out once stays."""
    return FoldTable(dict(variants))


def _shows(char: str) -> bool:
    return unicodedata.category(char) not in _INVISIBLE and char not in _FILLERS


class Folded:
    """A text folded; spaces and line ends are gone, so a word is found however it is spread."""

    def __init__(self, text: str, *, table: FoldTable) -> None:
        """Fold a text; offsets of what is found count in the text as it was given."""
        self.text, self.table = _with_plain_ends(text), table
        points = _points(self.text)
        codes = table.codes(points)
        kept = np.flatnonzero(codes)
        folded, origins = codes[kept], kept.astype(np.uint32)
        if (folded >= _SEVERAL).any():
            folded, origins = _spread(folded, origins, table=table)
        self.joined = folded.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
        """All lines without their ends: a word broken at a line's end is whole here."""
        self._folded, self._origins = folded, origins
        ends = np.flatnonzero((points == _NEWLINE) | (points == _BREAK))
        begins = np.concatenate((np.zeros(1, ends.dtype), ends + 1))
        self.begins: list[int] = begins.tolist()
        """For each line where it begins in the given text."""
        self.starts: list[int] = np.searchsorted(origins, begins).tolist()
        """For each line where it begins in `joined`."""

    @cached_property
    def lines(self) -> Sequence[str]:
        """The folded lines."""
        ends = [*self.starts[1:], len(self.joined)]
        return [
            self.joined[start:end].removesuffix("\n")
            for start, end in zip(self.starts, ends, strict=True)
        ]

    def line(self, number: int) -> str:
        """Return one line as it was given."""
        end = self.begins[number + 1] - 1 if number + 1 < len(self.begins) else len(self.text)
        return self.text[self.begins[number] : end]

    def line_at(self, index: int) -> int:
        """Return the number of the line that the folded character at `index` stands in."""
        return bisect_right(self.starts, index) - 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the folded stretch stands in the given text."""
        return int(self._origins[start]), int(self._origins[end - 1]) + 1

    def index_of(self, position: int) -> int:
        """Return the index in `joined` of the first character that comes from here or later."""
        return int(np.searchsorted(self._origins, position))

    def given_lines(self, start: int, end: int) -> range:
        """Return the numbers of the lines that a stretch of the given text touches."""
        return range(
            bisect_right(self.begins, start) - 1, bisect_right(self.begins, max(end - 1, start))
        )

    @cached_property
    def bare(self) -> Bare:
        """The same without punctuation: a word that somebody wrote with dots between."""
        return Bare(self._folded)


class Bare:
    """The letters and digits of a folded text, and where each stands in it."""

    def __init__(self, folded: Codes) -> None:
        """Drop everything that is neither letter nor digit nor the break between two texts."""
        self._indexes = np.flatnonzero(_spoken(folded))
        self.joined = folded[self._indexes].astype("<u4").tobytes().decode("utf-32-le", "replace")

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch stands in the folded text."""
        return int(self._indexes[start]), int(self._indexes[end - 1]) + 1


def fold(text: str, *, table: FoldTable) -> Folded:
    """Fold a text by the table; each character by itself, so that offsets lead back."""
    return Folded(text, table=table)


def _points(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))


def _spread(folded: Codes, origins: Codes, *, table: FoldTable) -> tuple[Codes, Codes]:
    """Put in the characters of those that fold to several."""
    places = np.flatnonzero(folded >= _SEVERAL)
    pieces: list[Codes] = []
    counts = np.ones(len(folded), np.int64)
    last = 0
    for place in places.tolist():
        characters = table.several(int(folded[place]))
        pieces += (folded[last:place], characters)
        counts[place], last = len(characters), place + 1
    return np.concatenate((*pieces, folded[last:])), np.repeat(origins, counts)


@functools.cache
def _speaking() -> npt.NDArray[np.bool_]:
    """Whether each character of the basic plane is a letter or digit; the others all are."""
    plane = [unicodedata.category(chr(point))[0] in "LN" for point in range(_PLANE)]
    plane[_NEWLINE] = True
    return np.array(plane, np.bool_)


def _spoken(folded: Codes) -> npt.NDArray[np.bool_]:
    wide = folded >= _PLANE
    return _speaking()[np.where(wide, _NEWLINE, folded)] | wide


def _with_plain_ends(text: str) -> str:
    """Make every end of line one character, and keep every offset."""
    for end in LINE_ENDS:
        if end in text:
            text = text.replace(end, " \n"[-len(end) :])
    return text
