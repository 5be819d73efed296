"""What the first bytes of a picture tell without opening it."""

from __future__ import annotations

import struct
import zlib

from review.screening.extraction.kinds import Kind, kind_of

_GZIP, _MOST_UNPACKED = 31, 64 << 20
_PNG, _PNG_SIZE = b"\x89PNG\r\n\x1a\n", struct.Struct(">16x2I")
_JPEG, _JPEG_MARK, _JPEG_SIZE = b"\xff\xd8", struct.Struct(">BBH"), struct.Struct(">5x2H")
_JPEG_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_COARSE = 512
"""A page of fewer pixels to a side is too coarse to be read."""


def is_coarse(content: bytes) -> bool:
    """Whether a picture, by its head, is too small to show a readable page."""
    if content.startswith(_PNG) and len(content) >= _PNG_SIZE.size:
        return bool(max(_PNG_SIZE.unpack_from(content)) <= _COARSE)
    at = len(_JPEG) if content.startswith(_JPEG) else len(content)
    while at + _JPEG_SIZE.size <= len(content):
        begin, mark, length = _JPEG_MARK.unpack_from(content, at)
        if mark in _JPEG_FRAMES:
            return bool(max(_JPEG_SIZE.unpack_from(content, at)) <= _COARSE)
        at = at + 2 + length if begin == 0xFF else len(content)  # noqa: PLR2004 - begins every mark
    return False


def unpacked(name: str, content: bytes) -> tuple[str, bytes]:
    """Return a metafile that was packed (.emz, .wmz) as what it is."""
    if not content.startswith(b"\x1f\x8b"):
        return name, content
    unpacking = zlib.decompressobj(wbits=_GZIP)
    try:
        inner = unpacking.decompress(content, _MOST_UNPACKED)
    except zlib.error:
        return name, content
    is_whole = unpacking.eof and not unpacking.unused_data
    return (name, inner) if is_whole and kind_of(inner) is Kind.METAFILE else (name, content)
