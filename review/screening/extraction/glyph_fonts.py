"""Fonts that lie in a file, drawn glyph by glyph: as they are numbered, or as their own table says.

A glyph has a number, and a library that draws asks for signs. So the font gets a table of its own
in which every glyph has a sign; of bare outlines a font is made that has nothing else.
"""

from __future__ import annotations

import contextlib
import functools
import io
import struct
from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import ImageFont

from review.screening.extraction.cff_numbers import places_of_numbers
from review.screening.extraction.pdf_tounicode import glyph_meanings
from review.screening.segments import NotRead, Reason

Ink = NDArray[np.uint8]
SIZE: Final = 48
"""Pixels to the em."""
_FIRST, _MOST = 0xF0000, 0xFFFE
"""The private plane: its signs stand for the numbers of glyphs."""
_WIDEST: Final = 6
_INKED: Final = 40
_NO_SIGN: Final = "\U000eff00"
_HEAD, _ENTRY = 12, struct.Struct(">4sIII")
_MOST_TABLES: Final = 64
_COLLECTION, _BARE, _OUTLINES = b"ttcf", b"\x01\x00", b"OTTO"
_EM: Final = 1000
_FRAME: Final = {
    b"head": struct.pack(">IIIIHHQQ4hHHhhh", 0x10000, 0, 0, 0x5F0F3CF5, 0, _EM, 0, 0,
                         0, 0, _EM, _EM, 0, 8, 2, 0, 0),
    b"hhea": struct.pack(">I3h", 0x10000, _EM, 0, 0) + bytes(24) + struct.pack(">H", 1),
    b"hmtx": struct.pack(">Hh", _EM, 0),
    b"maxp": struct.pack(">IH", 0x5000, _MOST),
}  # fmt: skip
"""What a font must have beside its outlines: how large its em is, and little more."""
_TABLES_OF_CODES: Final = (("symb", 0xF000), ("armn", 0))
"""In their order, each with the sign of its first code."""
_TABLED = (b"\x00\x01\x00\x00", b"true", _OUTLINES)


class SignFont:
    """A font that draws the signs it has."""

    def __init__(self, source: str | io.BytesIO, *, table: str = "") -> None:
        """Open a file, of which no more is read than is drawn, or what was read.

        `table` names another than that of Unicode, as FreeType calls it.

        Raises:
            OSError: it is no font, or broken, or has no such table.
        """
        layout = ImageFont.Layout.BASIC
        self._font = ImageFont.truetype(source, SIZE, encoding=table, layout_engine=layout)
        self._missing = self.drawn(_NO_SIGN)

    @property
    def glyphs(self) -> int:
        """How many glyphs there are."""
        return int(self._font.font.glyphs)

    def ink_of(self, sign: str) -> Ink | None:
        """Draw a sign; nothing where the font has none, or it has no ink."""
        ink = self.drawn(sign)
        if ink is None or self._missing is None:
            return ink
        return None if np.array_equal(ink, self._missing) else ink

    def drawn(self, sign: str) -> Ink | None:
        """Draw whatever the font draws for a sign, cut to its ink.

        Raises:
            NotRead: it cannot be drawn.
        """
        try:
            left, top, right, bottom = self._font.getbbox(sign)
            if max(right - left, bottom - top) > _WIDEST * SIZE:
                raise NotRead(Reason.BROKEN)
            mask, _ = self._font.getmask2(sign, mode="L")
        except (OSError, ValueError) as error:
            raise NotRead(Reason.BROKEN) from error
        wide, high = mask.size
        if not wide or not high:
            return None
        ink = np.frombuffer(bytes(mask), np.uint8).reshape(high, wide)
        down, across = np.nonzero(ink > _INKED)
        if not len(down):
            return None
        return ink[down.min() : down.max() + 1, across.min() : across.max() + 1]


