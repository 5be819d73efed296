"""The dark edges of a scan, where the lid stood open or the page ended: taken off."""

from __future__ import annotations

import cv2
import numpy as np

from review.screening.recognition.models import Pixels, strongest

_DARKER = 60
"""In grey levels, than the paper."""
_DEEP, _LONG = 0.03, 0.1
"""So little of the sheet it reaches inward, and so much it runs along its edge."""
_BLUR = 3


def without_shadows(pixels: Pixels) -> Pixels:
    """Paint what is dark along an edge in the colour of the paper; letters are not so long."""
    paper = np.median(pixels[::8, ::8].reshape(-1, 3), axis=0).astype(np.uint8)
    dark = (strongest(pixels) + np.int16(_DARKER) < int(paper.max())).astype(np.uint8)
    high, wide = dark.shape
    rim = np.zeros_like(dark)
    deep, across = max(round(_DEEP * high), 1), max(round(_DEEP * wide), 1)
    for edge in (rim[:deep], rim[-deep:], rim[:, :across], rim[:, -across:]):
        edge[...] = 1
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark & rim)
    chosen = np.zeros(count, np.uint8)
    for number in range(1, count):
        x, y, long, down, _ = (int(value) for value in stats[number])
        at_side = (x == 0 or x + long == wide) and down >= _LONG * high
        at_end = (y == 0 or y + down == high) and long >= _LONG * wide
        chosen[number] = at_side or at_end
    if not chosen.any():
        return pixels
    shadow = cv2.dilate(chosen[labels], np.ones((_BLUR, _BLUR), np.uint8), iterations=2)
    clean = pixels.copy()
    clean[shadow > 0] = paper
    return clean
