"""Colours of letters and of the ground they stand on, and whether an eye can tell them apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from lxml import etree

from review.screening.extraction.markup import local

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
_APART = 16
"""Steps of 256 that a colour must differ by to be seen."""
_HEX = re.compile(r"#?([0-9A-Fa-f]{6})(?![0-9A-Fa-f])")
HIGHLIGHTS: Mapping[str, Colour] = MappingProxyType(
    {
        "black": BLACK,
        "white": WHITE,
        "blue": (0, 0, 255),
        "cyan": (0, 255, 255),
        "green": (0, 255, 0),
        "magenta": (255, 0, 255),
        "red": (255, 0, 0),
        "yellow": (255, 255, 0),
        "darkBlue": (0, 0, 128),
        "darkCyan": (0, 128, 128),
        "darkGreen": (0, 128, 0),
        "darkMagenta": (128, 0, 128),
        "darkRed": (128, 0, 0),
        "darkYellow": (128, 128, 0),
        "darkGray": (128, 128, 128),
        "lightGray": (192, 192, 192),
    }
)
"""The names that Word has for the pens of its highlighter."""
DEFAULT_THEME: Mapping[str, Colour] = MappingProxyType({"lt1": WHITE, "dk1": BLACK})
_SAME = MappingProxyType(
    {
        "background1": "lt1", "light1": "lt1", "bg1": "lt1",
        "text1": "dk1", "dark1": "dk1", "tx1": "dk1",
        "background2": "lt2", "light2": "lt2", "bg2": "lt2",
        "text2": "dk2", "dark2": "dk2", "tx2": "dk2",
    }
)  # fmt: skip


def colour(text: str) -> Colour | None:
    """Return the colour that six hexadecimal digits stand for; nothing for other words."""
    found = _HEX.match(text.strip())
    if found is None:
        return None
    red, green, blue = bytes.fromhex(found[1])
    return red, green, blue


def alike(one: Colour | None, other: Colour | None) -> bool:
    """Whether nobody sees the one on the other; what is not known can be seen."""
    if one is None or other is None:
        return False
    return all(abs(mine - yours) <= _APART for mine, yours in zip(one, other, strict=True))


def theme_colours(theme: etree._Element) -> Mapping[str, Colour]:
    """Return the colours of a theme by their names in it: dk1, lt1, accent1."""
    found: dict[str, Colour] = dict(DEFAULT_THEME)
    for scheme in theme.iter("{*}clrScheme"):
        for entry in scheme.iterchildren(etree.Element):
            for value in entry.iterchildren(etree.Element):
                known = colour(value.get("lastClr") or value.get("val") or "")
                if known is not None:
                    found[local(entry)] = known
    return found


def themed(name: str, *, theme: Mapping[str, Colour]) -> Colour | None:
    """Return the colour of a theme by any of the names that papers use for it."""
    return theme.get(name) or theme.get(_SAME.get(name, name))
