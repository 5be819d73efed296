"""What a line says: crops brought to the reader's height, its classes turned into characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from review.screening.recognition.box import Box
from review.screening.recognition.models import Floats, Models, Pixels

HIGH = 48
_LEAST, _MOST = 320, 3200
_STEP = 8
_BATCH = 6


@dataclass(frozen=True, slots=True)
class Char:
    """One character read: how surely, and where along the line (0 … 1)."""

    text: str
    score: float
    at: float


def crop(pixels: Pixels, box: Box) -> Pixels:
    """Cut out a slanted box and set it level."""
    wide, high = max(round(box.width), 1), max(round(box.height), 1)
    to = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    turn = cv2.getPerspectiveTransform(box.corners, to)
    cut = cv2.warpPerspective(
        pixels, turn, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(cut, np.uint8)


def read(crops: Sequence[Pixels], *, models: Models) -> list[tuple[Char, ...]]:
    """Read lines; the like long together, for each batch is as long as its longest."""
    level = [_levelled(cut) for cut in crops]
    order = sorted(range(len(level)), key=lambda n: level[n].shape[1])
    said: list[tuple[Char, ...]] = [()] * len(level)
    for first in range(0, len(order), _BATCH):
        chosen = order[first : first + _BATCH]
        wide = max(level[chosen[-1]].shape[1], _LEAST)
        wide += -wide % _STEP
        batch = np.full((len(chosen), HIGH, wide, 3), 127, np.uint8)
        for row, number in enumerate(chosen):
            batch[row, :, : level[number].shape[1]] = level[number]
        for number, classes in zip(chosen, models.classes(batch), strict=True):
            share = level[number].shape[1] / wide
            said[number] = tuple(_chars(classes, characters=models.characters, share=share))
    return said


def _levelled(cut: Pixels) -> Pixels:
    high, wide = cut.shape[:2]
    size = (min(max(round(wide * HIGH / high), 1), _MOST), HIGH)
    way = cv2.INTER_AREA if high > HIGH else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(cut, size, interpolation=way), np.uint8)


def _chars(classes: Floats, *, characters: Sequence[str], share: float) -> Iterator[Char]:
    """A character is a run of steps of one class; nothing separates."""
    best, chance = classes.argmax(axis=1), classes.max(axis=1)
    edges = np.flatnonzero(np.diff(best)) + 1
    for run in np.split(np.arange(len(best)), edges):
        kind = int(best[run[0]])
        if kind:
            at = float(run.mean() + 0.5) / len(best) / share
            yield Char(characters[kind], float(chance[run].max()), at)
