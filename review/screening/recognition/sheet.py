"""A picture as recognition works on it: bounded, set level, and what of it is ink."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from PIL import Image

from review.screening.recognition.models import Mask, Pixels, strongest
from review.screening.recognition.shadows import without_shadows
from review.screening.recognition.slant import slant_of, turned

_LONGEST, _INKED = 3600, 2400
"""Pixels of the longer side: of what is read, and of what is searched for ink."""
_GROUND, _GROUND_WINDOW = 300, 31
_STROKE = 7
_CHANGE, _REGION, _CHANGING = 6, 21, 0.4
"""Grey levels to the next pixel, pixels, and a share of them: what makes a ground busy."""
_SMOOTH = 1.0
_LEAST_CONTRAST, _NOISES = 14.0, 6.0
"""In grey levels, and in deviations of the noise: ink differs from its ground by more."""
_NORMAL = 0.6745
"""Half of all values of a normal distribution lie within so many deviations."""
_EDGE = 9
_LEVEL = 0.15
"""Degrees that make no difference."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A picture set level, and its ink."""

    pixels: Pixels
    ink: Mask
    depth: Mask
    """By how many grey levels each pixel differs from its ground, in the ink's scale."""
    busy: Mask
    """1 where the ground itself changes: a photograph, no paper; small, of the same shape."""
    scale: float
    """Rows of `ink` for each row of `pixels`."""
    contrast: float
    """In grey levels: what differs from its ground by less is not seen as ink."""

    @property
    def longest(self) -> int:
        """The longer side in pixels."""
        return int(max(self.pixels.shape[:2]))


def sheet_of(picture: Image.Image) -> Sheet:
    """Bound a picture, find its ink, and set it level."""
    pixels = without_shadows(_bounded(picture))
    sheet = inked(pixels)
    slant = slant_of(sheet.ink)
    if abs(slant) < _LEVEL:
        return sheet
    level = inked(turned(pixels, slant, edge=cv2.BORDER_REPLICATE))
    paper = turned(np.ones_like(pixels[:, :, 0]), slant, edge=cv2.BORDER_CONSTANT)
    inside = cv2.resize(paper, level.ink.shape[1::-1], interpolation=cv2.INTER_NEAREST)
    # What the turning made up beyond the edges of the paper is no ink.
    kept = cv2.erode(inside, np.ones((_EDGE, _EDGE), np.uint8), borderValue=1)
    return replace(level, ink=level.ink & np.asarray(kept, np.uint8))


def quarter_turned(sheet: Sheet, *, quarters: int) -> Sheet:
    """Turn a sheet by quarters, against the clock."""
    pixels, ink, depth, busy = (
        np.ascontiguousarray(np.rot90(side, quarters))
        for side in (sheet.pixels, sheet.ink, sheet.depth, sheet.busy)
    )
    return replace(sheet, pixels=pixels, ink=ink, depth=depth, busy=busy)


def inked(pixels: Pixels) -> Sheet:
    """Find the ink on a picture that is level already."""
    scale = min(_INKED / max(pixels.shape[:2]), 1.0)
    smooth = np.asarray(cv2.GaussianBlur(_scaled(pixels, scale), (0, 0), _SMOOTH), np.uint8)
    ground = _ground(smooth)
    size = (smooth.shape[1], smooth.shape[0])
    even = cv2.resize(ground, size, interpolation=cv2.INTER_LINEAR)
    depth = strongest(cv2.absdiff(smooth, even))
    grain = strongest(cv2.absdiff(smooth, cv2.GaussianBlur(smooth, (0, 0), 2 * _SMOOTH)))
    noise = float(np.median(grain[::2, ::2])) / _NORMAL
    contrast = max(_LEAST_CONTRAST, _NOISES * noise)
    ink = (depth > contrast).astype(np.uint8)
    return Sheet(pixels, ink, depth, _busy(ground), scale, contrast)


def _bounded(picture: Image.Image) -> Pixels:
    plain = picture.convert("RGB")
    plain.thumbnail((_LONGEST, _LONGEST), Image.Resampling.BOX)
    return np.ascontiguousarray(np.asarray(plain, np.uint8)[:, :, ::-1])


def _scaled(pixels: Pixels, scale: float) -> Pixels:
    if scale == 1:
        return pixels
    high, wide = (max(round(side * scale), 1) for side in pixels.shape[:2])
    return np.asarray(cv2.resize(pixels, (wide, high), interpolation=cv2.INTER_AREA), np.uint8)


def _ground(pixels: Pixels) -> Pixels:
    """Return the paper without what is on it, small: the middle value of wide surroundings."""
    high, wide = pixels.shape[:2]
    step = max(1, round(max(high, wide) / _GROUND))
    size = (max(wide // step, 1), max(high // step, 1))
    filled = cv2.morphologyEx(pixels, cv2.MORPH_CLOSE, np.ones((_STROKE, _STROKE), np.uint8))
    small = cv2.resize(filled, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.medianBlur(small, _GROUND_WINDOW), np.uint8)


def _busy(ground: Pixels) -> Mask:
    """Find where a ground changes all over, and not only along an edge."""
    kernel = np.ones((3, 3), np.uint8)
    changes = strongest(cv2.morphologyEx(ground, cv2.MORPH_GRADIENT, kernel)) > _CHANGE
    share = cv2.blur(changes.astype(np.float32), (_REGION, _REGION))
    region = cv2.dilate((share > _CHANGING).astype(np.uint8), np.ones((_REGION, _REGION), np.uint8))
    return np.asarray(region, np.uint8)
