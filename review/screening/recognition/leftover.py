"""Ink that no line explains: what looks like writing and was not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from review.screening.recognition.finding import Box
from review.screening.recognition.sheet import Mask, Sheet

_GROWN, _MARGIN = 0.12, 2
"""A line's ink may reach so much of its height, and so many pixels, over its box."""
_RULE_SHARE, _RULE_LEAST, _RULE_EDGE = 60, 40, 5
_BRIDGE = 5
"""Pixels of ink so near to one another belong together."""
_THIN, _SPECK, _FEW = 3, 5.0, 12
_SPECK_SHARE, _SMALL_SHARE, _LARGE_SHARE = 0.15, 0.5, 3.0
"""Of a line's height: smaller is a speck, small may be a point, larger is a picture."""
_COMPANY = 1.5
_RIM, _SHADOW = 2, 0.03
_SOLID, _DENSE = 0.92, 0.6
"""Of a spot's box so much is ink: a bar, a picture; letters have less."""
_BAR_SHARE = 1.5
_HOLE_SHARE, _HOLE_ROUND, _HOLE_FILL = 0.8, 0.85, (0.72, 0.86)
"""A punched hole: as large as a letter, round, and filled as a circle is."""
MANY = 400
"""More spots than this are not looked at one by one: something was not read."""


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

    def gap(self, other: Spot) -> int:
        """Return how far the two lie from one another, at least; negative if they meet."""
        across = max(self.x, other.x) - min(self.x + self.wide, other.x + other.wide)
        down = max(self.y, other.y) - min(self.y + self.high, other.y + other.high)
        return max(across, down)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """What is left: spots like letters, and those that look like pictures."""

    letters: tuple[Spot, ...]
    pictures: tuple[Spot, ...]


def leftover(sheet: Sheet, boxes: Sequence[Box], *, height: float) -> Leftover:
    """Look at the ink outside the boxes of lines, which are so high in the ink's scale."""
    left = without_rules(sheet.ink) & (1 - _covered(sheet, boxes))
    shape = (left.shape[0], left.shape[1])
    noticed = [spot for spot in _spots(left) if _is_noticed(spot, height=height, shape=shape)]
    if len(noticed) > MANY:
        return Leftover(letters=tuple(noticed), pictures=())
    letters = [spot for spot in noticed if not _is_shape(spot, height=height)]
    pictures = tuple(spot for spot in letters if _is_picture(spot, height=height))
    return Leftover(
        letters=tuple(
            spot
            for spot in letters
            if spot not in pictures and not _is_lonely(spot, letters, height=height)
        ),
        pictures=pictures,
    )


def without_rules(ink: Mask) -> Mask:
    """Take away what is long and straight: rules of tables, lines under a head."""
    length = rule_length(ink)
    left = ink
    for size in ((1, length), (length, 1)):
        rules = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(size, np.uint8))
        near = cv2.dilate(rules, np.ones((_RULE_EDGE, _RULE_EDGE), np.uint8))
        left = left & (1 - np.asarray(near, np.uint8))
    return left


def rule_length(ink: Mask) -> int:
    """Return how long a straight stroke is at least that belongs to no letter."""
    return int(max(_RULE_LEAST, max(ink.shape) // _RULE_SHARE))


def _covered(sheet: Sheet, boxes: Sequence[Box]) -> Mask:
    """Return where lines are, a little more than their boxes."""
    cover = np.zeros(sheet.ink.shape, np.uint8)
    for box in boxes:
        outward = np.sign(box.corners - box.corners.mean(axis=0))
        grown = box.corners + outward * (min(box.height, box.width) * _GROWN + _MARGIN)
        cv2.fillPoly(cover, [np.round(grown * sheet.scale).astype(np.int32)], 1)
    return cover


def _spots(left: Mask) -> Iterator[Spot]:
    """Put ink together that lies together."""
    joined = cv2.dilate(left, np.ones((_BRIDGE, _BRIDGE), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    areas = np.bincount(labels.ravel(), weights=left.ravel(), minlength=count)
    for number in range(1, count):
        x, y, wide, high, _ = (int(value) for value in stats[number])
        yield Spot(x, y, wide - _BRIDGE + 1, high - _BRIDGE + 1, int(areas[number]))


def _is_noticed(spot: Spot, *, height: float, shape: tuple[int, int]) -> bool:
    """Leave out specks, hair lines, and the shadow at the edge of a scan."""
    high, wide = shape
    if min(spot.wide, spot.high) <= _THIN or spot.area < _FEW:
        return False
    if spot.size < max(_SPECK, _SPECK_SHARE * height):
        return False
    at_side = min(spot.x, wide - spot.x - spot.wide) <= _RIM and spot.wide < _SHADOW * wide
    at_end = min(spot.y, high - spot.y - spot.high) <= _RIM and spot.high < _SHADOW * high
    return not at_side and not at_end


def _is_shape(spot: Spot, *, height: float) -> bool:
    """Whether it is a bar that covers something, or a hole for a binder."""
    is_round = min(spot.wide, spot.high) >= _HOLE_ROUND * spot.size
    if is_round and spot.size >= _HOLE_SHARE * height:
        return _HOLE_FILL[0] <= spot.fill <= _HOLE_FILL[1] or spot.fill >= _SOLID
    return spot.size >= _BAR_SHARE * height and spot.fill >= _SOLID


def _is_picture(spot: Spot, *, height: float) -> bool:
    return min(spot.wide, spot.high) > _LARGE_SHARE * height and spot.fill >= _DENSE


def _is_lonely(spot: Spot, others: Sequence[Spot], *, height: float) -> bool:
    """A small spot by itself is a speck or a point; letters have company of their own size."""
    if spot.size > _SMALL_SHARE * height:
        return False
    return not any(
        spot.gap(other) < _COMPANY * max(spot.size, other.size)
        for other in others
        if other is not spot
    )
