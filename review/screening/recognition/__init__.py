"""Offline recognition of Chinese text on pictures; an extra that an office may leave out."""

from __future__ import annotations

from review.screening.recognition import installed
from review.screening.seeing import Recogniser


def recogniser_of() -> Recogniser | None:
    """Load the recogniser of this machine; None where none is installed, or none can be loaded."""
    if not installed.is_there():
        return None
    try:  # a bare system may lack what the libraries themselves are linked to
        from review.screening.recognition.models import load  # noqa: PLC0415 - only who sees pays
        from review.screening.recognition.recogniser import OfflineRecogniser  # noqa: PLC0415
    except ImportError:
        return None
    return OfflineRecogniser(load())


def can_recognise() -> bool:
    """Say whether a recogniser is installed, without loading it."""
    return installed.is_there()
