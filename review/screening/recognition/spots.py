"""Clusters of ink."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from review.screening.recognition.models import Mask

_BRIDGE = 5
"""Pixels of ink so near to one another belong together."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A cluster of ink: its place in the ink's own scale, and how many pixels are ink."""

    x: int
    y: int
    wide: int
    high: int
    area: int

    @property
    def size(self) -> int:
        """The longer side."""
        return max(self.wide, self.high)

    @property
    def fill(self) -> float:
        """How much of its box is ink."""
        return self.area / max(self.wide * self.high, 1)

    @property
    def window(self) -> tuple[slice, slice]:
        """Its rows and columns."""
        return slice(self.y, self.y + self.high), slice(self.x, self.x + self.wide)

    def gap(self, other: Spot) -> int:
        """Return how far the two lie from one another, at least; negative if they meet."""
        across = max(self.x, other.x) - min(self.x + self.wide, other.x + other.wide)
        down = max(self.y, other.y) - min(self.y + self.high, other.y + other.high)
        return max(across, down)


def spots_in(left: Mask) -> Iterator[Spot]:
    """Put ink together that lies together."""
    joined = cv2.dilate(left, np.ones((_BRIDGE, _BRIDGE), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    areas = np.bincount(labels.ravel(), weights=left.ravel(), minlength=count)
    reach = _BRIDGE // 2
    for number in range(1, count):
        x, y, wide, high, _ = (int(value) for value in stats[number])
        begin, top = (place + (reach if place else 0) for place in (x, y))
        end, bottom = x + wide - reach, y + high - reach
        yield Spot(begin, top, max(end - begin, 1), max(bottom - top, 1), int(areas[number]))
