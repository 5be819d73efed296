"""Colours as web pages, OpenDocument and RTF write them, and whether letters show on a ground."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

Tint = tuple[int, int, int]
WHITE: Tint = (255, 255, 255)
BLACK: Tint = (0, 0, 0)
_APART = 16
"""Steps of 256 that a colour must differ by to be seen."""
_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})(?:ff|f)?$")
_CALL = re.compile(r"rgba?\(([^)]{1,80})\)")
_NAMES: Mapping[str, Tint] = MappingProxyType(
    {
        "white": WHITE, "black": BLACK, "red": (255, 0, 0), "blue": (0, 0, 255),
        "green": (0, 128, 0), "lime": (0, 255, 0), "yellow": (255, 255, 0), "gray": (128, 128, 128),
        "grey": (128, 128, 128), "silver": (192, 192, 192), "navy": (0, 0, 128),
        "maroon": (128, 0, 0), "orange": (255, 165, 0), "snow": (255, 250, 250),
        "ivory": (255, 255, 240), "ghostwhite": (248, 248, 255), "whitesmoke": (245, 245, 245),
        "floralwhite": (255, 250, 240), "mintcream": (245, 255, 250), "azure": (240, 255, 255),
        "aqua": (0, 255, 255), "fuchsia": (255, 0, 255), "purple": (128, 0, 128),
        "teal": (0, 128, 128), "olive": (128, 128, 0), "window": WHITE, "windowtext": BLACK,
        "canvas": WHITE, "canvastext": BLACK,
    }
)  # fmt: skip


def tint(text: str) -> Tint | None:
    """Return the colour that a word, a call or hexadecimal digits stand for, if one is known."""
    word = text.strip().casefold()
    found = _HEX.match(word)
    if found is not None:
        digits = found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])  # noqa: PLR2004
        red, green, blue = bytes.fromhex(digits)
        return red, green, blue
    call = _CALL.match(word)
    if call is not None:
        return _called(re.split(r"[\s,/]+", call[1].strip()))
    return _NAMES.get(word)


def _called(parts: list[str]) -> Tint | None:
    try:
        red, green, blue = (_step(part) for part in parts[:3])
    except ValueError:
        return None
    return red, green, blue


def _step(part: str) -> int:
    value = float(part.rstrip("%")) * (2.55 if part.endswith("%") else 1)
    return round(min(max(value, 0), 255))


def is_see_through(text: str) -> bool:
    """Whether a colour leaves no trace: transparent, or of no strength."""
    word = "".join(text.casefold().split())
    if word == "transparent" or re.fullmatch(r"#(?:[0-9a-f]{6}00|[0-9a-f]{3}0)", word):
        return True
    call = _CALL.match(word)
    parts = re.split(r"[,/]", call[1]) if call else []
    return len(parts) == 4 and parts[3].strip("%0.") == ""  # noqa: PLR2004 - the fourth is strength


def alike(one: Tint | None, other: Tint | None) -> bool:
    """Whether nobody sees the one on the other; what is not known can be seen."""
    if one is None or other is None:
        return False
    return all(abs(mine - yours) <= _APART for mine, yours in zip(one, other, strict=True))
