"""The pages of a PDF: their text, their pictures, and text that is there but does not show."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from review.domain.findings import Part
from review.screening.segments import Place, Reason, Segment, Trace, Visibility

Box = tuple[float, float, float, float]

_FEW = 50
"""With fewer characters than this on a page, its pictures may be the paper."""
_COVERS, _SMALL = 0.5, 0.02
_OUTLINES = 40
"""So many drawn shapes without a letter: type that was turned into curves."""
_GARBLED = 0.2
_WHITE, _OPAQUE = 250, 250
_INVISIBLE = 3
_SHAPES = 400
"""More filled shapes than this are a drawing; what they cover is not worked out."""
_HYPHEN = "\ufffe"


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled box, with its place in the order of drawing."""

    order: int
    box: Box
    white: bool


@dataclass(frozen=True, slots=True)
class PageFinds:
    """What one page gave, and why it cannot be read if it cannot."""

    segments: tuple[Segment, ...]
    traces: tuple[Trace, ...]
    unread: Reason | None
    is_scan: bool = False
    """Its pictures are the page: only recognition can read it."""


def read_page(page: pypdfium2.PdfPage, *, number: int) -> PageFinds:
    """Read the text of a page and look for what its text does not tell."""
    text = page_text(page)
    objects = list(page.get_objects(max_depth=1))
    place: Place = {"page": number}
    hidden = tuple(said for said in _hidden(page, objects) if said.strip())
    pictures = [_share(item, page) for item in _of_kind(objects, pdfium.FPDF_PAGEOBJ_IMAGE)]
    nested = bool(_of_kind(objects, pdfium.FPDF_PAGEOBJ_FORM))
    if nested:
        pictures += [_share_nested(page)]
    unread = _unread(text, pictures=pictures, shapes=len(_shapes(page, text)))
    segments = [Segment(text=text, part=Part.BODY, place=place)]
    traces = []
    if hidden:
        said = "".join(hidden)
        segments.append(
            Segment(text=said, part=Part.BODY, place=place, visibility=Visibility.HIDDEN)
        )
        traces.append(Trace(rule="hidden.hidden_text", part=Part.BODY, place=place, text=said))
    if unread is None and any(share > _SMALL for share in pictures):
        traces.append(
            Trace(rule="hidden.picture", part=Part.BODY, place=place, text=str(len(pictures)))
        )
    is_scan = unread is Reason.IMAGE_PAGES
    return PageFinds(tuple(segments), tuple(traces), None if is_scan else unread, is_scan)


def page_text(page: pypdfium2.PdfPage) -> str:
    """Return the text of a page as its content gives it."""
    textpage = page.get_textpage()
    try:
        return str(textpage.get_text_range()).replace(_HYPHEN, "")
    finally:
        textpage.close()


def _of_kind(objects: list[pypdfium2.PdfObject], kind: int) -> list[pypdfium2.PdfObject]:
    return [item for item in objects if item.type == kind]


def _shapes(page: pypdfium2.PdfPage, text: str) -> list[pypdfium2.PdfObject]:
    """Return the drawn shapes of a page that has no letter; elsewhere they are rules and frames."""
    if text.strip():
        return []
    kinds = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING, pdfium.FPDF_PAGEOBJ_TEXT]
    return list(page.get_objects(filter=kinds, max_depth=8))


def _share(item: pypdfium2.PdfObject, page: pypdfium2.PdfPage) -> float:
    box = _box(item)
    width, height = page.get_size()
    if box is None or width * height <= 0:
        return 0.0
    wide = min(box[2], width) - max(box[0], 0.0)
    high = min(box[3], height) - max(box[1], 0.0)
    return float(max(wide, 0.0) * max(high, 0.0) / (width * height))


def _share_nested(page: pypdfium2.PdfPage) -> float:
    """A picture inside a form has the form's own measure: count it as large."""
    images = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=8)
    return 1.0 if any(item.level > 0 for item in images) else 0.0


def _box(item: pypdfium2.PdfObject) -> Box | None:
    try:
        left, bottom, right, top = item.get_bounds()
    except pypdfium2.PdfiumError:
        return None
    return left, bottom, right, top


