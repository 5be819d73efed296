"""Compound files: the old formats of Office and WPS, and the new ones under a password."""

from __future__ import annotations

from review.screening.limits import Limits
from review.screening.segments import Extract, NotRead, Reason

MEDIA_TYPE = "application/x-ole-storage"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def read_compound(content: bytes, *, limits: Limits) -> Extract:  # noqa: ARG001 - as every reader
    """Say what kind of compound file it is; none of them is read yet."""
    reason = Reason.ENCRYPTED if _ENCRYPTED_PACKAGE in content else Reason.LEGACY_OFFICE
    raise NotRead(reason, media_type=MEDIA_TYPE)
