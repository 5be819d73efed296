"""What the objects of a PDF give, before it is known what the pages show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from review.domain.findings import Part
from review.screening.extraction.pdf_zones import Zone
from review.screening.segments import Embedded, Segment, Trace, Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A stream that draws something, perhaps text that no page's own text has."""

    stream: Any
    resources: Any
    drawn_by: str
    zone: Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A drawing that has words beside the signs it shows: pairs of a key and a text."""

    stream: Any
    zone: Zone
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unshown:
    """A picture among the objects, which a page may or may not show."""

    stream: Any
    zone: Zone


Find = Segment | Trace | Embedded | Drawing | Spoken | Unshown
Finds = Iterator[Find]


def said(
    text: str,
    zone: Zone,
    *,
    part: Part | None = None,
    visibility: Visibility | None = None,
) -> Segment:
    """Return a text as a segment of its zone."""
    return Segment(
        text=text,
        part=part or zone.part,
        place=zone.place,
        visibility=visibility or zone.visibility,
    )


def trace(rule: str, text: str, zone: Zone, *, part: Part | None = None, who: str = "") -> Trace:
    """Return a finding at its zone."""
    return Trace(rule=rule, part=part or zone.part, place=zone.place, text=text, who=who)
