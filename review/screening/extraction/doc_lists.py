"""Lists in the tables of a Word file: of strings (STTB), of single strings, of places (PLC)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from review.screening.segments import NotRead, Reason

_WIDE = b"\xff\xff"


@dataclass(frozen=True, slots=True)
class Places:
    """Places in a text in ascending order, with some bytes about each stretch between two."""

    places: tuple[int, ...]
    about: tuple[bytes, ...]

    def stretches(self) -> Iterator[tuple[int, int, bytes]]:
        """Yield begin, end and what is said about it, for each stretch."""
        yield from zip(self.places, self.places[1:], self.about, strict=False)


def ascending(content: bytes, size: int) -> Places:
    """Return a list of places with so many bytes about each; NotRead when they do not ascend."""
    found = places(content, size)
    if any(one > other for one, other in pairwise(found.places)):
        raise NotRead(Reason.BROKEN)
    return found


def places(content: bytes, size: int) -> Places:
    """Return a list of places with so many bytes about each, its last place perhaps no place."""
    count = (len(content) - 4) // (4 + size) if content else -1
    if count < 0:
        return Places((), ())
    numbers = struct.unpack_from(f"<{count + 1}I", content)
    begin = 4 * (count + 1)
    abouts = (content[at : at + size] for at in range(begin, begin + count * size, size or 1))
    return Places(numbers, tuple(abouts) if size else (b"",) * count)


def strings(content: bytes) -> list[str]:
    """Return the strings of a table, in either of its two forms."""
    if not content:
        return []
    wide = content.startswith(_WIDE)
    at = 2 if wide else 0
    try:
        count, extra = struct.unpack_from("<HH", content, at)
        at += 4
        found = []
        for _ in range(count):
            length = struct.unpack_from("<H" if wide else "<B", content, at)[0]
            at += 2 if wide else 1
            size = 2 * length if wide else length
            found.append(_decoded(content[at : at + size], wide=wide, size=size))
            at += size + extra
    except struct.error as fault:
        raise NotRead(Reason.BROKEN) from fault
    return found


def lengthy(content: bytes) -> list[str]:
    """Return strings that stand one after another, each behind its length."""
    found, at = list[str](), 0
    while at + 2 <= len(content):
        size = 2 * int(struct.unpack_from("<H", content, at)[0])
        found.append(_decoded(content[at + 2 : at + 2 + size], wide=True, size=size))
        at += 2 + size
    return found


def _decoded(raw: bytes, *, wide: bool, size: int) -> str:
    if len(raw) < size:
        raise NotRead(Reason.BROKEN)
    return raw.decode("utf-16-le" if wide else "gb18030", "replace").rstrip("\0")
