"""The packing of formatted text in mail of Outlook (MS-OXRTFCP)."""

from __future__ import annotations

import struct

from review.screening.segments import NotRead, Reason

_HEAD = struct.Struct("<IIII")
_PACKED, _PLAIN = 0x75465A4C, 0x414C454D
_WINDOW, _SHORTEST = 4096, 2
_BEFORE = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}"
    rb"{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArialTimes New Roman"
    rb"Courier{\colortbl\red0\green0\blue0" + b"\r\n" + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What every such text refers to as if it came before it; given by the format."""


def unpacked_rtf(content: bytes, *, most: int) -> bytes:
    """Return the text that was packed; NotRead when it is broken, or more than `most` bytes."""
    try:
        _, size, kind, _ = _HEAD.unpack_from(content)
    except struct.error as fault:
        raise NotRead(Reason.BROKEN) from fault
    if size > most:
        raise NotRead(Reason.INFLATES)
    body = content[_HEAD.size :]
    if kind == _PLAIN:
        return _whole(body, size)
    if kind != _PACKED:
        raise NotRead(Reason.BROKEN)
    return _unpacked(body, size)


def _unpacked(body: bytes, size: int) -> bytes:
    out, at = bytearray(_BEFORE), 0
    before = len(_BEFORE)
    while at < len(body) and len(out) - before < size:
        flags, at = body[at], at + 1
        for bit in range(8):
            if not flags >> bit & 1:
                out += body[at : at + 1]
                at += 1
                continue
            if at + 2 > len(body):
                raise NotRead(Reason.BROKEN)
            token, at = body[at] << 8 | body[at + 1], at + 2
            if token >> 4 == len(out) % _WINDOW:
                return _whole(out[before:], size)
            _copy(out, token >> 4, (token & 0xF) + _SHORTEST)
    return _whole(out[before:], size)


def _copy(out: bytearray, place: int, length: int) -> None:
    """Copy from a place of the window, which turns round and round under the text."""
    back = (len(out) - place) % _WINDOW
    for _ in range(length):
        out.append(out[-back] if back <= len(out) else 0x20)


def _whole(out: bytes | bytearray, size: int) -> bytes:
    if len(out) < size:
        raise NotRead(Reason.BROKEN)
    return bytes(out[:size])
