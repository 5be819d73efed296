"""Records of an old Excel stream: kind, length, bytes, and what continues them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from review.screening.segments import NotRead, Reason

_HEAD = struct.Struct("<HH")
BOF, EOF, CONTINUE = 0x0809, 0x000A, 0x003C


@dataclass(frozen=True, slots=True)
class Record:
    """One record; its pieces are its own bytes and those of the records that continue it."""

    kind: int
    at: int
    pieces: tuple[bytes, ...]

    @property
    def data(self) -> bytes:
        """All bytes together."""
        return self.pieces[0] if len(self.pieces) == 1 else b"".join(self.pieces)

    def numbers(self, form: str, at: int = 0) -> tuple[int, ...]:
        """Read numbers at a place; NotRead when the record ends before them."""
        try:
            return struct.unpack_from(f"<{form}", self.data, at)
        except struct.error as fault:
            raise NotRead(Reason.BROKEN) from fault

    def number(self, form: str, at: int = 0) -> int:
        """Read one number."""
        return self.numbers(form, at)[0]


def records(stream: bytes, *, start: int = 0) -> Iterator[Record]:
    """Yield the records from a place on; NotRead when one is longer than what is left."""
    waiting: tuple[int, int, list[bytes]] | None = None
    for kind, at, data in _bare(stream, start):
        if kind == CONTINUE and waiting is not None:
            waiting[2].append(data)
            continue
        if waiting is not None:
            yield Record(waiting[0], waiting[1], tuple(waiting[2]))
        waiting = (kind, at, [data])
    if waiting is not None:
        yield Record(waiting[0], waiting[1], tuple(waiting[2]))


def _bare(stream: bytes, start: int) -> Iterator[tuple[int, int, bytes]]:
    at, end = start, len(stream)
    while at + _HEAD.size <= end:
        kind, length = _HEAD.unpack_from(stream, at)
        if kind == 0 and length == 0 and not stream[at:].strip(b"\0"):
            return
        begin = at + _HEAD.size
        if begin + length > end:
            raise NotRead(Reason.BROKEN)
        yield kind, at, stream[begin : begin + length]
        at = begin + length
