"""Text that a drawing sets piece by piece, put together into lines; and its bitmaps as files."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass

from review.screening.segments import Embedded

_TOUCHES, _APART = 0.4, 3.0
"""Gaps in letters: within a word, and between words of a line."""
_FILE_HEAD, _CORE, _INFO = 14, 12, 40
_JPEG, _PNG, _MASKED = 4, 5, 3


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text, where it begins, and how far it reaches where the record tells."""

    text: str
    x: int
    y: int
    width: int = 0


def lines_of(runs: Iterable[Run]) -> str:
    """Join what follows one another on a line; what stands apart gets a line of its own."""
    said, last = "", None
    for run in runs:
        said += ("" if last is None else _between(last, run)) + run.text
        last = run
    return said


def _between(last: Run, run: Run) -> str:
    if run.y != last.y or not last.width or run.x < last.x:
        return "\n"
    letter = last.width / max(len(last.text), 1)
    gap = (run.x - last.x - last.width) / letter
    return "" if gap < _TOUCHES else " " if gap < _APART else "\t"


def bitmap_of(head: bytes, bits: bytes, *, number: int) -> Embedded | None:
    """Make a file of a bitmap that came without the head of one."""
    if len(head) < _CORE or not bits:
        return None
    (size,) = struct.unpack_from("<I", head)
    packed = struct.unpack_from("<I", head, 16)[0] if size >= _INFO <= len(head) else 0
    if packed in {_JPEG, _PNG}:
        return Embedded(name=f"{number}.jpg", content=bits, is_picture=True)
    begin = _FILE_HEAD + len(head)
    front = struct.pack("<2sIHHI", b"BM", begin + len(bits), 0, 0, begin)
    return Embedded(name=f"{number}.bmp", content=front + head + bits, is_picture=True)


def head_length(dib: bytes) -> int:
    """Say how long head, masks and colours of a bitmap in memory are."""
    (size,) = struct.unpack_from("<I", dib)
    if size == _CORE:
        (bits,) = struct.unpack_from("<H", dib, 10)
        return int(size) + (3 << bits if bits <= 8 else 0)  # noqa: PLR2004 - a palette's depth
    bits, packed = struct.unpack_from("<HI", dib, 14)
    (colours,) = struct.unpack_from("<I", dib, 32)
    colours = colours or (1 << bits if bits <= 8 else 0)  # noqa: PLR2004 - a palette's depth
    return int(size + 4 * colours + (12 if packed == _MASKED and size == _INFO else 0))
