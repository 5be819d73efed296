"""Characters that cannot be seen, or turn what stands beside them round, made visible."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_WORDLESS = frozenset("\r\x0c\x0b")


def seen_through(text: str) -> str:
    """Return a text in which nothing is hidden: each such character stands as ‹U+200B›.

    A text that runs from right to left against its nature then reads as it is stored.
    """
    return _UNSEEN.sub(_named, text)


def _named(found: re.Match[str]) -> str:
    sign = found[0]
    if sign in _WORDLESS:
        return " "
    if unicodedata.category(sign) == "Cs":
        return "\ufffd"
    return f"‹U+{ord(sign):04X}›"
