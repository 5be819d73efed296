"""A file in, findings out: extract, fold, match, judge, in a limited child process."""

from __future__ import annotations

from review.screening.screener import screen
from review.screening.words import screen_words

__all__ = ["screen", "screen_words"]
