"""A slanted rectangle around a line of writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from review.screening.recognition.models import Floats


@dataclass(frozen=True, slots=True)
class Box:
    """A slanted rectangle around a line; corners from the upper left, clockwise."""

    corners: Floats
    score: float

    @property
    def width(self) -> float:
        """Along the upper edge, in pixels."""
        return float(np.linalg.norm(self.corners[1] - self.corners[0]))

    @property
    def height(self) -> float:
        """Down the left edge, in pixels."""
        return float(np.linalg.norm(self.corners[3] - self.corners[0]))

    @property
    def turned_over(self) -> Box:
        """The same box, begun at its other end."""
        return Box(np.roll(self.corners, 2, axis=0), self.score)

    def grown(self, share: float) -> Box:
        """Return a box that reaches so much of its height further on every side."""
        along = self.corners[1] - self.corners[0]
        down = self.corners[3] - self.corners[0]
        along, down = (share * self.height * side / np.linalg.norm(side) for side in (along, down))
        outward = np.array([-along - down, along - down, along + down, down - along], np.float32)
        return Box(self.corners + outward, self.score)

    @property
    def middle(self) -> tuple[float, float]:
        """Return the point where the diagonals meet."""
        x, y = self.corners.mean(axis=0)
        return float(x), float(y)


def around(boxes: Sequence[Box]) -> Box:
    """Return the upright box that holds all of these."""
    corners = np.concatenate([box.corners for box in boxes])
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    drawn = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
    return Box(drawn, min(box.score for box in boxes))
