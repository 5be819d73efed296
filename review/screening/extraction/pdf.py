"""PDF files: what the pages show, what lies beside them, and what earlier states showed."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.findings import Part
from review.screening.extraction.pdf_opening import MEDIA_TYPE
from review.screening.extraction.pdf_outside import outside_finds
from review.screening.extraction.pdf_revisions import earlier_ends, state_at
from review.screening.extraction.pdf_state import State, state_of
from review.screening.extraction.pdf_strings import Said
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

_SUPERSEDED = "hidden.superseded_revision"
_NO_STATE = frozenset({Reason.BROKEN})


def read_pdf(content: bytes, *, limits: Limits) -> Extract:
    """Read a PDF by two libraries: one for what is drawn, one for every object."""
    state = state_of(content, limits=limits)
    finds = [*state.finds, *outside_finds(content), *_earlier(content, state, limits=limits)]
    return Extract(
        media_type=MEDIA_TYPE,
        segments=tuple(find for find in finds if isinstance(find, Segment)),
        traces=tuple(find for find in finds if isinstance(find, Trace)),
        embedded=tuple(find for find in finds if isinstance(find, Embedded)),
        scans=tuple(find for find in finds if isinstance(find, Scan)),
        unread=None if state.shows_something else Unread(reason=Reason.NO_TEXT),
    )


def _earlier(
    content: bytes, now: State, *, limits: Limits
) -> Iterator[Segment | Trace | Embedded | Scan]:
    """Tell of each earlier state of a file, and of what it held that is no longer there."""
    ends = earlier_ends(content, limits=limits)
    for number, end in enumerate(ends, start=1):
        place: Place = {"file": f"%%EOF {number}"}
        text = f"{number}/{len(ends) + 1}"
        yield Trace(rule=_SUPERSEDED, part=Part.REVISION, place=place, text=text)
        try:
            state = state_of(state_at(content, end), limits=limits, met=now.pictures)
        except NotRead as refusal:
            if refusal.reason in _NO_STATE:
                continue  # the bytes up to here were never a file by themselves
            raise
        yield from _gone(state, now, place=place)


def _gone(state: State, now: State, *, place: Place) -> Iterator[Segment | Trace | Embedded | Scan]:
    shown = Said(find.text for find in now.finds if isinstance(find, Segment))
    told = {(find.rule, find.text) for find in now.finds if isinstance(find, Trace)}
    kept = {find.content for find in now.finds if isinstance(find, Embedded)}
    for find in state.finds:
        if isinstance(find, Segment) and (news := shown.news(find.text)):
            yield Segment(text=news, part=Part.REVISION, place=place, visibility=Visibility.HIDDEN)
        elif isinstance(find, Trace) and (find.rule, find.text) not in told:
            part, who = Part.REVISION, find.who
            yield Trace(rule=find.rule, part=part, place=place, text=find.text, who=who)
        elif isinstance(find, Scan) or (isinstance(find, Embedded) and find.content not in kept):
            yield find
