"""Signs that a Word file takes from a font of pictures: what the reader of the paper sees."""

from __future__ import annotations

from lxml import etree

from review.screening.extraction.word_styles import attribute

_PRIVATE = 0xF000
_STARRY = {
    "wingdings": frozenset({*range(0xAA, 0xB0), 0xB5, 0xB6}),
    "wingdings 2": frozenset(range(0xDC, 0xF6)),
}
"""Where these fonts have their stars, five-pointed and others."""
_BOXES = {
    "wingdings": frozenset({0x6F, 0x71, 0x72, 0xA8, 0xFD, 0xFE}),
    "wingdings 2": frozenset({0x2A, 0x30, *range(0x50, 0x55), 0xA3}),
}
"""Where they have the boxes of forms, ticked and empty."""
STAR, BOX, OTHER = "★", "□", "◆"
_PICTORIAL = ("wingdings", "webdings", "zapfdingbats")


def seen_as(symbol: etree._Element) -> str:
    """Return the sign of a `w:sym` as text."""
    try:
        return sign(attribute(symbol, "font"), int(attribute(symbol, "char"), 16))
    except (ValueError, OverflowError):
        return ""


def sign(name: str, code: int) -> str:
    """Return a sign of a font as text; what is no star and no box is some mark or other."""
    font = name.strip().casefold()
    plain = code - _PRIVATE if code >= _PRIVATE else code
    letter = chr(plain)
    if plain in _STARRY.get(font, ()):
        return STAR
    if not font.startswith(_PICTORIAL):
        return letter
    return BOX if plain in _BOXES.get(font, ()) else OTHER


def unmasked(text: str) -> str:
    """Return a text with the private signs of such fonts as what they look like."""
    return text.replace("\uf0ab", STAR)
