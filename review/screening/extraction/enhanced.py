"""Enhanced metafiles (EMF, EMF+): what their records write, and the bitmaps they show."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from review.screening.extraction.drawing_runs import Run, bitmap_of
from review.screening.segments import Embedded, NotRead, Reason

_EOF, _COMMENT = 14, 70
_PLUS = b"EMF+"
_GLYPHS, _NO_BOX, _NARROW = 0x10, 0x100, 0x200
_BITMAPS = MappingProxyType(
    {76: 84, 77: 84, 78: 84, 79: 96, 80: 48, 81: 48, 93: 16, 94: 16, 114: 84, 116: 84}
)
"""For each record that shows a bitmap, where the four numbers stand that say where it lies."""
_DRAW_STRING, _DRAW_DRIVER_STRING, _OBJECT = 0x401C, 0x4036, 0x4008
_KIND, _IMAGE = 0x7F00, 0x0500
_SIGNS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00")

Find = Run | Embedded


def enhanced_finds(content: bytes) -> Iterator[Find]:
    """Walk the records to the last; NotRead when they do not lead there, or write in glyphs."""
    at, kind, number = 0, 0, 0
    while kind != _EOF:
        try:
            kind, size = struct.unpack_from("<II", content, at)
            record = content[at : at + size]
            if size < 8 or len(record) != size:  # noqa: PLR2004 - kind and size
                raise NotRead(Reason.BROKEN)
            number += 1
            yield from _record_finds(kind, record, number=number)
        except struct.error as fault:
            raise NotRead(Reason.BROKEN) from fault
        at += size


def _record_finds(kind: int, record: bytes, *, number: int) -> Iterator[Find]:
    if kind in _TEXTS:
        yield from _TEXTS[kind](record)
    elif kind == _COMMENT:
        yield from _comment(record, number=number)
    elif kind in _BITMAPS:
        at, size, bits_at, bits = struct.unpack_from("<IIII", record, _BITMAPS[kind])
        made = bitmap_of(record[at : at + size], record[bits_at : bits_at + bits], number=number)
        if made is not None:
            yield made


def _wide(record: bytes) -> Iterator[Run]:
    yield _text(record, at=36, letter=2)


def _narrow(record: bytes) -> Iterator[Run]:
    yield _text(record, at=36, letter=1)


def _many(record: bytes, *, letter: int) -> Iterator[Run]:
    (count,) = struct.unpack_from("<I", record, 36)
    for number in range(min(count, len(record) // 40)):
        yield _text(record, at=40 + 40 * number, letter=letter)


def _text(record: bytes, *, at: int, letter: int) -> Run:
    x, y, count, begin, options = struct.unpack_from("<iiIII", record, at)
    (widths_at,) = struct.unpack_from("<I", record, at + 36)
    if options & _GLYPHS and count:
        raise NotRead(Reason.GARBLED_PAGES)
    said = record[begin : begin + count * letter]
    width = 0
    if widths_at and widths_at + 4 * count <= len(record):
        width = sum(struct.unpack_from(f"<{count}I", record, widths_at))
    return Run(_decoded(said, letter=letter), x, y, width)


def _small(record: bytes) -> Iterator[Run]:
    x, y, count, options = struct.unpack_from("<iiII", record, 8)
    if options & _GLYPHS and count:
        raise NotRead(Reason.GARBLED_PAGES)
    begin = 36 if options & _NO_BOX else 52
    letter = 1 if options & _NARROW else 2
    yield Run(_decoded(record[begin : begin + count * letter], letter=letter), x, y)


def _decoded(said: bytes, *, letter: int) -> str:
    return said.decode("utf-16-le" if letter == 2 else "gb18030", "replace")  # noqa: PLR2004


_TEXTS: Mapping[int, Callable[[bytes], Iterator[Run]]] = MappingProxyType(
    {
        83: _narrow,
        84: _wide,
        96: lambda record: _many(record, letter=1),
        97: lambda record: _many(record, letter=2),
        108: _small,
    }
)


def _comment(record: bytes, *, number: int) -> Iterator[Find]:
    (size,) = struct.unpack_from("<I", record, 8)
    said = record[12 : 12 + size]
    if not said.startswith(_PLUS):
        return
    at = 4
    while at + 12 <= len(said):
        kind, flags, step, length = struct.unpack_from("<HHII", said, at)
        yield from _plus(kind, flags, said[at + 12 : at + 12 + length], number=number)
        at += max(step, 12)


def _plus(kind: int, flags: int, data: bytes, *, number: int) -> Iterator[Find]:
    if kind == _DRAW_STRING:
        count, x, y = struct.unpack_from("<Iff", data, 8)
        yield Run(_decoded(data[28 : 28 + 2 * count], letter=2), round(x), round(y))
    elif kind == _DRAW_DRIVER_STRING:
        options, _, count = struct.unpack_from("<III", data, 4)
        if not options & 1 and count:
            raise NotRead(Reason.GARBLED_PAGES)
        yield Run(_decoded(data[16 : 16 + 2 * count], letter=2), 0, number)
    elif kind == _OBJECT and flags & _KIND == _IMAGE:
        places = [at for sign in _SIGNS if (at := data.find(sign)) >= 0]
        if places:
            yield Embedded(name=f"{number}.png", content=data[min(places) :], is_picture=True)
