"""What people do about a case beside its procedure: as in `review.commands`."""

from __future__ import annotations

from dataclasses import dataclass, field

from review.domain.vocabulary import SideAnswer, SideVerb


@dataclass(frozen=True, slots=True, kw_only=True)
class ActBeside:
    """Do one thing beside the procedure; `expected_rev` is the revision that the page showed."""

    case: str
    verb: SideVerb
    to: tuple[str, ...] = ()
    """To whom it is addressed, by login."""
    words: str = field(default="", repr=False)
    """Why."""
    needed: int | None = None
    """How many of those who are asked must agree; unsaid, all."""
    answer: SideAnswer | None = None
    of: int | None = None
    """Which one of the case it answers, by its number."""
    expected_rev: int | None = None
