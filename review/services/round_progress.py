"""How far a round has come, for whoever watches it: it may take hours, and may be stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class Progress:
    """How many of what was due were looked at, and what screening them took."""

    of: int = 0
    """How many were due when the round began; people may be quicker with some."""
    done: int = 0
    screened: int = 0
    """Papers whose bytes were screened anew."""
    seconds: float = 0.0
    """What that took."""
    heard: Callable[[Progress], None] | None = field(default=None, repr=False)

    @property
    def rate(self) -> float:
        """Papers that were screened in a second; 0 where none was."""
        return self.screened / self.seconds if self.seconds > 0 else 0.0

    def left(self, *, elapsed: float) -> float | None:
        """Return the seconds that are left at the pace so far; None before anything was done."""
        if self.done == 0:
            return None
        return elapsed / self.done * max(self.of - self.done, 0)

    def goes_on(self, number: int) -> None:
        """Count what was looked at, and tell."""
        self.done += number
        if self.heard is not None:
            self.heard(self)
