"""Where on a picture writing is: the finder's map turned into boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from review.screening.recognition.box import Box
from review.screening.recognition.models import Floats, Models, Pixels

STEP = 32
"""The finder takes sides in multiples of this."""
_SURE, _BOX_SURE = 0.3, 0.5
_WIDEN = 1.6
"""The map shows the core of a line; the line is as much larger."""
_THIN = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What the finder says of a picture."""

    boxes: tuple[Box, ...]
    map: Floats
    """At the size the finder saw it."""


def find(pixels: Pixels, *, models: Models, longest: int) -> Found:
    """Look for writing with the picture's longer side brought to this length."""
    high, wide = pixels.shape[:2]
    factor = longest / max(high, wide)
    size = tuple(max(round(side * factor / STEP), 1) * STEP for side in (wide, high))
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    seen = models.writing(np.asarray(cv2.resize(pixels, size, interpolation=way), np.uint8))
    scale = np.array([wide / size[0], high / size[1]], np.float32)
    return Found(tuple(_boxes(seen, scale=scale)), seen)


def _boxes(seen: Floats, *, scale: Floats) -> Iterator[Box]:
    mask = (seen > _SURE).astype(np.uint8)
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for outline in outlines:
        middle, (wide, high), angle = cv2.minAreaRect(outline)
        if min(wide, high) < _THIN:
            continue
        score = _score(seen, outline)
        if score < _BOX_SURE:
            continue
        more = wide * high * _WIDEN / (wide + high)
        corners = cv2.boxPoints((middle, (wide + more, high + more), angle))
        yield Box(_ordered(np.asarray(corners, np.float32)) * scale, score)


def _score(seen: Floats, outline: np.ndarray) -> float:
    x, y, wide, high = cv2.boundingRect(outline)
    inside = np.zeros((high, wide), np.uint8)
    cv2.drawContours(inside, [outline], -1, 1, cv2.FILLED, offset=(-x, -y))
    return float(cv2.mean(seen[y : y + high, x : x + wide], inside)[0])


def _ordered(corners: Floats) -> Floats:
    """Start at the upper left of the box as it would stand after the smallest turn."""
    by_x = corners[np.argsort(corners[:, 0])]
    left, right = by_x[:2], by_x[2:]
    left, right = left[np.argsort(left[:, 1])], right[np.argsort(right[:, 1])]
    return np.array([left[0], right[0], right[1], left[1]], np.float32)
