"""What a PDF showed before it was saved again: all of it is still in the file."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from review.screening.extraction.pdf_opening import refused
from review.screening.extraction.pdf_outside import without_streams
from review.screening.limits import Limits
from review.screening.segments import Reason

_END = re.compile(rb"%%EOF[ \t]*(?:\r\n|\r|\n)?")
_OBJECT = re.compile(rb"(?<![0-9])([0-9]{1,10})[ \t\r\n]+([0-9]{1,5})[ \t\r\n]+obj\b")
_LINEARIZED = re.compile(rb"/Linearized\b.{0,200}?/L[ \t\r\n]+([0-9]{1,12})", re.DOTALL)
_NO_START = re.compile(rb"startxref[ \t\r\n]+0[ \t\r\n]+%%EOF")
_START = re.compile(rb"startxref[ \t\r\n]+([0-9]{1,12})[ \t\r\n]+$")
_TABLE = re.compile(rb"[ \t\r\n]*(?:xref\b|[0-9]+[ \t\r\n]+[0-9]+[ \t\r\n]+obj\b)")
_ROOT = re.compile(rb"/Root[ \t\r\n]+([0-9]{1,10}[ \t\r\n]+[0-9]{1,5}[ \t\r\n]+R)")
_HEAD: Final = 2048
_NEAR: Final = 64


def earlier_ends(content: bytes, *, limits: Limits) -> list[int]:
    """Return where each earlier state of a file ends, the oldest first.

    Each state ends with a mark; where a state has none, what it held is overwritten later and
    ends before that.

    Raises:
        NotRead: there are more than a paper ever has.
    """
    bare = without_streams(content)
    ends = [found.end() for found in _END.finditer(content) if _is_end(found, content, bare)]
    if len(ends) > 1 and _is_first_part(content, ends):
        ends = ends[1:]
    states = sorted({*ends[:-1], *_overwritten(bare, ends)})
    if len(states) > limits.revisions:
        raise refused(Reason.TOO_LARGE)
    return states


def state_at(content: bytes, end: int) -> bytes:
    """Return the file as it was up to an end; one that was cut off gets its root again."""
    state = content[:end]
    if _END.search(state, max(end - _NEAR, 0)):
        return state
    roots = _ROOT.findall(content)
    root = roots[-1] if roots else b"1 0 R"
    return state + b"\ntrailer\n<< /Root " + root + b" >>\nstartxref\n0\n%%EOF\n"


def _is_end(found: re.Match[bytes], content: bytes, bare: bytes) -> bool:
    """Whether a mark ends a state of this file, and not one of a file that lies in it."""
    if bare[found.start() : found.start() + 5] == b"%%EOF":
        return True
    start = _START.search(content[max(found.start() - _NEAR, 0) : found.start()])
    return start is not None and _TABLE.match(content, int(start[1])) is not None


def _is_first_part(content: bytes, ends: list[int]) -> bool:
    """Whether the first end is that of the first page of a file made for slow networks."""
    said = _LINEARIZED.search(content[:_HEAD])
    if said is None or _NO_START.search(content[max(ends[0] - _NEAR, 0) : ends[0]]) is None:
        return False
    return any(abs(end - int(said[1])) <= 2 for end in ends[1:])  # noqa: PLR2004 - a line's end


def _overwritten(content: bytes, ends: list[int]) -> Iterator[int]:
    """Yield where, within one state, an object is written for the second time."""
    objects = [(found.start(), (found[1], found[2])) for found in _OBJECT.finditer(content)]
    bounds = [0, *ends, len(content)]
    for start, end in pairwise(bounds):
        met: set[tuple[bytes, bytes]] = set()
        for at, number in objects[_at(objects, start) : _at(objects, end)]:
            if number in met:
                yield at
                break
            met.add(number)


def _at(objects: list[tuple[int, tuple[bytes, bytes]]], place: int) -> int:
    return bisect_left(objects, place, key=lambda one: one[0])
