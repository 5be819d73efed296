"""Colours as workbooks write them: outright, by number, made lighter or darker."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from review.screening.extraction.colours import Colour, colour

_BASE = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF"
_MORE = (
    "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066"
    " FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF"
    " CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699"
    " 969696 003366 339966 003300 333300 993300 993366 333399 333333"
)


def colour_of(text: str) -> Colour | None:
    """Return a colour written as RRGGBB or AARRGGBB."""
    return colour(text[-6:]) if len(text) in {6, 8} else None


INDEXED: Mapping[int, Colour] = MappingProxyType(
    {
        index: known
        for index, text in enumerate(f"{_BASE} {_BASE} {_MORE}".split())
        if (known := colour_of(text)) is not None
    }
)
"""The 64 colours that have numbers, unless the workbook brings its own."""


def tinted(colour: Colour, tint: float) -> Colour:
    """Return a colour made lighter (tint above nought, up to one) or darker (below)."""
    to = 255 if tint > 0 else 0
    share = min(abs(tint), 1.0)
    red, green, blue = (round(channel + (to - channel) * share) for channel in colour)
    return red, green, blue
