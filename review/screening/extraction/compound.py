"""Compound files: the old formats of Office and WPS, and the new ones under a password."""

from __future__ import annotations

import io

import olefile  # type: ignore[import-untyped]  # it ships none

from review.screening.extraction.xls import is_workbook, read_xls
from review.screening.limits import Limits
from review.screening.segments import Extract, NotRead, Reason

MEDIA_TYPE = "application/x-ole-storage"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def read_compound(content: bytes, *, limits: Limits) -> Extract:
    """Read a compound file by what it holds; NotRead for those that nobody reads yet."""
    if _holds_workbook(content):
        return read_xls(content, limits=limits)
    reason = Reason.ENCRYPTED if _ENCRYPTED_PACKAGE in content else Reason.LEGACY_OFFICE
    raise NotRead(reason, media_type=MEDIA_TYPE)


def _holds_workbook(content: bytes) -> bool:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as opened:
            return is_workbook(map(tuple, opened.listdir()))
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError):
        return False