class GlyphFont:
    """A font of which any glyph can be drawn."""

    def __init__(self, content: bytes) -> None:
        """Open a font.

        Raises:
            NotRead: it is none, or broken.
        """
        try:
            self._numbered = SignFont(io.BytesIO(_by_number(content)))
            self._own = SignFont(io.BytesIO(content))
            is_bare = content.startswith(_BARE)
            self._places = places_of_numbers(content) if is_bare else None
        except (OSError, ValueError, struct.error) as error:
            raise NotRead(Reason.BROKEN) from error
        self._content = content

    def glyph(self, number: int) -> Ink | None:
        """Draw a glyph, cut to its ink; nothing where it has none.

        Raises:
            NotRead: there is no such glyph, or it cannot be drawn.
        """
        place = number if self._places is None else self._places.get(number, -1)
        if not 0 <= place < min(self._numbered.glyphs, _MOST):
            raise NotRead(Reason.BROKEN)
        return self._numbered.drawn(chr(_FIRST + place))

    def sign(self, sign: str) -> tuple[bool, Ink | None]:
        """Say whether the font itself has a sign, and draw it.

        Raises:
            NotRead: it has the sign, and cannot draw it.
        """
        if sign in self._table:
            return True, self.glyph(self._table[sign])
        ink = self._own.ink_of(sign)
        return ink is not None, ink

    @functools.cached_property
    def _table(self) -> Mapping[str, int]:
        """Which glyph stands for which sign, by the table of the font."""
        if not self._content.startswith(_TABLED):
            return {}
        meanings = glyph_meanings(self._content)
        return {sign: glyph for glyph, signs in meanings.items() for sign in signs}


class CodeFont:
    """A TrueType font that a PDF draws by codes of one byte, through a table without meaning."""

    def __init__(self, content: bytes) -> None:
        """Open a font.

        Raises:
            NotRead: it is none, or broken, or has no such table.
        """
        for table, first in _TABLES_OF_CODES:
            with contextlib.suppress(OSError, ValueError):
                self._font = SignFont(io.BytesIO(content), table=table)
                self._first = first
                return
        raise NotRead(Reason.BROKEN)

    def glyph(self, code: int) -> Ink | None:
        """Draw what a code stands for; nothing where it stands for none, or has no ink.

        Raises:
            NotRead: it cannot be drawn.
        """
        return self._font.ink_of(chr(self._first + code))


def _by_number(content: bytes) -> bytes:
    if content.startswith(_BARE):
        return _built(_OUTLINES, {**_FRAME, b"CFF ": content, b"cmap": _numbers()})
    at = _face(content)
    kind = content[at : at + 4]
    if kind not in _TABLED:
        raise ValueError
    return _built(kind, {**_tables(content, at), b"cmap": _numbers()})


def _face(content: bytes) -> int:
    """Return where the first face of a collection begins, or the only one."""
    return int(struct.unpack_from(">I", content, 12)[0]) if content[:4] == _COLLECTION else 0


def _tables(content: bytes, at: int) -> Mapping[bytes, bytes]:
    (count,) = struct.unpack_from(">H", content, at + 4)
    if count > _MOST_TABLES:
        raise ValueError
    found: dict[bytes, bytes] = {}
    for number in range(count):
        tag, _, start, length = _ENTRY.unpack_from(content, at + _HEAD + number * _ENTRY.size)
        found[tag] = content[start : start + length]
    return found


def _numbers() -> bytes:
    """The table by which each sign of the private plane stands for a number."""
    group = struct.pack(">HHIIIIII", 12, 0, 28, 0, 1, _FIRST, _FIRST + _MOST - 1, 0)
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + group


def _built(kind: bytes, tables: Mapping[bytes, bytes]) -> bytes:
    place = _HEAD + _ENTRY.size * len(tables)
    head, body = [kind, struct.pack(">HHHH", len(tables), 0, 0, 0)], bytearray()
    for tag in sorted(tables):
        head.append(_ENTRY.pack(tag, 0, place + len(body), len(tables[tag])))
        body += tables[tag] + bytes(-len(tables[tag]) % 4)
    return b"".join(head) + bytes(body)
