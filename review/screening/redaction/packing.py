"""A package of parts whose bytes depend on the parts alone; and texts fit to stand in them."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Mapping
from typing import Final

_FIXED: Final = (1980, 1, 1, 0, 0, 0)
"""The first instant a zip can name: says plainly that it is no date."""
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Cn"})
_LAYOUT: Final = frozenset("\t\n\r")


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a package of these parts, in the order given."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, date_time=_FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, content)
    return written.getvalue()


def seen(text: str) -> str:
    """Return a text without characters that nobody sees: they can hide a word, or hold one."""
    if text.isprintable():
        return text
    return "".join(
        char for char in text if char in _LAYOUT or unicodedata.category(char) not in _UNSEEN
    )
