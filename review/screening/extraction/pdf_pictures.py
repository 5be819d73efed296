"""The pictures of a PDF that could hold writing, handed on to be recognised."""

from __future__ import annotations

import ctypes
import functools
import hashlib
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from PIL.Image import Image, new

from review.domain.findings import Part
from review.screening.extraction.pdf_drawing import Drawn, drawn_on
from review.screening.extraction.pdf_finds import Unshown
from review.screening.extraction.pdf_rendering import MOST_DOTS
from review.screening.extraction.pdf_strings import whole
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

    def __init__(self, content: bytes, *, met: frozenset[bytes] = frozenset()) -> None:
        """Remember the file, opened again when a picture's turn comes, and what was met before."""
        self._content = content
        self._before = met
        self.met: set[bytes] = set(met)

    def page(
        self,
        drawings: Sequence[Drawn],
        *,
        place: Place,
        layer: str = "",
        reason: Reason | None = None,
    ) -> Iterator[Scan]:
        """Hand on a whole page, unless all its pictures were on the pages of a later state."""
        digests = {_digest(drawing) for drawing in drawings if drawing.is_picture}
        self.met |= digests
        if self._before and digests <= self._before:
            return
        draw = functools.partial(drawn, self._content, page=int(place["page"]))
        yield Scan(draw=draw, kind=ScanKind.PAGE, place=place, layer=layer, reason=reason)

    def on(self, drawings: Sequence[Drawn], *, place: Place) -> Iterator[Scan]:
        """Hand on each picture of a page that has room for a word and was not met before."""
        for drawing in drawings:
            if not drawing.is_picture:
                continue
            digest = _digest(drawing)
            if digest not in self.met and _has_room(drawing):
                draw = functools.partial(
                    drawn_picture, self._content, page=int(place["page"]), order=drawing.order
                )
                yield Scan(draw=draw, kind=ScanKind.PICTURE, part=Part.PICTURE, place=place)
            self.met.add(digest)

    def unshown(self, finds: Sequence[Unshown]) -> Iterator[Scan]:
        """Hand on the pictures among the objects that no page was seen to show."""
        for find in finds:
            stream = find.stream
            digest = hashlib.sha256(stream.read_raw_bytes()).digest()
            if digest not in self.met and _has_dots(_size(stream)):
                draw = functools.partial(drawn_object, self._content, number=stream.objgen)
                place = find.zone.place
                yield Scan(draw=draw, kind=ScanKind.PICTURE, part=Part.PICTURE, place=place)
            self.met.add(digest)


def _digest(drawing: Drawn) -> bytes:
    size = pdfium.FPDFImageObj_GetImageDataRaw(drawing.raw, None, 0)
    buffer = (ctypes.c_ubyte * size)()
    pdfium.FPDFImageObj_GetImageDataRaw(drawing.raw, buffer, size)
    return hashlib.sha256(buffer).digest()


def _has_room(drawing: Drawn) -> bool:
    left, bottom, right, top = drawing.box
    return _has_dots(_dots(drawing)) and right - left >= _WIDE and top - bottom >= _HIGH


def _has_dots(size: tuple[int, int]) -> bool:
    return size[0] >= _DOTS_WIDE and size[1] >= _DOTS_HIGH


def _size(stream: Any) -> tuple[int, int]:  # noqa: ANN401 - a stream
    return whole(stream.get("/Width")), whole(stream.get("/Height"))


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


def drawn_object(content: bytes, *, number: tuple[int, int]) -> Image:
    """Draw a picture by the number of its object, where no page draws it."""
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            stream: Any = pdf.get_object(number)
            wide, high = _size(stream)
            if wide * high > DOTS:
                raise NotRead(Reason.TOO_LARGE, media_type=MEDIA_TYPE)
            return _on_white(pikepdf.PdfImage(stream).as_pil_image())
    except (pikepdf.PdfError, ValueError, TypeError, OSError) as fault:
        raise NotRead(Reason.BROKEN, media_type=MEDIA_TYPE) from fault


def _on_white(picture: Image) -> Image:
    if "A" not in picture.getbands():
        return picture.convert("RGB")
    ground = new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground
