"""The blocks that Photoshop, and what learned from it, writes: captions (IPTC), thumbnails."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from review.screening.extraction.picture_pieces import Piece, PieceKind

_SIGN = b"8BIM"
_IPTC, _THUMBNAILS, _PATHS = 0x0404, (0x0409, 0x040C), "8BIM"
_BEFORE_PICTURE = 28
_IPTC_SIGN, _EXTENDED = 0x1C, 0x8000
_APPLICATION = 2


def photoshop_pieces(block: bytes) -> Iterator[Piece]:
    """Yield captions and thumbnails of an image resource block; what is broken ends it."""
    at = 0
    while block[at : at + 4] == _SIGN and at + 12 <= len(block):
        (number,) = struct.unpack_from(">H", block, at + 4)
        at += 6 + (block[at + 6] // 2 + 1) * 2
        if at + 4 > len(block):
            return
        (size,) = struct.unpack_from(">I", block, at)
        content = block[at + 4 : at + 4 + size]
        at += 4 + size + size % 2
        if number == _IPTC:
            yield Piece(PieceKind.IPTC, "IPTC", content)
        elif number in _THUMBNAILS:
            yield Piece(PieceKind.THUMBNAIL, _PATHS, content[_BEFORE_PICTURE:])


def iptc_texts(block: bytes) -> Iterator[bytes]:
    """Yield the values of the records that people fill in."""
    at = 0
    while at + 5 <= len(block) and block[at] == _IPTC_SIGN:
        record, _, size = struct.unpack_from(">BBH", block, at + 1)
        if size & _EXTENDED:
            return
        if record == _APPLICATION:
            yield block[at + 5 : at + 5 + size]
        at += 5 + size
