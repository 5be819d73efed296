"""The streams of a PDF, inflated no further than is reasonable."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Final

import pikepdf

from review.screening.limits import Limits
from review.screening.segments import NotRead, Reason

MEDIA_TYPE: Final = "application/pdf"
_CHUNK: Final = 1 << 20
_FLATE: Final = frozenset({"/FlateDecode", "/Fl"})
_MOST_RATIO: Final = 1032
"""Deflate cannot do more than this."""
_TABLES = re.compile(rb"/(?:ObjStm|XRef)\b")
_STREAM = re.compile(rb"stream\r?\n")
_NEAR: Final = 400


class Purse:
    """What may still be inflated from one file."""

    def __init__(self, limits: Limits) -> None:
        """Begin with all that the limits allow."""
        self._left, self._limits = limits.inflated, limits

    def check(self, stream: pikepdf.Stream) -> None:
        """Inflate a stream without keeping it; NotRead when it is out of all proportion."""
        filters = filters_of(stream)
        if not filters or filters[0] not in _FLATE:
            return
        size = int(stream.get("/Length", 0)) if _is_number(stream.get("/Length")) else _CHUNK
        if size * _MOST_RATIO < self._limits.ratio_from and len(filters) == 1:
            return
        raw = stream.read_raw_bytes()
        stages = sum(name in _FLATE for name in filters)
        self._spend(sum(map(len, self._pieces(raw))), raw=len(raw))
        if stages > 1:
            self._spend(self._twice(raw), raw=len(raw))

    def tables(self, content: bytes) -> None:
        """Check the streams that hold other objects, before a library inflates them unasked."""
        for found in _TABLES.finditer(content):
            start = _STREAM.search(content, found.end(), found.end() + _NEAR)
            if start is not None:
                self._spend(sum(map(len, self._pieces(content, start.end()))), raw=0)

    def read(self, stream: pikepdf.Stream) -> bytes:
        """Return what a stream holds; empty when its compression is broken or not of text."""
        self.check(stream)
        try:
            content = stream.read_bytes()
        except (pikepdf.PdfError, RuntimeError, UnicodeDecodeError):
            return b""
        self._spend(len(content), raw=len(content))
        return content

    def _pieces(self, raw: bytes, start: int = 0) -> Iterator[bytes]:
        engine, left = zlib.decompressobj(), self._left
        fed = memoryview(raw)[start : start + _CHUNK]
        try:
            while not engine.eof and (fed or engine.unconsumed_tail):
                piece = engine.decompress(engine.unconsumed_tail or fed, _CHUNK)
                yield piece
                left -= len(piece)
                if left < 0:
                    raise NotRead(Reason.INFLATES, media_type=MEDIA_TYPE)
                if not engine.unconsumed_tail:
                    start += _CHUNK
                    fed = memoryview(raw)[start : start + _CHUNK]
        except zlib.error:
            return  # what is broken inflates no further

    def _twice(self, raw: bytes) -> int:
        return sum(len(piece) for piece in self._pieces(b"".join(self._pieces(raw))))

    def _spend(self, size: int, *, raw: int) -> None:
        is_bomb = raw > 0 and size > self._limits.ratio_from and size > raw * self._limits.ratio
        self._left -= size
        if is_bomb or self._left < 0:
            raise NotRead(Reason.INFLATES, media_type=MEDIA_TYPE)


def filters_of(stream: pikepdf.Stream) -> list[str]:
    """Return the names of the filters of a stream, the outermost first."""
    named = stream.get("/Filter")
    if isinstance(named, pikepdf.Name):
        return [str(named)]
    if isinstance(named, pikepdf.Array):
        return [str(name) for name in named if isinstance(name, pikepdf.Name)]
    return []


def _is_number(value: object) -> bool:
    return isinstance(value, int)
