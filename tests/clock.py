"""The clock of a test: it stands until it is moved, or goes on a step each time it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass
class Clock:
    """What an office is opened with instead of the clock on the wall."""

    at: datetime
    step: timedelta = timedelta()

    def __call__(self) -> datetime:
        self.at += self.step
        return self.at

    def later(self, **time: int) -> None:
        """Let time pass."""
        self.at += timedelta(**time)
