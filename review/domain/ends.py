"""How withholding ends: on a day, by a reassessment on a day, or by one when an event happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import assert_never

from review.domain.errors import DateOutOfRange, EventUnclear, GroundsMissing, WordUnknown
from review.domain.vocabulary import Key, Trigger

EVENTS = (
    Trigger.DECISION_ISSUED,
    Trigger.THIRD_PARTY_CONSENTED,
    Trigger.SEVERAL_REQUESTERS,
    Trigger.CITIZEN_SUGGESTION,
    Trigger.DECLASSIFIED,
    Trigger.ABOLISHED,
)
"""What withholding may end by. A date is no event: the other two ways of ending say it."""

_LONGEST = 30  # years; longer than any ground a bureau can fix beforehand
_SHORTEST_EVENT = 4  # characters: 方案印发


@dataclass(frozen=True, slots=True, kw_only=True)
class OpensOn:
    """The paper may be opened on this day (暂缓公开)."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassessOn:
    """The paper is looked at again on this day."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OnEvent:
    """The paper is looked at again when this happens, and at the latest on a day."""

    words: str
    latest: date
    trigger: Trigger | None = None

    def __post_init__(self) -> None:
        """Refuse an event that nobody could recognise when it happens."""
        if self.trigger is None:
            _refuse_unclear(self.words.strip())
        if self.trigger is not None and self.trigger not in EVENTS:
            raise WordUnknown(key=Key.ON_EVENT, allowed=tuple(event.label for event in EVENTS))


Ends = OpensOn | ReassessOn | OnEvent


def _refuse_unclear(words: str) -> None:
    if not words:
        raise GroundsMissing(key=Key.ON_EVENT)
    if len(words) < _SHORTEST_EVENT:
        raise EventUnclear


def looked_at_on(ends: Ends) -> date:
    """Return the day on which the paper must be looked at again at the latest."""
    match ends:
        case OpensOn(on=day) | ReassessOn(on=day) | OnEvent(latest=day):
            return day
        case _:
            assert_never(ends)


def checked(ends: Ends, *, today: date) -> Ends:
    """Return `ends` when it lies after today and no paper goes unlooked at for over a year."""
    key, years = _bounds(ends)
    earliest, latest = date.fromordinal(today.toordinal() + 1), years_after(today, years=years)
    if not earliest <= looked_at_on(ends) <= latest:
        raise DateOutOfRange(key=key, earliest=earliest, latest=latest)
    return ends


def years_after(day: date, *, years: int) -> date:
    """Return the same day some years on; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _bounds(ends: Ends) -> tuple[Key, int]:
    match ends:
        case OpensOn():
            # The campaign looks at it every year all the same; only the opening may be far off.
            return Key.OPENS_ON, _LONGEST
        case ReassessOn():
            return Key.REASSESS_ON, 1
        case OnEvent():
            return Key.LATEST, 1
        case _:
            assert_never(ends)
