"""Which signs of a page leave ink: it is rendered with some of its texts and without them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from review.screening.extraction.pdf_drawing import Colour, Drawn
from review.screening.extraction.pdf_rendering import Picture, rendered, to_dots

Boxes = NDArray[np.float64]
Flags = NDArray[np.bool_]

SCALE: Final = 100 / 72
_DOTS: Final = 8_000_000
"""A page of A3 has 2 million at this scale; on giant ones the signs are smaller."""
_SEEN: Final = 24
"""A sign shows where it changes a dot by more than this, of 255."""
_FINE: Final = 3
"""Signs smaller than so many dots are looked at with one dot more around them."""


@dataclass(frozen=True, slots=True)
class Ink:
    """A page as it shows, and how its measure turns into dots."""

    page: pypdfium2.PdfPage
    shown: Picture
    matrix: NDArray[np.float64]

    def left_by(self, texts: Sequence[Drawn], boxes: Boxes) -> Flags:
        """Tell for each box whether these texts left ink in it."""
        with _left_out(texts):
            without = rendered(self.page, scale=SCALE, most=_DOTS)
        return self._any(_differ(self.shown, without), boxes)

    def is_busy(self, boxes: Boxes) -> Flags:
        """Tell for each box whether the page is of more than one colour there."""
        pieces = (self.shown[y0:y1, x0:x1, :3] for x0, y0, x1, y1 in self._places(boxes, margin=0))
        return np.array([piece.size > 0 and np.ptp(piece) > _SEEN for piece in pieces], dtype=bool)

    def apart(self, boxes: Boxes, colour: Colour) -> NDArray[np.int64]:
        """Return how far, over its three parts, the page in the middle of each box is from it."""
        there = self.colours(boxes)
        far: NDArray[np.int64] = np.abs(there - np.array(colour[:3])).sum(axis=1)
        return far

    def colours(self, boxes: Boxes) -> NDArray[np.int64]:
        """Return the red, green and blue in the middle of each box."""
        left, top, right, bottom = self._dots(boxes)
        high, wide, _ = self.shown.shape
        x = np.clip((left + right) / 2, 0, wide - 1).astype(int)
        y = np.clip((top + bottom) / 2, 0, high - 1).astype(int)
        return self.shown[y, x, 2::-1].astype(np.int64)

    def _dots(self, boxes: Boxes) -> Boxes:
        ones = np.ones(len(boxes))
        one = self.matrix @ np.array([boxes[:, 0], boxes[:, 1], ones])
        two = self.matrix @ np.array([boxes[:, 2], boxes[:, 3], ones])
        return np.concatenate([np.minimum(one, two), np.maximum(one, two)])

    def _any(self, flags: Flags, boxes: Boxes) -> Flags:
        places = self._places(boxes, margin=1)
        return np.array([flags[y0:y1, x0:x1].any() for x0, y0, x1, y1 in places], dtype=np.bool_)

    def _places(self, boxes: Boxes, *, margin: int) -> list[tuple[int, int, int, int]]:
        """Return the first and last dots of each box; fine ones get a margin."""
        left, top, right, bottom = self._dots(boxes)
        across, up = margin * (right - left < _FINE), margin * (bottom - top < _FINE)
        low = np.floor([left - across, top - up]).clip(0).astype(int).T
        high = np.ceil([right + across, bottom + up]).clip(0).astype(int).T
        return [(x0, y0, x1, y1) for x0, y0, x1, y1 in np.concatenate([low, high], axis=1).tolist()]


def ink_of(page: pypdfium2.PdfPage) -> Ink:
    """Look at a page as it shows.

    Raises:
        NotRead: the page cannot be rendered within reason.
    """
    shown = rendered(page, scale=SCALE, most=_DOTS)
    return Ink(page, shown, to_dots(page, wide=shown.shape[1], high=shown.shape[0]))


@contextmanager
def _left_out(texts: Sequence[Drawn]) -> Iterator[None]:
    for text in texts:
        pdfium.FPDFPageObj_SetIsActive(text.raw, False)  # noqa: FBT003 - not our interface
    try:
        yield
    finally:
        for text in texts:
            pdfium.FPDFPageObj_SetIsActive(text.raw, True)  # noqa: FBT003 - as above


def _differ(one: Picture, two: Picture) -> Flags:
    """Tell which dots differ to the eye; most do not differ at all."""
    differ: Flags = _words(one) != _words(two)
    every = differ.reshape(-1)
    places = np.flatnonzero(every)  # in one row: many times as fast as row and column of each
    apart = np.abs(one.reshape(-1, 4)[places].astype(np.int16) - two.reshape(-1, 4)[places])
    every[places] = (apart > _SEEN).any(axis=1)
    return differ


def _words(picture: Picture) -> NDArray[np.uint32]:
    return picture.view(np.uint32)[:, :, 0]
