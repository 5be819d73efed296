"""What the shipped font can print; anything else shows as a mark, never as nothing."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from review.shipped import shipped

FONT = "data/reference/fonts/NotoSerifSC-Regular.ttf"
GETA = "\u3013"
"""The printers' mark for a sort that is not in the case."""

# Controls, invisible formats (bidirectional overrides above all), surrogates and private use:
# on a form they would change what is read without being seen.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def legible(record: dict[str, Any]) -> dict[str, Any]:
    """Return the record with a mark for every character that cannot be seen."""
    return {key: _each_text(value, shown=_seen) for key, value in record.items()}


def printable(record: dict[str, Any]) -> dict[str, Any]:
    """Return the record with a mark also for what the shipped font has no glyph for."""
    return {
        key: _each_text(value, shown=lambda text: _seen(_inked(text)))
        for key, value in record.items()
    }


def _each_text(value: Any, *, shown: Callable[[str], str]) -> Any:  # noqa: ANN401 - plain values
    match value:
        case str():
            return shown(value)
        case list():
            return [_each_text(item, shown=shown) for item in value]
        case dict():
            return {key: _each_text(item, shown=shown) for key, item in value.items()}
        case _:
            return value


def _seen(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return "\n".join(
        _marked(line, hidden=lambda c: unicodedata.category(c) in _UNSEEN) for line in lines
    )


def _inked(text: str) -> str:
    return _marked(text, hidden=lambda char: char > " " and ord(char) not in _covered())


def _marked(text: str, *, hidden: Callable[[str], bool]) -> str:
    return "".join(GETA if hidden(char) else char for char in text)


@cache
def _covered() -> frozenset[int]:
    """Return the code points of the shipped font, from its full cmap (format 12)."""
    data = shipped(FONT).read_bytes()
    return frozenset(point for group in _groups(data) for point in group)


def _groups(data: bytes) -> Iterator[range]:
    """Yield the runs of code points that have a glyph.

    1. The table directory names where `cmap` starts.
    2. Its records name the subtables; Windows, full repertoire (3, 10) is the one wanted.
    3. Format 12 is a header of 16 bytes, then (first, last, glyph) triples.
    """
    tables = struct.iter_unpack(">4sIII", data[12 : 12 + 16 * struct.unpack_from(">H", data, 4)[0]])
    start = next(offset for tag, _, offset, _ in tables if tag == b"cmap")
    count = struct.unpack_from(">H", data, start + 2)[0]
    records = struct.iter_unpack(">HHI", data[start + 4 : start + 4 + 8 * count])
    full = start + next(offset for *where, offset in records if where == [3, 10])
    length = struct.unpack_from(">I", data, full + 4)[0]
    for first, last, _ in struct.iter_unpack(">III", data[full + 16 : full + length]):
        yield range(first, last + 1)
