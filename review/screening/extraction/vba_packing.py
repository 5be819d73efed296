"""The packing of macros (MS-OVBA 2.4.1): chunks of letters, and of copies of what came before."""

from __future__ import annotations

import struct

from review.screening.segments import NotRead, Reason

_CONTAINER, _SIGN = 0x01, 0b011
_CHUNK = 4096
_SHORTEST = 3
_FEWEST_BITS = 4


def unpacked(content: bytes, *, most: int) -> bytes:
    """Return what was packed; NotRead when it is broken, or more than `most` bytes."""
    if content[:1] != bytes([_CONTAINER]):
        raise NotRead(Reason.BROKEN)
    out, at = bytearray(), 1
    while at < len(content):
        try:
            (head,) = struct.unpack_from("<H", content, at)
        except struct.error as fault:
            raise NotRead(Reason.BROKEN) from fault
        end = at + (head & 0xFFF) + _SHORTEST
        if head >> 12 & 0b111 != _SIGN or end > len(content):
            raise NotRead(Reason.BROKEN)
        chunk = content[at + 2 : end]
        out += _chunk(chunk) if head >> 15 else chunk
        if len(out) > most:
            raise NotRead(Reason.INFLATES)
        at = end
    return bytes(out)


def _chunk(packed: bytes) -> bytes:
    out, at = bytearray(), 0
    while at < len(packed):
        flags, at = packed[at], at + 1
        for bit in range(8):
            if at >= len(packed):
                break
            if flags >> bit & 1:
                _copy(out, packed[at : at + 2])
                at += 2
            else:
                out.append(packed[at])
                at += 1
    return bytes(out)


def _copy(out: bytearray, token: bytes) -> None:
    """Add what a token refers to; the further on, the more of its bits say from where."""
    if len(token) < 2 or not out:  # noqa: PLR2004 - bytes
        raise NotRead(Reason.BROKEN)
    (number,) = struct.unpack("<H", token)
    bits = max((len(out) - 1).bit_length(), _FEWEST_BITS)
    length, back = (number & 0xFFFF >> bits) + _SHORTEST, (number >> 16 - bits) + 1
    if back > len(out) or len(out) + length > _CHUNK:
        raise NotRead(Reason.BROKEN)
    for _ in range(length):
        out.append(out[-back])
