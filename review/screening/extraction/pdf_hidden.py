"""Text of a page that is there and does not show, each sign with the reason why."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from review.screening.extraction.pdf_drawing import Box, Drawn
from review.screening.extraction.pdf_ink import Boxes, Flags, Ink, ink_of
from review.screening.extraction.pdf_signs import Signs, size_of

COVERED, CLIPPED, WHITE = "hidden.covered_text", "hidden.clipped_text", "hidden.white_text"
INVISIBLE, LAYER, TINY = "hidden.invisible_text", "hidden.layer", "hidden.tiny_text"
UNEXPLAINED: Final = "hidden.hidden_text"
OVER_PICTURE: Final = "over picture"
"""Not hidden: a picture shows there what the text says, as on a scan that was recognised."""

PAGE_SHARE: Final = 0.5
"""A picture over so much of a page may be the page."""
_TINY: Final = 2.0
"""Points; what is smaller cannot be read on paper."""
_NO_INK: Final = frozenset({3, 7})
_FAINT, _LIGHT, _OPAQUE = 16, 200, 200
_NEAR: Final = 90


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page shows, and what on it could hide a text."""

    drawn: tuple[Drawn, ...]
    box: Box
    laid_over: tuple[Box, ...]
    has_layers: bool


def unseen(page: pypdfium2.PdfPage, signs: Signs, *, sheet: Sheet) -> Mapping[int, str]:
    """Return, by the number of the sign, why each does not show."""
    if not signs.numbers:
        return {}
    runs = list(_by_text(signs.texts))
    ink = ink_of(page)
    shows = _shows(signs, [text for text, _ in runs], sheet=sheet, ink=ink)
    found: dict[int, str] = {}
    for text, places in runs:
        if size_of(text) < _TINY:
            found |= dict.fromkeys((signs.numbers[n] for n in places if shows[n]), TINY)
        lost = [n for n in places if not shows[n]]
        if lost:
            whys = _whys(text, signs.boxes[lost], sheet=sheet, ink=ink)
            numbers = (signs.numbers[n] for n in lost)
            found |= {number: why for number, why in zip(numbers, whys, strict=True) if why}
    return found


def _shows(signs: Signs, suspects: Sequence[Drawn], *, sheet: Sheet, ink: Ink) -> Flags:
    """Tell which signs leave ink, by themselves or together with others that are the same.

    A letter may be written twice, to make it bold: neither of the two leaves ink that the other
    does not; but one that is written without ink never shows, whatever stands in its place.
    """
    shows = ink.left_by(suspects, signs.boxes)
    if not shows.all():
        texts = [one for one in sheet.drawn if one.is_text]
        inked = np.array([not _is_without_ink(text) for text in signs.texts])
        shows |= ink.left_by(texts, signs.boxes) & inked
    return shows


def _is_without_ink(text: Drawn) -> bool:
    return text.mode in _NO_INK or (text.colour is not None and text.colour[3] < _FAINT)


def _by_text(texts: Sequence[Drawn]) -> Iterator[tuple[Drawn, list[int]]]:
    places: dict[int, list[int]] = {}
    for place, text in enumerate(texts):
        places.setdefault(id(text), []).append(place)
    for mine in places.values():
        yield texts[mine[0]], mine


def _whys(text: Drawn, boxes: Boxes, *, sheet: Sheet, ink: Ink) -> NDArray[np.object_]:
    whys = np.full(len(boxes), UNEXPLAINED if _is_embedded(text) else "", dtype=object)
    for why, holds in _reasons(text, boxes, sheet=sheet, ink=ink):
        whys[holds] = why
    return whys


def _reasons(
    text: Drawn, boxes: Boxes, *, sheet: Sheet, ink: Ink
) -> Iterator[tuple[str, Flags | bool]]:
    """Yield each reason and where it holds; of two the later one is the better one."""
    yield LAYER, sheet.has_layers
    if text.colour is not None:
        alike, light = ink.apart(boxes, text.colour) < _NEAR, ink.colours(boxes).min(axis=1)
        yield WHITE, alike & (light >= _LIGHT)
        yield COVERED, alike & (light < _LIGHT)
    yield LAYER, sheet.has_layers and _is_optional(text)
    grounds = [one for one in sheet.drawn if not one.is_text]
    later = [one.box for one in grounds if one.order > text.order and _is_opaque(one)]
    yield COVERED, within(boxes, [*later, *sheet.laid_over])
    yield INVISIBLE, _is_without_ink(text)
    telling = within(boxes, _telling(text, sheet))
    if telling.any():
        yield OVER_PICTURE, telling & ink.is_busy(boxes)
    yield CLIPPED, ~within(boxes, [sheet.box])
    yield CLIPPED, text.clip is not None and ~within(boxes, [text.clip])


def _telling(text: Drawn, sheet: Sheet) -> list[Box]:
    """Return the boxes of the pictures that may show what a text says.

    A text without ink may lie over any picture; one with ink only under one that is the page.
    """
    pictures = [one for one in sheet.drawn if one.is_picture]
    if text.mode in _NO_INK:
        return [one.box for one in pictures]
    later = (one for one in pictures if one.order > text.order)
    return [one.box for one in later if share_of(one.box, sheet.box) >= PAGE_SHARE]


def share_of(box: Box, sheet: Box) -> float:
    """Return how much of a sheet a box covers."""
    area = (sheet[2] - sheet[0]) * (sheet[3] - sheet[1])
    wide = min(box[2], sheet[2]) - max(box[0], sheet[0])
    high = min(box[3], sheet[3]) - max(box[1], sheet[1])
    return max(wide, 0.0) * max(high, 0.0) / area if area > 0 else 0.0


def within(boxes: Boxes, grounds: Sequence[Box]) -> Flags:
    """Tell which boxes have their middle within one of the grounds."""
    if not grounds:
        return np.zeros(len(boxes), dtype=np.bool_)
    across, up = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    sides = np.array(grounds)[:, :, None]
    inside: Flags = (sides[:, 0] <= across) & (across <= sides[:, 2])
    inside &= (sides[:, 1] <= up) & (up <= sides[:, 3])
    return np.asarray(inside.any(axis=0))


def _is_opaque(ground: Drawn) -> bool:
    return ground.colour is None or ground.colour[3] >= _OPAQUE


def _is_embedded(text: Drawn) -> bool:
    """Whether the file brings the letters; others may be missing on this machine alone."""
    font = pdfium.FPDFTextObj_GetFont(text.raw)
    return bool(font) and pdfium.FPDFFont_GetIsEmbedded(font) == 1


def _is_optional(text: Drawn) -> bool:
    """Whether the text is marked as belonging to a layer."""
    for number in range(pdfium.FPDFPageObj_CountMarks(text.raw)):
        mark = pdfium.FPDFPageObj_GetMark(text.raw, number)
        name, length = (ctypes.c_ushort * 8)(), ctypes.c_ulong()
        pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length)
        if bytes(name).startswith("OC\0".encode("utf-16-le")):
            return True
    return False
