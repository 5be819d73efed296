"""Fonts that Office programs put into a file, and what only pretends to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.screening.extraction.office import Office

_FONTS = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf")
_FONT_KEY = re.compile(rb"""fontKey=["']\{([0-9A-Fa-f-]{36})\}["']""")
_OBFUSCATED = 32
_EOT_MAGIC, _EOT_AT = b"LP", 34


def is_font(content: bytes, office: Office) -> bool:
    """Whether an embedded font is one: its first bytes are scrambled with a key."""
    if content[_EOT_AT : _EOT_AT + 2] == _EOT_MAGIC or content.startswith(_FONTS):
        return True
    return any(_unscrambled(content, key).startswith(_FONTS) for key in _keys(office))


def _keys(office: Office) -> Iterator[bytes]:
    for name in office.contents:
        if name.endswith("fontTable.xml"):
            for found in _FONT_KEY.finditer(office.utf8(name)):
                yield bytes.fromhex(found[1].decode().replace("-", ""))[::-1]


def _unscrambled(content: bytes, key: bytes) -> bytes:
    head = content[:_OBFUSCATED]
    return bytes(byte ^ key[at % len(key)] for at, byte in enumerate(head))
