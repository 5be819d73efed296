"""What a file is, by its content and never by its name."""

from __future__ import annotations

import re
from collections.abc import Callable

from review.screening.extraction.docx import read_docx
from review.screening.extraction.pdf import read_pdf
from review.screening.extraction.plain import read_plain
from review.screening.limits import Limits
from review.screening.segments import Extract, NotRead, Reason

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_PDF_WITHIN = 1024
_PICTURES = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"\xd7\xcd\xc6\x9a",
)  # fmt: skip
_MARKUP = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:\{\\rtf|<\?xml|<!doctype|<html|<svg|<head\b|mime-version:)",
    re.IGNORECASE,
)
_OTHER = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MZ", b"\x7fELF", b"SQLite format", b"OggS", b"ID3")


def read(content: bytes, *, limits: Limits) -> Extract:
    """Take everything out of a file.

    Raises:
        NotRead: it is of no readable kind, or refused; with the reason.
    """
    if not content:
        raise NotRead(Reason.EMPTY)
    if len(content) > limits.content:
        raise NotRead(Reason.TOO_LARGE)
    return _reader(content)(content, limits=limits)


def _reader(content: bytes) -> Callable[..., Extract]:
    if content.startswith(_ZIP):
        return read_docx
    if content.startswith(_COMPOUND):
        raise _compound(content)
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return read_pdf
    if content.startswith(_PICTURES) and b"\x00" in content[:_PDF_WITHIN]:
        raise NotRead(Reason.PICTURE, media_type="image/*")
    if _MARKUP.match(content[:_PDF_WITHIN]):
        raise NotRead(Reason.MARKUP, media_type="text/*")
    if content.startswith(_OTHER):
        raise NotRead(Reason.UNSUPPORTED)
    return read_plain


def _compound(content: bytes) -> NotRead:
    """An OLE file is an encrypted .docx or one of the old formats."""
    reason = Reason.ENCRYPTED if _ENCRYPTED_PACKAGE in content else Reason.LEGACY_OFFICE
    return NotRead(reason, media_type="application/x-ole-storage")
