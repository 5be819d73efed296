"""What a reader comes upon, one thing after the other, and the extract they make together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from review.domain.findings import Part
from review.screening.limits import Limits
from review.screening.segments import (
    Embedded,
    Extract,
    NotRead,
    Place,
    Reason,
    Scan,
    Segment,
    Trace,
    Unread,
    Visibility,
)

Find = Segment | Trace | Embedded | Scan
Finds = Iterator[Find]


def gathered(finds: Iterable[Find], *, media_type: str, needs_text: bool = True) -> Extract:
    """Sort what was found; a file that shows nothing and holds nothing has not been read."""
    extract = extract_of(finds, media_type=media_type)
    holds = extract.embedded or extract.scans or any(map(_says, extract.segments))
    if holds or not needs_text:
        return extract
    return replace(extract, unread=Unread(reason=Reason.NO_TEXT))


def extract_of(finds: Iterable[Find], *, media_type: str, unread: Unread | None = None) -> Extract:
    """Sort what was found; a text that is empty is none."""
    met: dict[type[Find], list[Any]] = {kind: [] for kind in (Segment, Trace, Embedded, Scan)}
    for find in finds:
        met[type(find)].append(find)
    return Extract(
        media_type=media_type,
        segments=tuple(segment for segment in met[Segment] if segment.text),
        traces=tuple(met[Trace]),
        embedded=tuple(met[Embedded]),
        scans=tuple(met[Scan]),
        unread=unread,
    )


def bounded(finds: Iterable[Find], *, limits: Limits) -> list[Find]:
    """Return what was found; NotRead when it is more than anybody could look at."""
    most = list(islice(finds, limits.objects + 1))
    if len(most) > limits.objects:
        raise NotRead(Reason.TOO_LARGE)
    return most


def _says(segment: Segment) -> bool:
    return segment.visibility is not Visibility.META and bool(segment.text.strip())


def meta(text: str, *, part: Part = Part.OTHER, place: Place | None = None) -> Segment:
    """Return a text that no reader of the paper sees."""
    return Segment(text=text, part=part, place=place or {}, visibility=Visibility.META)


def hidden(
    rule: str, text: str, *, part: Part = Part.BODY, place: Place | None = None, who: str = ""
) -> Finds:
    """Yield a text that is meant not to be seen, and that it is there; nothing where none is."""
    if text.strip():
        at = place or {}
        yield Segment(text=text, part=part, place=at, visibility=Visibility.HIDDEN)
        yield Trace(rule=rule, part=part, place=at, who=who, text=text.strip())
