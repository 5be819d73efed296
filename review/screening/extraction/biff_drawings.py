"""Drawings in old Excel files: pictures, and what shapes are said to show."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from review.screening.segments import NotRead, Reason

_HEAD = struct.Struct("<HHI")
_CONTAINER = 0xF
_BLIPS = {0xF01A: "emf", 0xF01B: "wmf", 0xF01C: "pict", 0xF01D: "jpg", 0xF01E: "png",
          0xF01F: "dib", 0xF029: "tif", 0xF02A: "jpg"}  # fmt: skip
_VECTOR = frozenset({"emf", "wmf", "pict"})
_TWO_HASHES = frozenset({0x46B, 0x6E3, 0x6E1, 0x6E5, 0x7A9, 0x217, 0x3D5, 0x543})
_HASHES = {0xF01A: 0x3D4, 0xF01B: 0x216, 0xF01C: 0x542, 0xF01E: 0x6E0, 0xF01F: 0x7A8, 0xF029: 0x6E4}
_ANYWHERE = re.compile(
    b"(?:"
    + b"|".join(
        re.escape(struct.pack("<HH", instance << 4, kind))
        for kind, first in (*_HASHES.items(), (0xF01D, 0x46A), (0xF01D, 0x6E2), (0xF02A, 0x46A))
        for instance in (first, first + 1)
    )
    + b").{4}",
    re.DOTALL,
)
"""How the record of a picture begins."""
_ENTRY, _ENTRY_HEAD = 0xF007, 36
_PROPERTIES = frozenset({0xF00B, 0xF121, 0xF122})
_PROPERTY = struct.Struct("<HI")
_COMPLEX = 0x8000
DESCRIPTION, WORD_ART = 0x0381, 0x00C0
_BOOLEANS = 0x03BF
_HIDES = 0x00020002
"""That it is hidden is said, and is so."""
_DEEPEST, _MOST_UNPACKED = 24, 64 << 20
_BITMAP_HEAD = struct.Struct("<2sIHHI")

Atom = tuple[int, int, bytes]
"""Kind, instance, bytes."""


def atoms(data: bytes, *, depth: int = 0) -> Iterator[Atom]:
    """Yield what lies in drawing records, containers opened."""
    at = 0
    while at + _HEAD.size <= len(data):
        version, kind, length = _HEAD.unpack_from(data, at)
        begin, at = at + _HEAD.size, at + _HEAD.size + length
        body = data[begin:at]
        if version & 0xF == _CONTAINER:
            if depth >= _DEEPEST:
                raise NotRead(Reason.TOO_DEEP)
            yield from atoms(body, depth=depth + 1)
        else:
            yield kind, version >> 4, body
            if kind == _ENTRY and len(body) > _ENTRY_HEAD:
                yield from atoms(body[_ENTRY_HEAD + body[33] :], depth=depth + 1)


def pictures(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield ending and content of each picture."""
    for kind, instance, body in atoms(data):
        ending = _BLIPS.get(kind)
        if ending is None:
            continue
        begin = 32 if instance in _TWO_HASHES else 16
        if ending in _VECTOR:
            yield ending, _unpacked(body[begin + 34 :], is_packed=body[begin + 32 : begin + 33])
        elif ending == "dib":
            yield "bmp", _bitmap(body[begin + 1 :])
        else:
            yield ending, body[begin + 1 :]


def _unpacked(content: bytes, *, is_packed: bytes) -> bytes:
    if is_packed != b"\0":
        return content
    try:
        return zlib.decompressobj().decompress(content, _MOST_UNPACKED)
    except zlib.error as fault:
        raise NotRead(Reason.BROKEN) from fault


def _bitmap(content: bytes) -> bytes:
    """Put the head of a file before a bitmap that has none."""
    head = struct.unpack_from("<I", content.ljust(4, b"\0"))[0]
    colours = struct.unpack_from("<I", content.ljust(36, b"\0"), 32)[0] if head >= 36 else 0  # noqa: PLR2004
    begin = _BITMAP_HEAD.size + head + 4 * min(colours, 256)
    return _BITMAP_HEAD.pack(b"BM", _BITMAP_HEAD.size + len(content), 0, 0, begin) + content


def descriptions(data: bytes) -> Iterator[str]:
    """Yield the alternative texts of the shapes in drawing records."""
    for name, text in property_texts(data):
        if name == DESCRIPTION:
            yield text


def property_texts(data: bytes) -> Iterator[tuple[int, str]]:
    """Yield the long properties of the shapes in drawing records, each as if it were a text."""
    for kind, count, body in atoms(data):
        if kind in _PROPERTIES:
            yield from complex_texts(count, body)


def complex_texts(count: int, body: bytes) -> Iterator[tuple[int, str]]:
    """Yield number and text of each of so many properties that is no plain number."""
    at = count * _PROPERTY.size
    for number in range(min(count, len(body) // _PROPERTY.size)):
        name, value = _PROPERTY.unpack_from(body, number * _PROPERTY.size)
        if name & _COMPLEX:
            yield name & 0x3FFF, body[at : at + value].decode("utf-16-le", "replace").rstrip("\0")
            at += value


def hides(count: int, body: bytes) -> bool:
    """Whether one of so many properties says that the shape does not show."""
    for number in range(min(count, len(body) // _PROPERTY.size)):
        name, value = _PROPERTY.unpack_from(body, number * _PROPERTY.size)
        if name & 0x3FFF == _BOOLEANS:
            return bool(value & _HIDES == _HIDES)
    return False


def scanned_pictures(content: bytes) -> Iterator[tuple[int, int, str, bytes]]:
    """Yield begin, end, ending and content of each picture, wherever it lies in some bytes."""
    at = 0
    while found := _ANYWHERE.search(content, at):
        begin, length = found.start(), _HEAD.unpack_from(found[0].ljust(_HEAD.size, b"\0"))[2]
        end = begin + _HEAD.size + length
        at = begin + 1
        if end <= len(content):
            yield begin, end, *_picture(content[begin:end])
            at = end


def _picture(record: bytes) -> tuple[str, bytes]:
    """Return ending and content of one picture; what cannot be unpacked is left as it is."""
    try:
        return next(pictures(record))
    except NotRead:
        return "bin", record
