"""What a TIFF holds beside its pixels; and the bytes that none of its directories refers to."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from review.screening.extraction.picture_pieces import Piece, PieceKind
from review.screening.segments import NotRead, Reason

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_TEXT = 2
_DIRECTORIES = frozenset((330, 34665, 34853, 40965))
_PAIRS = {273: 279, 324: 325, 513: 514}
"""Tags of offsets, and those of the lengths that belong to them."""
_SPECIAL = {
    700: PieceKind.XMP,
    33723: PieceKind.IPTC,
    34377: PieceKind.PHOTOSHOP,
    34675: PieceKind.WORDS,
}
_MOST = 4096
"""Directories."""
_ALIGNMENT = 64
"""So many bytes between two things may be what writing page after page leaves."""
_INTEGERS = {1: "B", 3: "H", 4: "I", 13: "I"}


def tiff_pieces(content: bytes) -> tuple[Piece, ...]:
    """Walk the directories of a TIFF; NotRead when they lead nowhere."""
    try:
        walk = _Walk(content)
        pieces = tuple(walk.pieces())
    except (struct.error, IndexError, ValueError) as fault:
        raise NotRead(Reason.BROKEN) from fault
    *gaps, tail = walk.unreferred()
    slack = b"\x00".join(gap for gap in gaps if len(gap) <= _ALIGNMENT)
    stray = b"".join((*(gap for gap in gaps if len(gap) > _ALIGNMENT), tail))
    return (
        Piece(PieceKind.EXIF, "TIFF", content),
        *pieces,
        Piece(PieceKind.WORDS, "gaps", slack),
        Piece(PieceKind.STRAY, "unreferred", stray),
    )


@dataclass(slots=True)
class _Walk:
    content: bytes
    order: str = "<"
    extents: list[tuple[int, int]] = field(default_factory=list)

    def pieces(self) -> Iterator[Piece]:
        self.order = "<" if self.content[:2] == b"II" else ">"
        self.extents.append((0, 8))
        waiting, met = [self._number("I", 4)], set[int]()
        while waiting:
            at = waiting.pop()
            if at in met or not at:
                continue
            met.add(at)
            if len(met) > _MOST:
                raise NotRead(Reason.TOO_LARGE)
            yield from self._directory(at, waiting)

    def unreferred(self) -> Iterator[bytes]:
        end = 0
        for begin, stop in sorted(self.extents):
            if begin > end:
                yield self.content[end:begin]
            end = max(end, stop)
        yield self.content[end:]

    def _number(self, form: str, at: int) -> int:
        return int(struct.unpack_from(self.order + form, self.content, at)[0])

    def _directory(self, at: int, waiting: list[int]) -> Iterator[Piece]:
        count = self._number("H", at)
        end = at + 2 + 12 * count
        waiting.append(self._number("I", end))
        self.extents.append((at, end + 4))
        numbers: dict[int, tuple[int, ...]] = {}
        for entry in range(at + 2, end, 12):
            tag, kind, size = struct.unpack_from(self.order + "HHI", self.content, entry)
            value = self._value(entry, kind=kind, count=size)
            if kind == _TEXT or tag in _SPECIAL:
                yield Piece(_SPECIAL.get(tag, PieceKind.TAG), str(tag), value)
            elif kind in _INTEGERS and (tag in _DIRECTORIES or tag in {*_PAIRS, *_PAIRS.values()}):
                numbers[tag] = struct.unpack(f"{self.order}{size}{_INTEGERS[kind]}", value)
        waiting += [place for tag in _DIRECTORIES for place in numbers.get(tag, ())]
        for offsets, lengths in _PAIRS.items():
            pairs = zip(numbers.get(offsets, ()), numbers.get(lengths, ()), strict=False)
            self.extents += [(begin, begin + length) for begin, length in pairs]

    def _value(self, entry: int, *, kind: int, count: int) -> bytes:
        size = _SIZES.get(kind, 1) * count
        at = entry + 8 if size <= 4 else self._number("I", entry + 8)  # noqa: PLR2004 - it fits in
        self.extents.append((at, at + size))
        value = self.content[at : at + size]
        if len(value) != size:
            raise ValueError
        return value
