"""Whether a file is a font: it draws, says nothing, and is all there is in the file."""

from __future__ import annotations

import struct
from typing import Final

_PACKED = (b"wOFF", b"wOF2", b"%!PS-AdobeFont", b"%!FontType1", b"\x80\x01")
_TABLED = (b"\x00\x01\x00\x00", b"OTTO", b"true\x00", b"ttcf\x00")
_ENTRY = struct.Struct(">4sIII")
_HEAD: Final = 12
_MOST_TABLES: Final = 64
_WIDEST_OFFSET: Final = 4
_SLACK: Final = 64


def is_typeface(content: bytes) -> bool:
    """Whether the bytes are a font by its own directory, not only by its first letters."""
    if content.startswith(b"ttcf\x00"):
        return True
    if content.startswith(_TABLED):
        return _has_tables(content)
    if content[:3] == b"\x01\x00\x04":  # bare outlines: version, length of the head
        return 1 <= content[3] <= _WIDEST_OFFSET if len(content) > _WIDEST_OFFSET else False
    return content.startswith(_PACKED)


def _has_tables(content: bytes) -> bool:
    """Whether the tables are where the directory says, and nothing is behind them."""
    count = int.from_bytes(content[4:6], "big")
    if not 0 < count <= _MOST_TABLES or len(content) < _HEAD + count * _ENTRY.size:
        return False
    ends: list[int] = []
    for number in range(count):
        tag, _, start, length = _ENTRY.unpack_from(content, _HEAD + number * _ENTRY.size)
        if not tag.isascii():
            return False
        ends.append(start + length)
    return abs(max(ends) - len(content)) <= _SLACK
