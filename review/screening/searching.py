"""Look through everything that came out of a file: as it stands, as it is shown, and roughly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from review.screening.hit import Hit
from review.screening.matching import hits
from review.screening.paper import Paper
from review.screening.prepared import Prepared, prepared
from review.screening.segments import Extract, Segment
from review.screening.turning import turned


def hits_in(extract: Extract, *, ready: Prepared) -> tuple[Hit, ...]:
    """Find what the rules are met by; of a rough reading only what refuses the file."""
    segments = extract.segments
    found = (*_met(segments, ready=ready), *_met_turned(segments, ready=ready))
    if not extract.rough or any(hit.refuses for hit in found):
        return found
    return (*found, *_met(extract.rough, ready=prepared(ready.refusing)))


def _met(segments: Sequence[Segment], *, ready: Prepared) -> Iterator[Hit]:
    return hits(Paper(segments, ready=ready), ready=ready)


def _met_turned(segments: Sequence[Segment], *, ready: Prepared) -> Iterator[Hit]:
    """Find what is met only where text is shown from right to left."""
    given = {id(each.shown): each for each in turned(segments)}
    for hit in _met([each.shown for each in given.values()], ready=ready) if given else ():
        each = given[id(hit.segment)]
        span = each.span(hit.start, hit.end)
        if span is not None:
            yield replace(hit, segment=each.given, start=span[0], end=span[1])
