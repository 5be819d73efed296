"""Offline recognition of Chinese text on pictures; an extra that an office may leave out."""

from __future__ import annotations

from review.screening.seeing import Recogniser


def recogniser_of() -> Recogniser | None:
    """Return the recogniser of this machine; None where none is installed."""
    return None


def can_recognise() -> bool:
    """Say whether a recogniser is installed, without loading it."""
    return False
