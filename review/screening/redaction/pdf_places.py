"""Where on a page stands what is to be removed: its signs, the texts that drew them, its boxes."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium

from review.screening.extraction.pdf_drawing import Box, address
from review.screening.extraction.pdf_hidden import OVER_PICTURE
from review.screening.extraction.pdf_laid_over import boxes_to_cut
from review.screening.extraction.pdf_pages import PageReader, stretches_of
from review.screening.extraction.pdf_signs import size_of
from review.screening.redaction.removal import NotRemoved, Removal


@dataclass(frozen=True, slots=True)
class Glyph:
    """One sign that a text drew; `gone` where it must not stay."""

    said: str
    x: float
    y: float
    box: Box
    gone: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A box to be drawn where something was removed."""

    box: Box
    removal: Removal
    is_first: bool
    """Whether the replacement is written here; a stretch over lines has more boxes than one."""


@dataclass(slots=True)
class PagePlaces:
    """All texts of a page in the order of drawing, with their signs, and the boxes to draw."""

    visible: str = field(repr=False)
    texts: list[list[Glyph]] = field(default_factory=list)
    scales: list[float] = field(default_factory=list)
    """For each text how many points a thousandth of its measure is, times a thousand."""
    marks: list[Mark] = field(default_factory=list)
    is_picture: bool = False
    """Whether what is removed, or the whole page, is shown by a picture."""


def places_on(
    page: pypdfium2.PdfPage, removals: Sequence[Removal], *, reader: PageReader
) -> PagePlaces:
    """Find what is to be removed from a page; what does not show is removed in any case.

    Raises:
        NotRead: the page draws more than any paper does.
        NotRemoved: a removal is of text that the page does not have.
    """
    sheet = reader.sheet(page)
    textpage = page.get_textpage()
    try:
        stretches = stretches_of(page, textpage, sheet, sign_by_sign=True)
        shown = _offsets(stretches.visible_numbers(), stretches.units)
        if not all(0 <= one.start < one.end <= len(shown) for one in removals):
            raise NotRemoved
        wanted = {number for one in removals for number in shown[one.start : one.end]}
        pictured = {n for n, why in stretches.whys.items() if why == OVER_PICTURE}
        places = PagePlaces(stretches.visible, is_picture=bool(pictured & wanted))
        to_cut = list(boxes_to_cut(page))
        by_text = _by_text(textpage, (wanted | stretches.whys.keys()) - (pictured - wanted), to_cut)
        for text in (one for one in sheet.drawn if one.is_text):
            places.texts.append(by_text.get(address(text.raw), []))
            places.scales.append(size_of(text, along=True))
        for removal in removals:
            places.marks += _marks(textpage, shown[removal.start : removal.end], removal)
        unsaid = Removal(page=0, start=0, end=0)
        places.marks += [Mark(box, unsaid, is_first=False) for box in to_cut]
        return places
    finally:
        textpage.close()


def _by_text(
    textpage: pypdfium2.PdfTextPage, gone: AbstractSet[int], to_cut: Sequence[Box]
) -> dict[int, list[Glyph]]:
    """Return the signs of each text of a page, by what the library knows the text as."""
    glyphs: dict[int, list[Glyph]] = {}
    for number in range(textpage.count_chars()):
        handle = pdfium.FPDFText_GetTextObject(textpage.raw, number)
        if handle and pdfium.FPDFText_IsGenerated(textpage.raw, number) != 1:
            glyph = _glyph(textpage, number, gone=number in gone)
            if any(_is_within(glyph.box, box) for box in to_cut):
                glyph = replace(glyph, gone=True)
            glyphs.setdefault(address(handle), []).append(glyph)
    return glyphs


def _is_within(box: Box, outer: Box) -> bool:
    across, up = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return outer[0] <= across <= outer[2] and outer[1] <= up <= outer[3]


def _offsets(numbers: Sequence[int], units: Sequence[str]) -> list[int]:
    """Return for each character of the visible text the number of its sign."""
    return [number for number in numbers for _ in units[number]]


def _glyph(textpage: pypdfium2.PdfTextPage, number: int, *, gone: bool) -> Glyph:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(textpage.raw, number, x, y)
    said = chr(pdfium.FPDFText_GetUnicode(textpage.raw, number))
    return Glyph(said, x.value, y.value, _loose(textpage, number), gone)


def _loose(textpage: pypdfium2.PdfTextPage, number: int) -> Box:
    loose = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(textpage.raw, number, loose)
    low, high = sorted((loose.bottom, loose.top))
    return loose.left, low, loose.right, high


def _marks(textpage: pypdfium2.PdfTextPage, numbers: Sequence[int], removal: Removal) -> list[Mark]:
    """Return a box for each line that a removal runs over."""
    boxes = [_loose(textpage, number) for number in dict.fromkeys(numbers)]
    boxes = [box for box in boxes if box[2] > box[0] and box[3] > box[1]]
    lines = [
        list(group) for _, group in groupby(boxes, key=lambda box: round((box[1] + box[3]) / 8))
    ]
    return [Mark(_around(line), removal, is_first=number == 0) for number, line in enumerate(lines)]


def _around(boxes: Sequence[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
