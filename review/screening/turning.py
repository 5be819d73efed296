"""Text that is shown from right to left against its nature, as the reader of the paper sees it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from review.screening.segments import Segment

_TURNER = "\u202e"
_TURNED = re.compile("\u202e([^\u202c\r\n\u2028\u2029]*)")


@dataclass(frozen=True, slots=True)
class Turned:
    """A segment with the stretches of it turned round, and the original."""

    shown: Segment
    given: Segment
    _starts: Sequence[int]
    _ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a span of the shown text stands in the given one; None if none is turned."""
        number = max(bisect_right(self._starts, start) - 1, 0)
        begin, stop = self._starts[number], self._ends[number]
        if start >= stop or end <= begin:
            return None
        if begin <= start and end <= stop:
            return begin + stop - end, begin + stop - start
        return min(begin, start), max(stop, end)


def turned(segments: Sequence[Segment]) -> Iterator[Turned]:
    """Yield the segments in which something is turned, with nothing else in them."""
    for segment in segments:
        if _TURNER in segment.text:
            yield _turned(segment)


def _turned(segment: Segment) -> Turned:
    text = segment.text
    met = [found.span(1) for found in _TURNED.finditer(text) if found[1]]
    pieces, at = [], 0
    for start, end in met:
        pieces += [text[at:start], text[start:end][::-1]]
        at = end
    shown = replace(segment, text="".join([*pieces, text[at:]]))
    starts, ends = zip(*met, strict=True) if met else ((0,), (0,))
    return Turned(shown, segment, starts, ends)
