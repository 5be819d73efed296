"""The lines of a sheet as they were read, whichever way their letters stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, median

import numpy as np

from review.screening.recognition.box import Box
from review.screening.recognition.models import Models, Pixels
from review.screening.recognition.reading import Char, crop, read

_TALL = 1.5
_BAR, _NUMERIC = "|", frozenset("0123456789X ")
_PLAIN_FIRST = 0.1
"""Another way of reading must be so much better than the plain one."""
_PROBES, _PROBED = 3, 8
"""So many lines, and so many letters of each, tell which way a sheet lies."""
_CERTAIN = 0.8
_NO_LINES = 50
"""Without a line, writing is taken to be this share of the sheet's length high."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A box and what it says."""

    box: Box
    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        """All its characters."""
        return "".join(char.text for char in self.chars)

    @property
    def score(self) -> float:
        """How surely it was read, on average."""
        return _mean(self.chars)

    @property
    def height(self) -> float:
        """How high its letters stand, whichever way they run."""
        return min(self.box.height, self.box.width)

    @property
    def reach(self) -> tuple[float, float]:
        """From where to where it goes across the sheet."""
        across = self.box.corners[:, 0]
        return float(across.min()), float(across.max())

    @property
    def is_tall(self) -> bool:
        """Whether it runs downwards or sideways."""
        return len(self.chars) > 1 and self.box.height >= _TALL * self.box.width


def lines_in(pixels: Pixels, boxes: Sequence[Box], *, models: Models) -> tuple[Line, ...]:
    """Read every box; what is higher than wide is read in every way it may be written."""
    ways = [(number, way) for number, box in enumerate(boxes) for way in _ways(pixels, box)]
    said = read([way for _, way in ways], models=models)
    best: dict[int, tuple[Char, ...]] = {}
    for (number, _), chars in zip(ways, said, strict=True):
        if number not in best or _mean(chars) > _mean(best[number]) + _PLAIN_FIRST:
            best[number] = chars
    return tuple(Line(box, _without_bars(best[number])) for number, box in enumerate(boxes))


def _without_bars(chars: tuple[Char, ...]) -> tuple[Char, ...]:
    """Between the digits of a number a bar is the side of a form's box."""
    others = tuple(char for char in chars if char.text != _BAR)
    return others if all(char.text in _NUMERIC for char in others) else chars


def letter_height(lines: Sequence[Line], *, longest: int) -> float:
    """Return how high a line usually is, in pixels."""
    return float(median([line.height for line in lines] or [longest / _NO_LINES]))


def _ways(pixels: Pixels, box: Box) -> Iterator[Pixels]:
    """Turn what stands upright: letters under letters are read lying, as the reader was taught."""
    cut = crop(pixels, box)
    yield cut
    if box.height >= _TALL * box.width:
        yield np.ascontiguousarray(np.rot90(cut, 1))
        yield np.ascontiguousarray(np.rot90(cut, 3))


def quarters_to_upright(pixels: Pixels, boxes: Sequence[Box], *, models: Models) -> int:
    """Say by how many quarters, against the clock, the sheet must be turned to be read."""
    longest = sorted(boxes, key=lambda box: -max(box.width, box.height))[:_PROBES]
    if not longest:
        return 0
    lies = sum(box.height > box.width for box in longest) > len(longest) / 2
    best, found = -1.0, 0
    for quarters in (1, 3) if lies else (0, 2):
        said = read([_probe(pixels, box, quarters=quarters) for box in longest], models=models)
        score = fmean(_mean(chars) for chars in said)
        if score > best:
            best, found = score, quarters
        if score >= _CERTAIN:
            break
    return found


def _probe(pixels: Pixels, box: Box, *, quarters: int) -> Pixels:
    """Return the beginning of a line as it stands after the turn."""
    cut = np.rot90(crop(pixels, box), quarters)
    return np.ascontiguousarray(cut[:, : cut.shape[0] * _PROBED])


def _mean(chars: Sequence[Char]) -> float:
    return fmean(char.score for char in chars) if chars else 0.0
