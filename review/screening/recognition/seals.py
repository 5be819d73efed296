"""Round red seals: lifted off the paper, so that what lies under them can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from review.screening.recognition.models import Mask, Pixels

_REDDER = 35
"""Red ink has so much more red than green and blue, in grey levels."""
_SMALLEST, _LARGEST = 0.06, 0.3
"""Across, in shares of the longer side: 18 mm to 90 mm on A4."""
_ROUND, _CLOSED = 0.82, 0.75
_RIM = (0.88, 1.04)
_DIRECTIONS = 180
_PALE = 5
"""Of a hundred pixels of the seal's ink so many may stay darker than white."""
_LETTERS = (0.5, 0.93)
"""Between these shares of the radius the name stands."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A ring of red: its middle and radius in pixels."""

    x: float
    y: float
    radius: float

    def holds(self, x: float, y: float, *, within: float = 1.0) -> bool:
        """Say whether a point lies inside, or inside that share of the radius."""
        return (x - self.x) ** 2 + (y - self.y) ** 2 <= (within * self.radius) ** 2


def red_in(pixels: Pixels) -> Mask:
    """Return where red ink is."""
    blue, green, red = (pixels[:, :, n].astype(np.int16) for n in range(3))
    return (red - np.maximum(blue, green) > _REDDER).astype(np.uint8)


def seals_on(red: Mask) -> tuple[Seal, ...]:
    """Find the rings; a broken or oval one is none, and what is in it stays writing."""
    if not red.any():
        return ()
    joined = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    outlines, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    longest = max(red.shape)
    return tuple(
        seal
        for outline in outlines
        for seal in _rings(outline, longest=longest)
        if _is_closed(seal, red)
    )


def _rings(outline: np.ndarray, *, longest: int) -> Iterator[Seal]:
    _, _, wide, high = cv2.boundingRect(outline)
    across = (wide + high) / 2
    if min(wide, high) >= _ROUND * max(wide, high) and _SMALLEST <= across / longest <= _LARGEST:
        x, y, _, _ = cv2.boundingRect(outline)
        yield Seal(x + wide / 2, y + high / 2, across / 2)


def _is_closed(seal: Seal, red: Mask) -> bool:
    angles = np.linspace(0, 2 * np.pi, _DIRECTIONS, endpoint=False)
    met = np.zeros(_DIRECTIONS, bool)
    for share in np.arange(*_RIM, 1 / max(seal.radius, 1.0)):
        columns = (seal.x + seal.radius * share * np.cos(angles)).astype(np.intp)
        rows = (seal.y + seal.radius * share * np.sin(angles)).astype(np.intp)
        inside = (rows >= 0) & (rows < red.shape[0]) & (columns >= 0) & (columns < red.shape[1])
        met[inside] |= red[rows[inside], columns[inside]] > 0
    return bool(met.mean() >= _CLOSED)


def lifted(pixels: Pixels, seal: Seal, *, red: Mask) -> None:
    """Take a seal off, in place: in red light its ink is as pale as the paper."""
    disc = np.zeros(red.shape, np.uint8)
    cv2.circle(disc, (round(seal.x), round(seal.y)), round(seal.radius * 1.06) + 3, 1, cv2.FILLED)
    light = pixels[:, :, 2]
    ink = light[(disc & red) > 0]
    if not len(ink):
        return
    white = max(float(np.percentile(ink, _PALE)), 1.0)
    paler = np.minimum(light.astype(np.float32) * (255 / white), 255).astype(np.uint8)
    pixels[disc > 0] = paler[disc > 0][:, None]


def unrolled(red: Mask, seal: Seal) -> Pixels:
    """Lay the ring of letters out as a line, beginning at the bottom, clockwise."""
    high = max(round(seal.radius), 8)
    long = round(2 * np.pi * seal.radius * sum(_LETTERS) / 2)
    # At half its place a name's end would be cut: a quarter more of the circle comes round again.
    polar = cv2.warpPolar(
        (1 - red) * 255, (high, long), (seal.x, seal.y), seal.radius, cv2.WARP_POLAR_LINEAR
    )
    around = np.roll(polar, -long // 4, axis=0)
    inner, outer = (round(share * high) for share in _LETTERS)
    strip = np.ascontiguousarray(around[:, inner:outer].T[::-1])
    return np.asarray(cv2.cvtColor(strip, cv2.COLOR_GRAY2BGR), np.uint8)
