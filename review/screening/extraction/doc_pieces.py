"""The pieces of a Word text (MS-DOC, Clx): which bytes of the stream are text, in what order."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from review.screening.extraction.doc_head import DocHead
from review.screening.extraction.doc_lists import ascending
from review.screening.extraction.doc_sprms import Orders, orders, short_order
from review.screening.segments import NotRead, Reason

CLX = 33
_ORDERS, _TABLE = 1, 2
_PIECE = 8
_NARROW = 0x40000000


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of the text and where it lies in the stream."""

    begin: int
    end: int
    """Counted in characters of the whole text."""
    at: int
    width: int
    """Bytes of a character."""
    orders: Orders
    """What was done to it since it was last written in full."""

    @property
    def bytes_end(self) -> int:
        """Where it ends in the stream."""
        return self.at + (self.end - self.begin) * self.width


def pieces_of(head: DocHead) -> Sequence[Piece]:
    """Return all pieces; NotRead when one lies outside of the stream, or the text is too short."""
    carried, table = _parts(head.area(CLX))
    found = []
    for begin, end, about in ascending(table, _PIECE).stretches():
        (place, done) = struct.unpack_from("<IH", about, 2)
        narrow = bool(place & _NARROW)
        at = (place & (_NARROW - 1)) >> narrow
        piece = Piece(begin, end, at, 1 if narrow else 2, _done(done, carried))
        if piece.bytes_end > len(head.words):
            raise NotRead(Reason.BROKEN)
        found.append(piece)
    if not found or found[-1].end < sum(head.lengths) or found[0].begin:
        raise NotRead(Reason.BROKEN)
    return found


def _parts(content: bytes) -> tuple[list[Orders], bytes]:
    """Return the lists of orders that pieces refer to, and the table of pieces."""
    carried, at = list[Orders](), 0
    while at + 3 <= len(content) and content[at] == _ORDERS:
        (length,) = struct.unpack_from("<H", content, at + 1)
        carried.append(tuple(orders(content[at + 3 : at + 3 + length])))
        at += 3 + length
    if at + 5 > len(content) or content[at] != _TABLE:
        raise NotRead(Reason.BROKEN)
    (length,) = struct.unpack_from("<I", content, at + 1)
    table = content[at + 5 : at + 5 + length]
    if len(table) < length:
        raise NotRead(Reason.BROKEN)
    return carried, table


def _done(number: int, carried: list[Orders]) -> Orders:
    if not number & 1:
        return short_order(number)
    if number >> 1 >= len(carried):
        raise NotRead(Reason.BROKEN)
    return carried[number >> 1]
