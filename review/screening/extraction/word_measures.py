"""Lengths in a Word file: of its pages, and as its attributes give them."""

from __future__ import annotations

from review.screening.extraction.markup import Markup
from review.screening.extraction.word_styles import attribute

PAGE = "pgSz"
_A4 = (11906, 16838)


def page_size(markup: Markup) -> tuple[int, int]:
    """Return the width and height of the largest page, in twentieths of a point."""
    sizes = [
        (whole(attribute(size, "w")), whole(attribute(size, "h"))) for size in markup.all(PAGE)
    ]
    wide, high = zip(*sizes, _A4, strict=True)
    return max(wide), max(high)


def whole(text: str) -> int:
    """Return a whole number; 0 for what is none."""
    try:
        return int(text)
    except ValueError:
        return 0
