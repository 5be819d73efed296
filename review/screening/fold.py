"""Make the ways of writing one word equal, and lead back from the folded to the given text."""

from __future__ import annotations

import functools
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from review.screening.trail import Codes, Places, Trail

BREAK: Final = "\x1e"
"""Stands between two texts that are folded together: no word goes across it."""
_NEWLINE, _BREAK = ord("\n"), ord(BREAK)
_SPACES = frozenset({"Zs", "Zl", "Zp", "Cc"})
_INVISIBLE = frozenset({"Cf", "Mn", "Me", *_SPACES})
# Fillers that Unicode counts as letters though they show nothing.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_ENDS = np.zeros(1 << 16, np.bool_)
_ENDS[[*map(ord, "\n\r\v\f\x85\u2028\u2029")]] = True
"""Every character that ends a line; the last of the plane, to which others are clipped, is none."""
_UNICODE, _BLOCK = 0x110000, 0x100
_UNKNOWN, _SEVERAL, _DROPPED = 0, 0x80000000, 0xFFFFFFFF
"""In the array: what was not met yet, of which most is, and no memory goes to it; what folds to
several characters (the rest is its number); what does not show."""
_CHUNK: Final = 1 << 18
"""So many characters are folded at a time: the arrays stay in the processor's cache."""


