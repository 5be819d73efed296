"""Texts of cells as people see them, whatever escapes they are written with."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_STAR = "\uf0ab"
"""★ as a symbol font has it."""


def plain(text: str) -> str:
    """Return a text of a part as the cell shows it: written-out characters read, no tab in it."""
    if "_x" in text:
        text = whole(_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text))
    return flat(text)


def flat(text: str) -> str:
    """Return a text without the tabs that would end a cell, and with a plain star."""
    return text.replace("\t", " ").replace(_STAR, "★")


def whole(text: str) -> str:
    """Return a text whose characters beyond the basic plane are put together of their halves."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
