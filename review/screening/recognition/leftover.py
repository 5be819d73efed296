"""Ink that no line explains: what looks like writing and was not read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from review.screening.recognition.box import Box
from review.screening.recognition.models import Mask
from review.screening.recognition.rules import without_rules
from review.screening.recognition.sheet import Sheet
from review.screening.recognition.spots import Spot, spots_in

_GROWN, _MARGIN = 0.12, 2
"""A line's ink may reach so much of its height, and so many pixels, over its box."""
_THIN, _SPECK, _FEW = 3, 5.0, 12
_SPECK_SHARE, _SMALL_SHARE, _LARGE_SHARE = 0.15, 0.5, 3.0
"""Of a line's height: smaller is a speck, small may be a point, larger may be a picture."""
_COMPANY = 1.5
_DENSE = 0.6
"""Of a picture's box so much is ink; letters have less."""
_BROAD, _CORE, _WHOLE, _EVEN = 0.6, 9, 0.25, 4.0
"""A shape without writing is as broad as a line, and in its core even, in grey levels."""
MANY = 400
"""More spots than this are not looked at one by one: something was not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """What is left: spots like letters, and those that look like pictures."""

    letters: tuple[Spot, ...] = ()
    pictures: tuple[Spot, ...] = ()


def leftover(sheet: Sheet, boxes: Sequence[Box], *, height: float) -> Leftover:
    """Look at the ink outside the boxes of lines, which are so high in the ink's scale."""
    left = without_rules(sheet.ink) & (1 - _covered(sheet, boxes))
    noticed = [spot for spot in spots_in(left) if _is_noticed(spot, height=height)]
    if len(noticed) > MANY:
        return Leftover(letters=tuple(noticed))
    least = _BROAD * height
    noticed = [
        spot
        for spot in noticed
        if min(spot.wide, spot.high) < least or not _is_even(spot, sheet, left)
    ]
    pictures = tuple(
        spot for spot in noticed if _is_picture(spot, height=height) or _is_in(spot, sheet)
    )
    return Leftover(
        letters=tuple(
            spot
            for spot in noticed
            if spot not in pictures and not _is_lonely(spot, noticed, height=height)
        ),
        pictures=pictures,
    )


def _covered(sheet: Sheet, boxes: Sequence[Box]) -> Mask:
    """Return where lines are, a little more than their boxes."""
    cover = np.zeros(sheet.ink.shape, np.uint8)
    for box in boxes:
        outward = np.sign(box.corners - box.corners.mean(axis=0))
        grown = box.corners + outward * (min(box.height, box.width) * _GROWN + _MARGIN)
        cv2.fillPoly(cover, [np.round(grown * sheet.scale).astype(np.int32)], 1)
    return cover


def _is_noticed(spot: Spot, *, height: float) -> bool:
    """Leave out specks and hair lines."""
    if min(spot.wide, spot.high) <= _THIN or spot.area < _FEW:
        return False
    return spot.size >= max(_SPECK, _SPECK_SHARE * height)


def _is_even(spot: Spot, sheet: Sheet, left: Mask) -> bool:
    """Whether it is a bar, a hole for a binder, a shaded cell: writing is never of one depth."""
    core = cv2.erode(left[spot.window], np.ones((_CORE, _CORE), np.uint8), borderValue=0)
    inside = sheet.depth[spot.window][core > 0]
    if len(inside) < max(_WHOLE * spot.area, _FEW):
        return False
    spread = float(np.subtract(*np.percentile(inside, (97, 3)))) / 4
    return spread < max(_EVEN, sheet.contrast / 4)


def _is_picture(spot: Spot, *, height: float) -> bool:
    return min(spot.wide, spot.high) > _LARGE_SHARE * height and spot.fill >= _DENSE


def _is_in(spot: Spot, sheet: Sheet) -> bool:
    """Whether it is a part of a photograph."""
    (high, wide), (rows, columns) = sheet.ink.shape, sheet.busy.shape
    row, column = (
        (spot.y + spot.high // 2) * rows // high,
        (spot.x + spot.wide // 2) * columns // wide,
    )
    return bool(sheet.busy[row, column])


def _is_lonely(spot: Spot, others: Sequence[Spot], *, height: float) -> bool:
    """A small spot by itself is a speck or a point; letters have company of their own size."""
    if spot.size > _SMALL_SHARE * height:
        return False
    return not any(
        spot.gap(other) < _COMPANY * max(spot.size, other.size)
        for other in others
        if other is not spot
    )
