"""What presses most: first by time, then by what was found, then by the days left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

SOON = 1
"""Working days; a stage lasts two or three."""


class Press(IntEnum):
    """How a day presses; the lower the sooner."""

    OVERDUE = 0
    SOON = 1
    LATER = 2
    NEVER = 3


class Risk(IntEnum):
    """What was found in the bytes; the lower the graver."""

    BLOCKED = 0
    """A blocking finding, or a file that nobody has read: what is in it is not known."""
    TO_CONFIRM = 1
    NONE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What of a version is still open: findings by severity, and files that nobody has read."""

    unread: int = 0
    blocks: int = 0
    confirms: int = 0

    @property
    def risk(self) -> Risk:
        """The gravest of it."""
        if self.unread or self.blocks:
            return Risk.BLOCKED
        return Risk.TO_CONFIRM if self.confirms else Risk.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """By what a case is put in its place in a list."""

    number: tuple[int, int]
    due_on: date | None
    remaining: int | None
    """Working days left; negative when the day is past."""
    found: Found

    def place(self, *, today: date) -> tuple[int, ...]:
        """Return what lists are sorted by; no two cases have the same."""
        press = press_of(self.due_on, self.remaining, today=today)
        found = self.found
        graver = (-found.unread - found.blocks, -found.confirms)
        days = self.remaining if self.remaining is not None else 0
        return (press, found.risk, days, *graver, *self.number)


def press_of(due_on: date | None, remaining: int | None, *, today: date) -> Press:
    """Return how a day presses today; what has no day presses never."""
    if due_on is None or remaining is None:
        return Press.NEVER
    if due_on < today:  # on the weekend after it, no working day has passed, and it is late
        return Press.OVERDUE
    return Press.SOON if remaining <= SOON else Press.LATER