def _unread(text: str, *, pictures: list[float], shapes: int) -> Reason | None:
    letters = [char for char in text if not char.isspace()]
    largest = max(pictures, default=0.0)
    if not letters:
        drawn = largest > _SMALL or shapes >= _OUTLINES
        return Reason.IMAGE_PAGES if drawn else None
    if len(letters) < _FEW and largest >= _COVERS:
        return Reason.IMAGE_PAGES
    unknown = sum(char == "\ufffd" or not char.isprintable() for char in letters)
    return Reason.GARBLED_PAGES if unknown > _GARBLED * len(letters) else None


def _hidden(page: pypdfium2.PdfPage, objects: list[pypdfium2.PdfObject]) -> Iterator[str]:
    """Yield texts under a box, white on white, or drawn invisibly where no scan explains it."""
    shapes = [
        shape
        for order, item in enumerate(objects)
        if item.type == pdfium.FPDF_PAGEOBJ_PATH
        and (shape := _filled(item, order=order)) is not None
    ]
    if len(shapes) > _SHAPES:
        return
    scanned = any(
        _share(item, page) >= _COVERS for item in _of_kind(objects, pdfium.FPDF_PAGEOBJ_IMAGE)
    )
    texts = [
        (order, item, box)
        for order, item in enumerate(objects)
        if item.type == pdfium.FPDF_PAGEOBJ_TEXT and (box := _box(item)) is not None
    ]
    textpage = page.get_textpage()
    try:
        for shape in shapes:
            if any(order < shape.order and _meets(shape.box, box) for order, _, box in texts):
                yield textpage.get_text_bounded(*shape.box)
        for order, item, box in texts:
            if _is_invisible(item, box, order=order, shapes=shapes, scanned=scanned):
                yield _said(item, textpage)
    finally:
        textpage.close()


def _filled(item: pypdfium2.PdfObject, *, order: int) -> Shape | None:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    drawn = pdfium.FPDFPath_GetDrawMode(item.raw, ctypes.byref(mode), ctypes.byref(stroke))
    colour, box = _colour(item), _box(item)
    if not drawn or mode.value == 0 or colour is None or box is None or colour[3] < _OPAQUE:
        return None
    return Shape(order, box, min(colour[:3]) >= _WHITE)


def _colour(item: pypdfium2.PdfObject) -> tuple[int, int, int, int] | None:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(
        item.raw, *(ctypes.byref(part) for part in (red, green, blue, alpha))
    )
    return (red.value, green.value, blue.value, alpha.value) if known else None


def _is_invisible(
    item: pypdfium2.PdfObject, box: Box, *, order: int, shapes: list[Shape], scanned: bool
) -> bool:
    """Whether a text is drawn without ink, or in white on white; a scan's text layer is neither."""
    if scanned:
        return False
    if pdfium.FPDFTextObj_GetTextRenderMode(item.raw) == _INVISIBLE:
        return True
    grounds = [shape for shape in shapes if shape.order < order and _covers(shape.box, box)]
    colour = _colour(item)
    white = colour is not None and (min(colour[:3]) >= _WHITE or colour[3] == 0)
    return white and (not grounds or grounds[-1].white)


def _meets(shape: Box, text: Box) -> bool:
    """Whether a shape lies over the height of a text and over some of its length."""
    middle = (text[1] + text[3]) / 2
    over = min(shape[2], text[2]) - max(shape[0], text[0])
    return shape[1] <= middle <= shape[3] and over > (text[3] - text[1]) / 2


def _covers(outer: Box, inner: Box) -> bool:
    across, up = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= across <= outer[2] and outer[1] <= up <= outer[3]


def _said(item: pypdfium2.PdfObject, textpage: pypdfium2.PdfTextPage) -> str:
    size = pdfium.FPDFTextObj_GetText(item.raw, textpage.raw, None, 0)
    buffer = (ctypes.c_ushort * max(size // 2, 1))()
    pdfium.FPDFTextObj_GetText(item.raw, textpage.raw, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\x00").replace(_HYPHEN, "")
