"""A page of a PDF as a picture, never larger than it is worth."""

from __future__ import annotations

import ctypes
from typing import Final

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from review.screening.segments import NotRead, Reason

Picture = NDArray[np.uint8]
"""Rows of dots of blue, green, red and nothing."""

MOST_DOTS: Final = 24_000_000
"""A page of A3 at 200 dpi has 8 million."""
_STEPS: Final = 1 << 20


def rendered(page: pypdfium2.PdfPage, *, scale: float, most: int) -> Picture:
    """Render a page with its annotations, so that the picture has at most so many dots.

    Raises:
        NotRead: there was no room for the picture.
    """
    width, height = page.get_size()
    scale = min(scale, (most / max(width * height, 1.0)) ** 0.5)
    wide, high = max(round(width * scale), 1), max(round(height * scale), 1)
    dots: Picture = np.full((high, wide, 4), 255, dtype=np.uint8)
    start = dots.ctypes.data_as(ctypes.c_void_p)
    bitmap = pdfium.FPDFBitmap_CreateEx(wide, high, pdfium.FPDFBitmap_BGRx, start, 4 * wide)
    if not bitmap:
        raise NotRead(Reason.TOO_LARGE)
    try:
        pdfium.FPDF_RenderPageBitmap(bitmap, page.raw, 0, 0, wide, high, 0, pdfium.FPDF_ANNOT)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return dots


def to_dots(page: pypdfium2.PdfPage, *, wide: int, high: int) -> NDArray[np.float64]:
    """Return two rows that turn (x, y, 1) of the page into dots from the upper left."""
    zero, one, two = (_device(page, x, y) for x, y in ((0, 0), (1000, 0), (0, 1000)))
    size = np.array([wide, high]) / _STEPS
    across, up = (one - zero) / 1000, (two - zero) / 1000
    return np.array([across * size, up * size, zero * size]).T


def _device(page: pypdfium2.PdfPage, x: float, y: float) -> NDArray[np.float64]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, _STEPS, _STEPS, 0, x, y, across, down)
    return np.array([across.value, down.value], dtype=np.float64)