class FoldTable(dict[int, str]):
    """What each character folds to: a string if it is asked for alone, else a code of its block.

    Blocks are of 256 characters, and worked out when one of them is first met.
    """

    def __init__(self, variants: Mapping[str, str], *, space: str = "") -> None:
        """Start from the ruleset's own equations: traditional forms, dashes, look-alikes.

        `space` is what every space folds to: nothing, so that a word is found however spread.
        """
        super().__init__()
        self._variants, self._space = dict(variants), space
        self._codes: Codes = np.zeros(_UNICODE, np.uint32)
        self._several: list[Codes] = []

    def __missing__(self, point: int) -> str:
        """Fold a character that was not asked for by itself before."""
        folded = self[point] = self._folded(point)
        return folded

    def _folded(self, point: int) -> str:
        """Fold by NFKC and case, then by the ruleset's variants; drop what does not show."""
        if point in (_NEWLINE, _BREAK):
            return "\n"
        char = chr(point)
        if unicodedata.category(char) in _SPACES:
            return self._space
        plain = unicodedata.normalize("NFKC", char).casefold()
        return "".join(self._variants.get(each, each) for each in plain if _shows(each))

    def codes(self, points: Codes) -> Codes:
        """Return for each code point what it folds to: a code, dropped, or one of several."""
        codes = self._codes.take(points)
        if len(codes) and codes.min() == _UNKNOWN:
            for block in np.unique(points[codes == _UNKNOWN] // _BLOCK).tolist():
                self._learn(block)
            codes = self._codes.take(points)
        return codes

    def several(self, code: int) -> Codes:
        """Return the characters that one character folds to."""
        return self._several[code - _SEVERAL]

    def _learn(self, block: int) -> None:
        first = block * _BLOCK
        self._codes[first : first + _BLOCK] = [
            self._code(self._folded(point)) for point in range(first, first + _BLOCK)
        ]
        self._codes[_NEWLINE] = _DROPPED

    def _code(self, folded: str) -> int:
        if len(folded) == 1:
            return ord(folded)
        if not folded:
            return _DROPPED
        self._several.append(_points(folded))
        return _SEVERAL + len(self._several) - 1


@functools.cache
def fold_table(variants: tuple[tuple[str, str], ...], *, space: str = "") -> FoldTable:
    """Return the one table of these variants, so that what is worked out once stays."""
    return FoldTable(dict(variants), space=space)


def _shows(char: str) -> bool:
    return unicodedata.category(char) not in _INVISIBLE and char not in _FILLERS


class Folded:
    """A text folded; spaces and line ends are gone, so a word is found however it is spread."""

    def __init__(self, text: str, *, table: FoldTable) -> None:
        """Fold a text; offsets of what is found count in the text as it was given."""
        # Two characters that end one line: a space for the first keeps every offset.
        self.text = text.replace("\r\n", " \n") if "\r" in text else text
        self.table = table
        pieces = list(_pieces(self.text, table=table)) or [_NOTHING]
        shown, dropped, added, ends = zip(*pieces, strict=True)
        self.joined = "".join(shown)
        """All lines without their ends: a word broken at a line's end is whole here."""
        self._trail = Trail(np.concatenate(dropped), np.concatenate(added))
        begins = np.concatenate((np.zeros(1, np.int64), np.concatenate(ends) + 1))
        self.begins: list[int] = begins.tolist()
        """For each line where it begins in the given text."""
        self.starts: list[int] = self._trail.folded(begins).tolist()
        """For each line where it begins in `joined`."""

    def shown(self, number: int) -> str:
        """Return a folded line."""
        return self.joined[self.starts[number] : self.end_of(number)]

    def line(self, number: int) -> str:
        """Return one line as it was given."""
        return self.text[self.begins[number] : self.given_end_of(number)]

    def given_end_of(self, number: int) -> int:
        """Return where a line ends in the given text."""
        return self.begins[number + 1] - 1 if number + 1 < len(self.begins) else len(self.text)

    def end_of(self, number: int) -> int:
        """Return where a line ends in `joined`."""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.joined)
        return end - (self.joined[end - 1 : end] == "\n" and end > self.starts[number])

    def line_at(self, index: int) -> int:
        """Return the number of the line that the folded character at `index` stands in."""
        return bisect_right(self.starts, index) - 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the folded stretch stands in the given text."""
        return self._trail.given(start), self._trail.given(end - 1) + 1

    def given(self, indexes: Places) -> Places:
        """Return where each of these folded characters stands in the given text."""
        return self._trail.given_each(indexes)

    def index_of(self, position: int) -> int:
        """Return the index in `joined` of the first character that comes from here or later."""
        return self._trail.index_of(position)

    def given_lines(self, start: int, end: int) -> range:
        """Return the numbers of the lines that a stretch of the given text touches."""
        return range(
            bisect_right(self.begins, start) - 1, bisect_right(self.begins, max(end - 1, start))
        )


def fold(text: str, *, table: FoldTable) -> Folded:
    """Fold a text by the table; each character by itself, so that offsets lead back."""
    return Folded(text, table=table)


_Piece = tuple[str, Places, Places, Places]
_NONE: Places = np.zeros(0, np.int64)
_NOTHING: _Piece = ("", _NONE, _NONE, _NONE)


def _pieces(text: str, *, table: FoldTable) -> Iterator[_Piece]:
    """Yield piece by piece what shows, and where something was dropped, added or a line ended."""
    for begin in range(0, len(text), _CHUNK):
        points = _points(text[begin : begin + _CHUNK])
        codes = table.codes(points)
        hidden = codes == _DROPPED
        dropped, added = np.flatnonzero(hidden), _NONE
        shown = codes[~hidden] if len(dropped) else codes
        if len(shown) and shown.max() >= _SEVERAL:
            shown, which = _spread(shown, table=table)
            added = np.flatnonzero(~hidden)[which] + begin
        ends = dropped[_ENDS.take(points[dropped], mode="clip")]
        if BREAK in text:
            ends = np.union1d(ends, np.flatnonzero(points == _BREAK))
        yield _text(shown), dropped + begin, added, ends + begin


def _points(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))


def _text(codes: Codes) -> str:
    return codes.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")


def _spread(shown: Codes, *, table: FoldTable) -> tuple[Codes, Places]:
    """Put in the characters of those that fold to several, and say which they came from."""
    pieces: list[Codes] = []
    came_from: list[int] = []
    last = 0
    for place in np.flatnonzero(shown >= _SEVERAL).tolist():
        characters = table.several(int(shown[place]))
        pieces += (shown[last:place], characters)
        came_from += [place] * (len(characters) - 1)
        last = place + 1
    return np.concatenate((*pieces, shown[last:])), np.array(came_from, np.int64)
