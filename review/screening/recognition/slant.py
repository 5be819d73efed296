"""At what angle a page lies on the glass, and setting it level."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from review.screening.recognition.models import Mask, Pixels

_STEEPEST, _COARSE, _FINE = 12.0, 0.5, 0.1
_POINTS = 20_000


def slant_of(ink: Mask) -> float:
    """Return the angle, in degrees, at which the ink gathers in the sharpest lines."""
    rows, columns = np.nonzero(ink)
    if not len(rows):
        return 0.0
    chosen = np.linspace(0, len(rows) - 1, min(_POINTS, len(rows))).astype(np.intp)
    y, x = rows[chosen].astype(np.float64), columns[chosen].astype(np.float64)

    def sharpness(degrees: float) -> float:
        cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        return _gathered(y * cosine - x * sine) + _gathered(x * cosine + y * sine)

    coarse = max(np.arange(-_STEEPEST, _STEEPEST + _COARSE, _COARSE), key=sharpness)
    return float(max(np.arange(coarse - _COARSE, coarse + _COARSE, _FINE), key=sharpness))


def _gathered(places: npt.NDArray[np.float64]) -> float:
    counts = np.bincount((places - places.min()).astype(np.intp) // 2)
    return float((counts.astype(np.float64) ** 2).sum())


def turned(pixels: npt.NDArray[np.uint8], degrees: float, *, edge: int) -> Pixels:
    """Turn, and make room so that no corner is cut off."""
    high, wide = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    along, across = abs(float(turn[0, 0])), abs(float(turn[0, 1]))
    size = (round(high * across + wide * along), round(high * along + wide * across))
    turn[:, 2] += (size[0] / 2 - wide / 2, size[1] / 2 - high / 2)
    turned = cv2.warpAffine(pixels, turn, size, flags=cv2.INTER_LINEAR, borderMode=edge)
    return np.asarray(turned, np.uint8)
