"""The pictures of a PDF that could hold writing, handed on to be recognised."""

from __future__ import annotations

import ctypes
import functools
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium
from PIL.Image import Image, new

from review.domain.findings import Part
from review.screening.extraction.pdf_drawing import Drawn, drawn_on
from review.screening.extraction.pdf_rendering import MOST_DOTS
from review.screening.limits import LIMITS
from review.screening.segments import NotRead, Place, Reason, Scan, ScanKind

MEDIA_TYPE: Final = "application/pdf"
DRAWN_DPI, LEAST_DPI = 200, 100
DOTS: Final = 100_000_000
"""So many dots of pictures on one page are decoded."""
_DOTS_WIDE, _DOTS_HIGH = 32, 12
_WIDE, _HIGH = 12.0, 6.0
"""A picture of fewer dots, or smaller on the page in points, has no room for a word."""


class Pictures:
    """Makes the scans of one file; a picture that is on many pages is handed on once."""

    def __init__(self, content: bytes) -> None:
        """Remember the file, which is opened again when a picture's turn comes."""
        self._content = content
        self._met: set[bytes] = set()

    def page(self, place: Place, *, layer: str = "", reason: Reason | None = None) -> Scan:
        """Hand on a whole page."""
        draw = functools.partial(drawn, self._content, page=int(place["page"]))
        return Scan(draw=draw, kind=ScanKind.PAGE, place=place, layer=layer, reason=reason)

    def on(self, drawings: Sequence[Drawn], *, place: Place) -> Iterator[Scan]:
        """Hand on each picture of a page that has room for a word and was not met before."""
        for drawing in drawings:
            if drawing.is_picture and _has_room(drawing) and self._is_new(drawing):
                yield Scan(
                    draw=functools.partial(
                        drawn_picture, self._content, page=int(place["page"]), order=drawing.order
                    ),
                    kind=ScanKind.PICTURE,
                    part=Part.PICTURE,
                    place=place,
                )

    def _is_new(self, drawing: Drawn) -> bool:
        size = pdfium.FPDFImageObj_GetImageDataRaw(drawing.raw, None, 0)
        buffer = (ctypes.c_ubyte * max(size, 1))()
        pdfium.FPDFImageObj_GetImageDataRaw(drawing.raw, buffer, size)
        digest = hashlib.sha256(buffer).digest()
        is_new = digest not in self._met
        self._met.add(digest)
        return is_new


def _has_room(drawing: Drawn) -> bool:
    left, bottom, right, top = drawing.box
    dots_wide, dots_high = _dots(drawing)
    return (
        dots_wide >= _DOTS_WIDE
        and dots_high >= _DOTS_HIGH
        and right - left >= _WIDE
        and top - bottom >= _HIGH
    )


def _dots(drawing: Drawn) -> tuple[int, int]:
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(drawing.raw, wide, high)
    return wide.value, high.value


def dots_of(drawings: Sequence[Drawn]) -> int:
    """Return of how many dots the pictures among these are.

    Raises:
        NotRead: of more than may be decoded.
    """
    sizes = (_dots(drawing) for drawing in drawings if drawing.is_picture)
    dots = sum(wide * high for wide, high in sizes)
    if dots > DOTS:
        raise NotRead(Reason.TOO_LARGE, media_type=MEDIA_TYPE)
    return dots


@contextmanager
def _opened(content: bytes, page: int) -> Iterator[pypdfium2.PdfPage]:
    try:
        document = pypdfium2.PdfDocument(content)
        try:
            yield document[page - 1]
        finally:
            document.close()
    except (pypdfium2.PdfiumError, OverflowError) as fault:
        raise NotRead(Reason.BROKEN, media_type=MEDIA_TYPE) from fault


def drawn(content: bytes, *, page: int) -> Image:
    """Draw a page, counted from 1, for recognition; NotRead where it would be too coarse."""
    with _opened(content, page) as opened:
        dots_of(drawn_on(opened, most=LIMITS.objects))
        width, height = opened.get_size()
        dpi = min(DRAWN_DPI, 72 * (MOST_DOTS / max(width * height, 1)) ** 0.5)
        if dpi < LEAST_DPI:
            raise NotRead(Reason.TOO_LARGE, media_type=MEDIA_TYPE)
        return _on_white(opened.render(scale=dpi / 72).to_pil())


def drawn_picture(content: bytes, *, page: int, order: int) -> Image:
    """Draw one picture of a page by itself, as it stands there but with nothing laid over it."""
    with _opened(content, page) as opened:
        (drawing,) = (one for one in drawn_on(opened, most=LIMITS.objects) if one.order == order)
        dots_of([drawing])
        image = pypdfium2.PdfImage(drawing.raw, page=opened, pdf=opened.pdf)
        return _on_white(image.get_bitmap(render=True, scale_to_original=True).to_pil())


def _on_white(picture: Image) -> Image:
    if "A" not in picture.getbands():
        return picture.convert("RGB")
    ground = new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground
