"""Open a PDF that may be hostile by the two libraries that read it, within limits."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pikepdf
import pypdfium2

from review.screening.extraction.own_font import draw_by_own_font
from review.screening.limits import Limits
from review.screening.segments import NotRead, Reason

draw_by_own_font()
MEDIA_TYPE: Final = "application/pdf"
_FAULTS = (
    pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError,
    RuntimeError,
)  # fmt: skip
"""What the objects of a broken file bring about; RuntimeError: a loop in them."""


def refused(reason: Reason) -> NotRead:
    """Return why a PDF is not read."""
    return NotRead(reason, media_type=MEDIA_TYPE)


@contextmanager
def objects_of(content: bytes, *, limits: Limits) -> Iterator[pikepdf.Pdf]:
    """Open a PDF for its objects; NotRead when it is locked, broken or too large."""
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise refused(Reason.ENCRYPTED)
            if len(pdf.objects) > limits.objects or len(pdf.pages) > limits.pages:
                raise refused(Reason.TOO_LARGE)
            yield pdf
    except pikepdf.PasswordError as fault:
        raise refused(Reason.ENCRYPTED) from fault
    except _FAULTS as fault:
        raise refused(Reason.BROKEN) from fault


@contextmanager
def pages_of(content: bytes, *, limits: Limits) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF for its pages; NotRead when they cannot be loaded, or are too many."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as fault:
        raise refused(Reason.BROKEN) from fault
    try:
        if len(document) > limits.pages:
            raise refused(Reason.TOO_LARGE)
        yield document
    except pypdfium2.PdfiumError as fault:
        raise refused(Reason.BROKEN) from fault
    finally:
        document.close()


def saved(pdf: pikepdf.Pdf) -> bytes:
    """Write a PDF anew, its streams as they are."""
    buffer = io.BytesIO()
    pdf.save(
        buffer,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.preserve,
    )
    return buffer.getvalue()
