"""A line as a whole, and what wide gaps part it into: a mark at the left, a name at the right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from review.screening.fold import Folded

_GAP: Final = re.compile(r"\t+|[ \u3000\xa0]{2,}")


def stretches(folded: Folded, line: int, *, parted: bool) -> Iterator[tuple[int, int]]:
    """Yield a line's stretch of the folded text; `parted` also those between its wide gaps."""
    begin, end = folded.starts[line], folded.end_of(line)
    if begin == end:
        return
    yield begin, end
    if not parted:
        return
    given, first = folded.line(line), folded.begins[line]
    edges = [begin, *(folded.index_of(first + gap.end()) for gap in _GAP.finditer(given)), end]
    pieces = [(one, other) for one, other in pairwise(edges) if one < other]
    if len(pieces) > 1:
        yield from pieces
