"""What old Word files and presentations have in common: streams read, and a paper that shows."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Protocol

from review.domain.findings import Part
from review.screening.extraction.finds import Find, bounded, extract_of
from review.screening.limits import Limits
from review.screening.segments import Embedded, Extract, NotRead, Reason, Unread


class Streams(Protocol):
    """The streams of one file; `shown` counts the characters its paper shows, once all is read."""

    shown: int

    def finds(self) -> Iterator[Find]:
        """Hand on the paper, then what lies beside it."""


def old_extract(streams: Streams, *, media_type: str, limits: Limits) -> Extract:
    """Read an old file; NotRead when any of its streams cannot be read for certain."""
    try:
        finds = bounded(streams.finds(), limits=limits)
    except NotRead as refusal:
        raise NotRead(refusal.reason, media_type=media_type) from refusal
    except (struct.error, IndexError) as fault:
        raise NotRead(Reason.BROKEN, media_type=media_type) from fault
    pictures = any(isinstance(find, Embedded) and find.part is Part.PICTURE for find in finds)
    unread = None if streams.shown or pictures else Unread(reason=Reason.NO_TEXT)
    return extract_of(finds, media_type=media_type, unread=unread)
