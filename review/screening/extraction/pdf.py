"""PDF files: what the pages show, what lies beside them, and what earlier revisions showed."""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Iterator

import pikepdf
import pypdfium2
from PIL.Image import Image

from review.domain.findings import Part
from review.screening.extraction.pdf_objects import object_finds
from review.screening.extraction.pdf_pages import PageFinds, page_text, read_page
from review.screening.limits import Limits
from review.screening.segments import (
    Extract,
    NotRead,
    Place,
    Reason,
    Scan,
    ScanKind,
    Segment,
    Trace,
    Unread,
    Visibility,
)

MEDIA_TYPE = "application/pdf"
_END = re.compile(rb"%%EOF[\r\n]*")
_LINEARIZED = b"/Linearized"
_HEAD = 2048
DRAWN_DPI = 200


def read_pdf(content: bytes, *, limits: Limits) -> Extract:
    """Read a PDF by two libraries: one for what is drawn, one for every object."""
    finds = tuple(_object_finds(content, limits=limits))
    pages = tuple(_pages(content, limits=limits))
    finds += tuple(_earlier(content, limits=limits, now=_lines(pages)))
    segments = tuple(segment for page in pages for segment in page.segments)
    traces = tuple(trace for page in pages for trace in page.traces)
    return Extract(
        media_type=MEDIA_TYPE,
        segments=(*segments, *(find for find in finds if isinstance(find, Segment))),
        traces=(*traces, *(find for find in finds if isinstance(find, Trace))),
        unread=_unread(pages),
        scans=tuple(
            Scan(
                draw=functools.partial(drawn, content, page=number),
                kind=ScanKind.PAGE,
                place={"page": number},
            )
            for number, page in enumerate(pages, start=1)
            if page.is_scan
        ),
    )


def drawn(content: bytes, *, page: int) -> Image:
    """Draw a page, counted from 1, for recognition."""
    try:
        document = pypdfium2.PdfDocument(content)
        try:
            picture: Image = document[page - 1].render(scale=DRAWN_DPI / 72).to_pil()
            return picture.convert("RGB")
        finally:
            document.close()
    except pypdfium2.PdfiumError as fault:
        raise NotRead(Reason.BROKEN, media_type=MEDIA_TYPE) from fault


def _object_finds(content: bytes, *, limits: Limits) -> Iterator[Segment | Trace]:
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise NotRead(Reason.ENCRYPTED, media_type=MEDIA_TYPE)
            if len(pdf.pages) > limits.pages or len(pdf.objects) > limits.objects:
                raise NotRead(Reason.TOO_LARGE, media_type=MEDIA_TYPE)
            yield from object_finds(pdf)
    except pikepdf.PasswordError as fault:
        raise NotRead(Reason.ENCRYPTED, media_type=MEDIA_TYPE) from fault
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError) as fault:
        raise NotRead(Reason.BROKEN, media_type=MEDIA_TYPE) from fault


def _pages(content: bytes, *, limits: Limits) -> Iterator[PageFinds]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as fault:
        raise NotRead(Reason.BROKEN, media_type=MEDIA_TYPE) from fault
    try:
        if len(document) > limits.pages:
            raise NotRead(Reason.TOO_LARGE, media_type=MEDIA_TYPE)
        for number in range(len(document)):
            page = document[number]
            yield read_page(page, number=number + 1)
            page.close()
    except pypdfium2.PdfiumError as fault:
        raise NotRead(Reason.BROKEN, media_type=MEDIA_TYPE) from fault
    finally:
        document.close()


def _lines(pages: tuple[PageFinds, ...]) -> frozenset[str]:
    texts = (segment.text for page in pages for segment in page.segments)
    return frozenset(line.strip() for text in texts for line in text.splitlines())


def _earlier(content: bytes, *, limits: Limits, now: frozenset[str]) -> Iterator[Segment | Trace]:
    """Read each earlier state of the file; what is no longer shown is there for everyone to see."""
    ends = [found.end() for found in _END.finditer(content)]
    if _LINEARIZED in content[:_HEAD]:
        ends = ends[1:]  # a linearised file has one more end, after its first page
    for number, end in enumerate(ends[:-1], start=1):
        if number > limits.revisions:
            raise NotRead(Reason.TOO_LARGE, media_type=MEDIA_TYPE)
        texts = _texts(content[:end], limits=limits)
        if texts is None:
            continue
        place: Place = {"file": f"%%EOF {number}"}
        yield Trace(
            rule="hidden.superseded_revision",
            part=Part.REVISION,
            place=place,
            text=f"{number}/{len(ends)}",
        )
        gone = [line for text in texts for line in text.splitlines() if line.strip() not in now]
        if gone:
            yield Segment(
                text="\n".join(gone),
                part=Part.REVISION,
                place=place,
                visibility=Visibility.HIDDEN,
            )


def _texts(content: bytes, *, limits: Limits) -> list[str] | None:
    """Return the texts of the pages; nothing when these bytes are no PDF by themselves."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return None
    try:
        return [page_text(document[number]) for number in range(min(len(document), limits.pages))]
    except pypdfium2.PdfiumError:
        return None
    finally:
        document.close()


def _unread(pages: tuple[PageFinds, ...]) -> Unread | None:
    numbers = tuple(n for n, page in enumerate(pages, start=1) if page.unread is not None)
    if numbers:
        return Unread(reason=Reason.GARBLED_PAGES, pages=numbers)
    shown = any(page.is_scan or segment.text.strip() for page in pages for segment in page.segments)
    return None if shown else Unread(reason=Reason.NO_TEXT)
