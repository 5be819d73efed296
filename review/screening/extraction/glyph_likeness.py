"""Which sign a drawn glyph looks like: the directions of its edges, held against the own font's.

In each of eight by eight cells of a glyph, brought to one size, the edges of every direction are
summed up. What all Chinese signs have in common is taken away, so that two that have nothing else
in common are 0 alike, and a sign in two typefaces 0.5 to 1.
"""

from __future__ import annotations

import functools
import string
import unicodedata
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from review.screening.extraction.glyph_fonts import Ink, SignFont
from review.shipped import shipped

Floats = NDArray[np.float32]
FONT: Final = "data/reference/fonts/NotoSerifSC-Regular.ttf"
_SIDE, _CELLS, _DIRECTIONS = 40, 8, 8
_SPREAD: Final = 0.6
_BATCH: Final = 256
_EVERY: Final = 60
_ROWS, _COLUMNS = range(0xB0, 0xD8), range(0xA1, 0xFF)
"""Those of the national standard in which its 3,755 common signs stand."""


class Among(Enum):
    """Signs that a glyph is held against."""

    DIGITS = "digits"
    LETTERS = "letters"
    COMMON = "common"

    @functools.cached_property
    def signs(self) -> tuple[str, ...]:
        """Return them; the common ones in the order of their standard."""
        if self is Among.DIGITS:
            return tuple(string.digits)
        if self is Among.LETTERS:
            return tuple(string.ascii_letters)
        pairs = (bytes((row, column)) for row in _ROWS for column in _COLUMNS)
        return tuple(sign for pair in pairs if (sign := pair.decode("gb2312", "ignore")))


@functools.cache
def likeness() -> Likeness:
    """Return the one of this process: what it has learned of the shipped font stays true."""
    return Likeness()


class Likeness:
    """Holds glyphs against the signs of the shipped font; what it has drawn once it remembers."""

    def __init__(self) -> None:
        """Open the font and learn what all signs have in common."""
        self._font = SignFont(str(shipped(FONT)))
        self._known: dict[str, Floats | None] = {}
        self._rows: dict[Among, tuple[tuple[str, ...], Floats]] = {}
        self._mean = np.zeros(_CELLS * _CELLS * _DIRECTIONS, np.float32)
        sample = self._learn(Among.COMMON.signs[::_EVERY])
        self._mean = np.mean([each for each in sample if each is not None], axis=0)
        self._known.clear()

    def looks(self, inks: Sequence[Ink]) -> Floats:
        """Return what each drawn glyph looks like, a row each, of length one."""
        squares = [_square(ink) for ink in inks]
        parts = [
            _edges(np.stack(squares[at : at + _BATCH])) for at in range(0, len(squares), _BATCH)
        ]
        looks = np.concatenate(parts) if parts else np.zeros((0, len(self._mean)), np.float32)
        return _of_length_one(looks - self._mean)

    def of(self, look: Floats, sign: str) -> float | None:
        """Return how alike a glyph and a sign are, at most 1; nothing where nobody knows it."""
        (known,) = self._learn([unicodedata.normalize("NFKC", sign)])
        return None if known is None else float(look @ known)

    def best(self, look: Floats, *, among: Sequence[Among]) -> tuple[str, float]:
        """Return the sign that a glyph is most like, and how much."""
        found = (self._best(look, each) for each in among)
        return max(found, key=lambda pair: pair[1])

    def _best(self, look: Floats, among: Among) -> tuple[str, float]:
        if among not in self._rows:
            known = dict(zip(among.signs, self._learn(among.signs), strict=True))
            rows = {sign: row for sign, row in known.items() if row is not None}
            self._rows[among] = tuple(rows), np.stack(tuple(rows.values()))
        signs, looks = self._rows[among]
        alike = looks @ look
        at = int(alike.argmax())
        return signs[at], float(alike[at])

    def _learn(self, signs: Iterable[str]) -> list[Floats | None]:
        asked = list(signs)
        new = [sign for sign in dict.fromkeys(asked) if sign not in self._known]
        inks = {
            sign: ink
            for sign in new
            if len(sign) == 1 and (ink := self._font.ink_of(sign)) is not None
        }
        self._known |= dict.fromkeys(new)
        self._known |= zip(inks, self.looks(list(inks.values())), strict=True)
        return [self._known[sign] for sign in asked]


def _square(ink: Ink) -> Floats:
    """Bring a glyph to one size; a narrow one stays narrow, but less so."""
    high, wide = ink.shape
    narrow = np.sqrt(np.sin(np.pi / 2 * min(high, wide) / max(high, wide)))
    less = max(int(_SIDE * narrow), 2)
    height, width = (_SIDE, less) if high >= wide else (less, _SIDE)
    down, across = (_SIDE - height) // 2, (_SIDE - width) // 2
    square = np.zeros((_SIDE, _SIDE), np.float32)
    small = Image.fromarray(ink).resize((width, height), Image.Resampling.BILINEAR)
    square[down : down + height, across : across + width] = np.asarray(small, np.float32) / 255
    return square


def _edges(squares: Floats) -> Floats:
    framed = np.pad(squares, ((0, 0), (1, 1), (1, 1)))
    across = framed[:, 1:-1, 2:] - framed[:, 1:-1, :-2]
    down = framed[:, 2:, 1:-1] - framed[:, :-2, 1:-1]
    strength = np.hypot(across, down)
    way = np.arctan2(down, across) * (_DIRECTIONS / (2 * np.pi)) % _DIRECTIONS
    cells = _weights()
    sums = []
    for direction in range(_DIRECTIONS):
        apart = np.abs(way - direction)
        share = np.clip(1 - np.minimum(apart, _DIRECTIONS - apart), 0, 1)
        sums.append(cells @ (strength * share) @ cells.T)
    return _of_length_one(np.sqrt(np.stack(sums, axis=1).reshape(len(squares), -1)))


@functools.cache
def _weights() -> Floats:
    """How much each row of a picture counts for each row of cells."""
    middles = (np.arange(_CELLS) + 0.5) * _SIDE / _CELLS
    apart = middles[:, None] - (np.arange(_SIDE) + 0.5)[None]
    return np.exp(-0.5 * (apart / (_SIDE / _CELLS * _SPREAD)) ** 2).astype(np.float32)


def _of_length_one(rows: Floats) -> Floats:
    return np.asarray(
        rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32
    )
