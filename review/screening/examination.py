"""What the examination of one file came to, and how a child goes about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from review.domain.stated import NOTHING, Stated
from review.domain.vocabulary import DisclosureMode
from review.screening.judging import Judgement
from review.screening.segments import Reason, Unread


class Manner(StrEnum):
    """How a child goes about a file."""

    PLAIN = "plain"
    SEEING = "seeing"
    """Pictures are recognised too."""
    ROUGH = "rough"
    """Nothing is parsed: what of a file that killed its child is marked all the same?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What one examination came to."""

    media_type: str
    judgement: Judgement
    unreads: tuple[Unread, ...] = ()
    was_begun: bool = True
    """False: no process was to be had, so nobody looked at the file at all."""
    annotation: DisclosureMode | None = None
    stated: Stated = NOTHING
    """What the paper says of itself on its face."""
    scans: int = 0
    """How many pictures only recognition could read."""

    @property
    def unread(self) -> Unread | None:
        """The first reason why something was not read."""
        return self.unreads[0] if self.unreads else None


def failed(reason: Reason) -> Examination:
    """Return what is said of a file whose examination came to nothing."""
    return Examination(
        media_type="application/octet-stream",
        judgement=Judgement(),
        unreads=(Unread(reason=reason),),
    )
