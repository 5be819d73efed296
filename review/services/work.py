"""What a service works with: one transaction, the instant, and the means it may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from sqlmodel import Session

from review.domain.checklist import Item
from review.domain.eligibility import Rules
from review.domain.findings import FileReport
from review.domain.office_time import SHANGHAI, day_in_office
from review.publishing.telling import Telling
from review.screening.composed_sets import ComposedSets
from review.screening.ruleset import Ruleset
from review.screening.shelf import Shelf
from review.screening.words import ScreenWords
from review.storage.originals import Originals
from review.storage.sealed import Seal
from workflows.calendar import Calendar

__all__ = ["SHANGHAI", "Means", "Notice", "Work"]

Notice = tuple[str, int, int]
"""A notice on days off: who imported it, its year, and which of that year it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What lasts from one command to the next: the store, the rules, the channels' folders."""

    originals: Originals
    ruleset: Ruleset
    """The shipped rules; those of an agency are `agency_rules.ruleset_of`."""
    shipped_calendar: Calendar
    """The shipped working days; with the notices imported here they are `calendars.calendar_of`."""
    channels: Mapping[str, Path]
    screen: Callable[[bytes, str, Ruleset], FileReport]
    screen_words: ScreenWords
    checklist: tuple[Item, ...]
    rules: Rules
    telling: Telling | None = None
    """Whom this office may tell that a case moved."""
    seal: Seal | None = None
    """What the secrets of the second step are kept under."""
    shelf: Shelf | None = None
    """Where automata of long term lists are kept."""
    composed: ComposedSets = field(default_factory=ComposedSets)
    calendars: MutableMapping[tuple[Notice, ...], Calendar] = field(default_factory=dict)
    """Put together already, by the notices that they come from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One command's work: inside one transaction, at one instant."""

    session: Session
    now: datetime
    means: Means
    reports: tuple[FileReport, ...] = ()
    """What screening said of the files handed in with the command, in their order."""
    words: FileReport | None = None
    """What it said of the title and the number that go public beside these files."""

    @property
    def today(self) -> date:
        """The day on the office's wall."""
        return day_in_office(self.now)
