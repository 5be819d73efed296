"""The signs of a page, one by one: what each says, where it stands, and which text drew it."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from review.screening.extraction.pdf_drawing import Drawn, address, matrix_of, times

_HYPHEN: Final = "\ufffe"
_UNSAID: Final = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160), ord(_HYPHEN)))
"""Marks of the library and control characters: nothing that a reader would see."""
_BREAK: Final = 0x02
"""What the library gives for a hyphen at the end of a line."""
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_BLANK: Final = frozenset({*range(33), 0xA0, *range(0x2000, 0x2010), 0x202F, 0x3000, 0xFEFF})
"""Signs that leave no ink wherever they stand."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Signs that suspected texts drew: the place of each among all of the page, text and box."""

    numbers: list[int]
    texts: list[Drawn]
    boxes: NDArray[np.float64]


def page_text(textpage: pypdfium2.PdfTextPage) -> str:
    """Return the text of a page, its lines parted by a line feed."""
    return cleaned(str(textpage.get_text_range()))


def cleaned(text: str) -> str:
    """Leave out what the library adds and nobody sees."""
    return text.translate(_UNSAID)


def units_of(textpage: pypdfium2.PdfTextPage) -> list[str]:
    """Return what each sign says: together the same as `page_text`."""
    count = textpage.count_chars()
    codes = [pdfium.FPDFText_GetUnicode(textpage.raw, number) for number in range(count)]
    units = [_said(code) for code in codes]
    for number, code in enumerate(codes):
        if code == _BREAK and pdfium.FPDFText_IsHyphen(textpage.raw, number) == 1:
            units[number] = ""
        elif code in _HIGH and number + 1 < count:
            units[number] = _pair(code, codes[number + 1])
    return units


def _said(code: int) -> str:
    return "" if code in _LOW else chr(code).translate(_UNSAID)


def _pair(high: int, low: int) -> str:
    pair = high.to_bytes(2, "little") + low.to_bytes(2, "little")
    return pair.decode("utf-16-le", "ignore")


def signs_of(textpage: pypdfium2.PdfTextPage, suspects: Sequence[Drawn]) -> Signs:
    """Return the signs that the suspected texts of a page drew."""
    raw, drew = textpage.raw, {address(text.raw): text for text in suspects}
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    numbers, texts, boxes = [], [], []
    for number in range(textpage.count_chars()):
        text = drew.get(address(pdfium.FPDFText_GetTextObject(raw, number)))
        if text is None or pdfium.FPDFText_GetUnicode(raw, number) in _BLANK:
            continue
        if pdfium.FPDFText_GetCharBox(raw, number, left, right, bottom, top):
            numbers.append(number)
            texts.append(text)
            boxes.append((left.value, bottom.value, right.value, top.value))
    return Signs(numbers, texts, np.array(boxes, dtype=np.float64).reshape(-1, 4))


def size_of(text: Drawn, *, along: bool = False) -> float:
    """Return how high the letters of a text stand on the page, in points, or how wide."""
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(text.raw, size)
    a, b, c, d, _, _ = times(matrix_of(text.raw), text.matrix)
    return abs(size.value) * (math.hypot(a, b) if along else math.hypot(c, d))
