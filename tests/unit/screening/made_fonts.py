"""Small fonts, built table by table: honest ones, and such as draw other signs than they say."""

from __future__ import annotations

import functools
import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from review.screening.extraction.pdf_tounicode import glyph_meanings
from review.shipped import shipped

_EM: Final = 1000
Contours = list[list[tuple[int, int, bool]]]
"""Points, and whether the outline goes through them."""


@functools.cache
def _source() -> tuple[dict[bytes, bytes], Mapping[str, int]]:
    """The tables of the shipped font, and its glyph for each sign."""
    font = shipped("data/reference/fonts/NotoSerifSC-Regular.ttf").read_bytes()
    tables = {}
    for number in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, at, size = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        tables[tag] = font[at : at + size]
    glyphs = {sign: glyph for glyph, signs in glyph_meanings(font).items() for sign in signs}
    return tables, glyphs


@functools.cache
def outline(sign: str) -> bytes:
    """How the shipped font draws a sign; nothing for none."""
    if not sign.strip():
        return b""
    tables, glyphs = _source()
    begin, end = struct.unpack_from(">II", tables[b"loca"], 4 * glyphs[sign])
    drawn = tables[b"glyf"][begin:end]
    assert struct.unpack_from(">h", drawn)[0] > 0, "made of others"
    return drawn


def typeface(
    *drawn: str, table: Mapping[str, int] | None = None, em: int = _EM, by_code: bool = False
) -> bytes:
    """A TrueType font that draws these signs as the glyphs 1, 2 …; none has an empty outline.

    `table` says which glyph stands for which sign; without one the font has no such table, or one
    `by_code`: the code 1 is the glyph 1.
    """
    glyphs = [b"", *(outline(sign) + bytes(-len(outline(sign)) % 4) for sign in drawn)]
    places = [sum(map(len, glyphs[:number])) for number in range(len(glyphs) + 1)]
    count = len(glyphs)
    head = struct.pack(">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, em, 0, 0,
                       0, 0, em, em, 0, 8, 2, 1, 0)  # fmt: skip
    tables = {
        b"head": head,
        b"hhea": struct.pack(">Ihhh", 0x10000, 880, -120, 0) + bytes(24) + struct.pack(">H", count),
        b"maxp": struct.pack(">IH", 0x10000, count) + bytes(26),
        b"hmtx": struct.pack(">Hh", em, 0) * count,
        b"loca": struct.pack(f">{count + 1}I", *places),
        b"glyf": b"".join(glyphs),
    }
    if table is not None:
        tables[b"cmap"] = _table(table)
    elif by_code:
        listed = struct.pack(f">{count - 1}H", *range(1, count))
        head = struct.pack(">HHHHH", 6, 10 + len(listed), 0, 1, count - 1)
        tables[b"cmap"] = struct.pack(">HHHHI", 0, 1, 1, 0, 12) + head + listed
    return _packed(b"\x00\x01\x00\x00", tables)


def _table(table: Mapping[str, int]) -> bytes:
    groups = sorted((ord(sign), glyph) for sign, glyph in table.items())
    listed = b"".join(struct.pack(">III", point, point, glyph) for point, glyph in groups)
    head = struct.pack(">HHIII", 12, 0, 16 + len(listed), 0, len(groups))
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + head + listed


def _packed(kind: bytes, tables: Mapping[bytes, bytes]) -> bytes:
    at, head, body = 12 + 16 * len(tables), kind + struct.pack(">HHHH", len(tables), 0, 0, 0), b""
    for tag in sorted(tables):
        head += struct.pack(">4sIII", tag, 0, at + len(body), len(tables[tag]))
        body += tables[tag] + bytes(-len(tables[tag]) % 4)
    return head + body


