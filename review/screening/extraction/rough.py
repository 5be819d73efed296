"""What can be made out of bytes that no reader takes: enough to refuse what is marked.

An unreadable file is received and blocked, for two people can read it; but a state secret must not
be kept at all (保密法第三十一条), and a mark is a mark also in a file that is broken.
"""

from __future__ import annotations

import html
import re
import struct
import zlib
from collections.abc import Iterator
from itertools import zip_longest

from review.domain.findings import Part
from review.screening.limits import MEBIBYTE
from review.screening.segments import Segment, Visibility

MOST = 24 * MEBIBYTE
"""So much is looked at; a roughness must not become a burden of its own."""
_LOCAL = re.compile(rb"PK\x03\x04.{26}", re.DOTALL)
_LENGTHS = struct.Struct("<26xHH")
_STREAM = re.compile(rb"stream\r?\n")
_TAG = re.compile(r"<[^<>]{0,4000}>")
_STEP = 1 << 16
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


def rough_segments(content: bytes) -> tuple[Segment, ...]:
    """Return every text that these bytes could be, one segment for each way of reading them."""
    texts = (text for piece in _pieces(content) for text in _texts(piece))
    return tuple(
        Segment(text=text, part=Part.OTHER, visibility=Visibility.META) for text in texts if text
    )


def _pieces(content: bytes) -> Iterator[bytes]:
    """Yield the bytes as they are, and what inflates out of them."""
    left = MOST
    yield content[:left]
    for packed, raw in _packed(content):
        if left <= 0:
            return
        piece = _inflated(packed, raw=raw, most=left)
        left -= len(piece)
        yield piece


def _packed(content: bytes) -> Iterator[tuple[bytes, bool]]:
    """Yield what may be packed: entries of a zip, each as far as the next; streams of a PDF."""
    starts = list(_LOCAL.finditer(content))
    for found, following in zip_longest(starts, starts[1:]):
        start = found.end() + sum(_LENGTHS.unpack(found[0]))
        yield content[start : following.start() if following else len(content)], True
    for found in _STREAM.finditer(content):
        yield content[found.end() : content.find(b"endstream", found.end())], False


def _inflated(packed: bytes, *, raw: bool, most: int) -> bytes:
    """Inflate as far as it goes; what is broken further on does not matter here."""
    machine = zlib.decompressobj(-zlib.MAX_WBITS if raw else zlib.MAX_WBITS)
    pieces = []
    try:
        for start in range(0, len(packed), _STEP):
            piece = machine.decompress(packed[start : start + _STEP], most)
            pieces.append(piece)
            most -= len(piece)
            if most <= 0 or machine.eof:
                break
    except zlib.error:
        pass  # what came before the fault is what there is
    return b"".join(pieces)


def _texts(piece: bytes) -> Iterator[str]:
    for encoding in _ENCODINGS:
        text = piece.decode(encoding, "ignore")
        if _says(text):
            yield html.unescape(_TAG.sub("", text))


def _says(text: str) -> bool:
    """Whether there is a Chinese word in it at all, or a sign that stands for one."""
    return "密" in text or "&#" in text
