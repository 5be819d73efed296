"""Windows metafiles: the texts of their records, the bitmaps in them; the drawing is for people."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from review.domain.findings import Part
from review.screening.extraction.drawing_runs import Run, bitmap_of, head_length, lines_of
from review.screening.extraction.enhanced import Find, enhanced_finds
from review.screening.extraction.exif import decoded
from review.screening.limits import Limits
from review.screening.segments import Embedded, Extract, NotRead, Reason, Segment, Trace

_ENHANCED = b"\x01\x00\x00\x00"
_PLACEABLE = b"\xd7\xcd\xc6\x9a"
_PLACED, _HEAD = 22, 18
_END, _TEXT_OUT, _EXT_TEXT_OUT, _ESCAPE = 0x0000, 0x0521, 0x0A32, 0x0626
_BOXED, _COMMENT = 0x6, 0x0F
_BITMAPS = {0x0940: 16, 0x0B41: 20, 0x0F43: 22, 0x0D33: 18, 0x0142: 4}
"""For each record that shows a bitmap, how many bytes stand before it."""
_ENHANCED_INSIDE, _BEFORE_PIECE = b"WMFC", 34


def read_metafile(content: bytes, *, limits: Limits) -> Extract:  # noqa: ARG001 - as every reader
    """Read what the records of a metafile write; curves nobody can read but people.

    Raises:
        NotRead: the records are broken, or their text is spelled in a font's own glyphs.
    """
    is_enhanced = content.startswith(_ENHANCED)
    media_type = "image/emf" if is_enhanced else "image/wmf"
    try:
        finds = tuple(enhanced_finds(content) if is_enhanced else _plain_finds(content))
    except NotRead as refusal:
        raise NotRead(refusal.reason, media_type=media_type) from refusal
    said = lines_of(find for find in finds if isinstance(find, Run)).strip()
    return Extract(
        media_type=media_type,
        segments=(Segment(text=said, part=Part.BODY),) if said else (),
        traces=(Trace(rule="hidden.picture", part=Part.PICTURE, text=media_type),),
        embedded=tuple(find for find in finds if isinstance(find, Embedded)),
    )


def _plain_finds(content: bytes) -> Iterator[Find]:
    at = _HEAD + (_PLACED if content.startswith(_PLACEABLE) else 0)
    kind, number, inside = -1, 0, b""
    while kind != _END:
        try:
            words, kind = struct.unpack_from("<IH", content, at)
            record = content[at + 6 : at + 2 * words]
            if words < 3 or at + 2 * words > len(content):  # noqa: PLR2004 - size and kind
                raise NotRead(Reason.BROKEN)
            number += 1
            yield from _record_finds(kind, record, number=number)
            inside += _enhanced_in(kind, record)
        except struct.error as fault:
            raise NotRead(Reason.BROKEN) from fault
        at += 2 * words
    if inside:
        yield Embedded(name="inside.emf", content=inside, is_picture=True)


def _record_finds(kind: int, record: bytes, *, number: int) -> Iterator[Find]:
    if kind == _TEXT_OUT:
        (count,) = struct.unpack_from("<H", record)
        y, x = struct.unpack_from("<hh", record, 2 + count + count % 2)
        yield Run(decoded(record[2 : 2 + count]), x, y)
    elif kind == _EXT_TEXT_OUT:
        yield _extended(record)
    elif kind in _BITMAPS and len(record) > _BITMAPS[kind] + 40:
        dib = record[_BITMAPS[kind] :]
        length = head_length(dib)
        made = bitmap_of(dib[:length], dib[length:], number=number)
        if made is not None:
            yield made


def _extended(record: bytes) -> Run:
    y, x, count, options = struct.unpack_from("<hhHH", record)
    begin = 16 if options & _BOXED else 8
    widths_at = begin + count + count % 2
    width = 0
    if widths_at + 2 * count <= len(record):
        width = sum(struct.unpack_from(f"<{count}h", record, widths_at))
    return Run(decoded(record[begin : begin + count]), x, y, width)


def _enhanced_in(kind: int, record: bytes) -> bytes:
    """Return the piece of an enhanced metafile that a comment carries along."""
    if kind != _ESCAPE or record[:2] != bytes((_COMMENT, 0)):
        return b""
    said = record[4:]
    return said[_BEFORE_PIECE:] if said.startswith(_ENHANCED_INSIDE) else b""