def bare_outlines(*drawn: str, numbers: Sequence[int] = ()) -> bytes:
    """The same glyphs as bare outlines (CFF): nothing says what they mean.

    With `numbers` the glyphs go by these, as those of a collection do.
    """
    strings = _index([b"\x0e", *(_charstring(outline(sign)) for sign in drawn)])
    name, nothing, private = _index([b"A"]), struct.pack(">H", 0), b"\x8b\x14"
    charset, which = b"\0" + struct.pack(f">{len(numbers)}H", *numbers), bytes(len(drawn) + 2)
    size = len(_index([bytes(_NUMBERED if numbers else _PLAIN)]))
    at_private = 4 + len(name) + size + 2 * len(nothing)
    own = _said(len(private), at_private, operator=b"\x12")
    at_charset = at_private + len(private)
    at_which = at_charset + len(charset)
    at_fonts = at_which + len(which)
    top = _said(at_fonts + len(_index([own])), operator=b"\x11")
    if numbers:
        top = _said(0, 0, 0, operator=b"\x0c\x1e") + top + _said(at_charset, operator=b"\x0f")
        top += _said(at_fonts, operator=b"\x0c\x24") + _said(at_which, operator=b"\x0c\x25")
    else:
        top += own
    head = b"\x01\x00\x04\x01" + name + _index([top]) + 2 * nothing
    return head + private + charset + which + _index([own]) + strings


_PLAIN, _NUMBERED = 17, 43
"""How long what is said at the top of bare outlines is."""


def _said(*numbers: int, operator: bytes) -> bytes:
    return b"".join(b"\x1d" + struct.pack(">i", number) for number in numbers) + operator


def _index(items: Sequence[bytes]) -> bytes:
    ends = [1 + sum(map(len, items[:number])) for number in range(len(items) + 1)]
    head = struct.pack(">HB", len(items), 4)
    return head + struct.pack(f">{len(ends)}I", *ends) + b"".join(items)


def _charstring(drawn: bytes) -> bytes:
    written, at = bytearray(), (0, 0)
    for contour in _contours(drawn) if drawn else []:
        for number, point in enumerate(_straightened(contour)):
            for axis in (0, 1):
                written += b"\x1c" + struct.pack(">h", point[axis] - at[axis])
            written.append(5 if number else 21)
            at = point
    return bytes(written) + b"\x0e"


def _straightened(contour: list[tuple[int, int, bool]]) -> Iterator[tuple[int, int]]:
    """Go through the points of an outline, and where it is bent somewhat nearer to its line."""
    for number, (x, y, is_through) in enumerate(contour):
        if is_through:
            yield x, y
            continue
        before, after = contour[number - 1], contour[(number + 1) % len(contour)]
        yield (2 * x + before[0] + after[0]) // 4, (2 * y + before[1] + after[1]) // 4


def _contours(drawn: bytes) -> Contours:
    (count,) = struct.unpack_from(">h", drawn)
    ends = struct.unpack_from(f">{count}H", drawn, 10)
    at = 10 + 2 * count
    at += 2 + struct.unpack_from(">H", drawn, at)[0]
    flags = []
    while len(flags) <= ends[-1]:
        flag, at = drawn[at], at + 1
        again, at = (drawn[at], at + 1) if flag & 8 else (0, at)
        flags += [flag] * (again + 1)
    xs, at = _way(drawn, at, flags, short=2, same=16)
    ys, at = _way(drawn, at, flags, short=4, same=32)
    points = [(x, y, bool(flag & 1)) for x, y, flag in zip(xs, ys, flags, strict=True)]
    return [
        points[begin:end]
        for begin, end in zip((0, *(e + 1 for e in ends)), (e + 1 for e in ends), strict=False)
    ]


def _way(
    drawn: bytes, at: int, flags: list[int], *, short: int, same: int
) -> tuple[list[int], int]:
    place, places = 0, []
    for flag in flags:
        if flag & short:
            place += drawn[at] if flag & same else -drawn[at]
            at += 1
        elif not flag & same:
            place += struct.unpack_from(">h", drawn, at)[0]
            at += 2
        places.append(place)
    return places, at
