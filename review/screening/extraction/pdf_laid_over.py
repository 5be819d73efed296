"""The boxes of the annotations of a page, which are drawn over it."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from review.screening.extraction.pdf_drawing import Box

_NOTHING_DRAWN = frozenset({pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP})


def boxes_laid_over(page: pypdfium2.PdfPage) -> Iterator[Box]:
    """Yield the boxes of the annotations, which are drawn over the page."""
    for subtype, box in _annotations(page):
        if subtype not in _NOTHING_DRAWN:
            yield box


def _annotations(page: pypdfium2.PdfPage) -> Iterator[tuple[int, Box]]:
    for number in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, number)
        if not annotation:
            continue
        rectangle = pdfium.FS_RECTF()
        if pdfium.FPDFAnnot_GetRect(annotation, rectangle):
            low, high = sorted((rectangle.bottom, rectangle.top))
            box = (rectangle.left, low, rectangle.right, high)
            yield pdfium.FPDFAnnot_GetSubtype(annotation), box
        pdfium.FPDFPage_CloseAnnot(annotation)


def boxes_to_cut(page: pypdfium2.PdfPage) -> Iterator[Box]:
    """Yield what was marked, by another program, to be cut out of a page."""
    for subtype, box in _annotations(page):
        if subtype == pdfium.FPDF_ANNOT_REDACT:
            yield box
