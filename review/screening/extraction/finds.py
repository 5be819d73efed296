"""What a reader comes upon, one thing after the other, and the extract they make together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from review.domain.findings import Part
from review.screening.segments import (
    Embedded,
    Extract,
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
    met = tuple(finds)
    segments = tuple(find for find in met if isinstance(find, Segment) and find.text)
    embedded = tuple(find for find in met if isinstance(find, Embedded))
    scans = tuple(find for find in met if isinstance(find, Scan))
    is_silent = needs_text and not (embedded or scans or any(map(_says, segments)))
    return Extract(
        media_type=media_type,
        segments=segments,
        traces=tuple(find for find in met if isinstance(find, Trace)),
        unread=Unread(reason=Reason.NO_TEXT) if is_silent else None,
        embedded=embedded,
        scans=scans,
    )


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
