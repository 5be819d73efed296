"""What is done beside a procedure as it is shown: frozen pictures of rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from review.domain.vocabulary import AskStanding, SideAnswer, SideVerb

if TYPE_CHECKING:
    from review.services.views import TrailView


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """Somebody to whom it was addressed, and since when he has answered or read it."""

    name: str
    answered_at: datetime | None
    answer: SideAnswer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideActView:
    """One thing that was done beside the procedure."""

    number: int
    since_rev: int
    verb: SideVerb
    by: str
    to: tuple[Addressed, ...]
    of: int | None
    """The number of the one it answers."""
    at: datetime
    sentence: str
    words: str
    is_mine_to_read: bool
    """It was copied to the person who looks, who has not said that he read it."""
    standing: AskStanding | None
    """Of what is asked where the case stands: how far it has come."""
    answers: tuple[SideAnswer, ...]
    """How the person who looks may answer; nothing where it is not asked of him."""
    may_take_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SideOffer:
    """Something that may be done beside the procedure now."""

    verb: SideVerb
    effect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SideRefused:
    """Something that may not, and why."""

    verb: SideVerb
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideView:
    """Everything beside the procedure of a case, for one person."""

    acts: tuple[SideActView, ...]
    offered: tuple[SideOffer, ...] = ()
    refused: tuple[SideRefused, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChronicleLine:
    """One line of everything that was done."""

    at: datetime
    sentence: str
    opinion: str


def chronicle(trail: Iterable[TrailView], acts: Iterable[SideActView]) -> tuple[ChronicleLine, ...]:
    """Set what was done beside the steps after the step with which the case had come there."""
    lines = [((one.rev, 0), one.at, one.sentence, one.opinion) for one in trail]
    lines += [((one.since_rev, one.number), one.at, one.sentence, one.words) for one in acts]
    return tuple(
        ChronicleLine(at=at, sentence=sentence, opinion=opinion)
        for _, at, sentence, opinion in sorted(lines, key=lambda line: line[0])
    )
