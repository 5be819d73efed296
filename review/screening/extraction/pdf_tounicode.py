"""The maps that fonts of a PDF bring along: from the codes of a text to what they mean."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from typing import Final

_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(
    rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])"
)
_WORD = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_MOST: Final = 70_000


def to_unicode(content: bytes) -> dict[int, str]:
    """Return what each code means by the map of a font; what is malformed is left out."""
    meanings: dict[int, str] = {}
    for kind, block in _BLOCK.findall(content):
        pairs = _pairs(block) if kind == b"bfchar" else _ranges(block)
        for code, meaning in pairs:
            if len(meanings) > _MOST:
                break
            meanings[code] = meaning
    return meanings


def _pairs(block: bytes) -> Iterator[tuple[int, str]]:
    for code, meaning in _PAIR.findall(block):
        yield _number(code), _text(meaning)


def _ranges(block: bytes) -> Iterator[tuple[int, str]]:
    for low, high, first, each in _RANGE.findall(block):
        start, end = _number(low), min(_number(high), _number(low) + _MOST)
        if each:
            yield from zip(range(start, end + 1), map(_text, _WORD.findall(each)), strict=False)
        elif text := _text(first):
            head, last = text[:-1], ord(text[-1])
            for step in range(end - start + 1):
                yield start + step, head + chr(min(last + step, 0x10FFFF))


def _number(word: bytes) -> int:
    digits = b"".join(word.split())
    return int(digits, 16) if digits else 0


def _text(word: bytes) -> str:
    digits = b"".join(word.split())
    if len(digits) % 2:
        return ""
    raw = bytes.fromhex(digits.decode("ascii"))
    if len(raw) == 1:
        return chr(raw[0])
    return raw.decode("utf-16-be", "ignore")


def glyph_meanings(font: bytes) -> Mapping[int, frozenset[str]]:
    """Return which signs each glyph of a TrueType font stands for, by the font's own table."""
    found: dict[int, set[str]] = {}
    try:
        for point, glyph in _table(font):
            if glyph:
                found.setdefault(glyph, set()).add(chr(point))
    except (struct.error, ValueError, IndexError):
        return {}
    return {glyph: frozenset(signs) for glyph, signs in found.items()}


def _table(font: bytes) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">H", font, 4)
    for number in range(count):
        tag, _, start, _ = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if tag == b"cmap":
            yield from _signs(font, start)


def _signs(font: bytes, start: int) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">H", font, start + 2)
    for number in range(count):
        platform, kind, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * number)
        if platform == 0 or (platform, kind) in {(3, 1), (3, 10)}:
            at = start + offset
            (form,) = struct.unpack_from(">H", font, at)
            yield from {4: _segmented, 12: _grouped}.get(form, _nothing)(font, at)


def _nothing(font: bytes, at: int) -> Iterator[tuple[int, int]]:
    del font, at
    yield from ()


def _grouped(font: bytes, at: int) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">I", font, at + 12)
    for number in range(min(count, _MOST)):
        first, last, glyph = struct.unpack_from(">III", font, at + 16 + 12 * number)
        for point in range(first, min(last, first + _MOST, 0x10FFFF) + 1):
            yield point, glyph + point - first


def _segmented(font: bytes, at: int) -> Iterator[tuple[int, int]]:
    (double,) = struct.unpack_from(">H", font, at + 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + double)
    deltas = struct.unpack_from(f">{count}H", font, at + 16 + 2 * double)
    offsets_at = at + 16 + 3 * double
    offsets = struct.unpack_from(f">{count}H", font, offsets_at)
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = point
            if offsets[number]:
                place = offsets_at + 2 * number + offsets[number] + 2 * (point - first)
                (glyph,) = struct.unpack_from(">H", font, place)
            yield point, (glyph + deltas[number]) & 0xFFFF if glyph else 0
