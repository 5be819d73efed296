"""How the walk is told: days, lines, and what was skipped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from review.cli.layout import width_of
from review.demo.story import words

Say = Callable[[str], None]
INDENT = 2
BY, LABEL = 10, 30
"""Columns for who acts, and for what is done."""


class Teller:
    """Tells day by day; days on which nothing happened are gathered and named."""

    def __init__(self, say: Say) -> None:
        """Tell by this voice."""
        self.say = say
        self._quiet: list[date] = []

    def quiet(self, day: date) -> None:
        """Keep in mind a day on which nothing happened."""
        self._quiet.append(day)

    def begin(self, day: date) -> None:
        """Open a day, after naming the days skipped before it."""
        self.skip()
        weekday = words()["weekdays"][day.weekday()]
        self.say("")
        self.say(words()["day"].format(day=day.isoformat(), weekday=weekday))

    def skip(self) -> None:
        """Name the days that were skipped, if there were any."""
        if self._quiet:
            key = "skipped" if len(self._quiet) > 1 else "skipped_one"
            first, last = self._quiet[0].isoformat(), self._quiet[-1].isoformat()
            self.say("")
            self.say(words()[key].format(first=first, last=last))
        self._quiet = []

    def line(self, by: str, label: str, *, paper: str = "", stage: str = "") -> None:
        """Tell who did what with which paper, and where it stands now."""
        said = words()["line"].format(
            by=padded(by, BY),
            label=padded(label, LABEL),
            paper=words()["paper"].format(name=paper) if paper else "",
            stage=words()["stage"].format(stage=stage) if stage else "",
        )
        self.say(" " * INDENT + said.rstrip())

    def beside(self, text: str) -> None:
        """Tell a reason, or what was found, under the line it belongs to."""
        self.say(" " * (INDENT + BY + 2) + words()["reason"].format(text=text))


def padded(text: str, columns: int) -> str:
    """Fill a text up to so many columns; Chinese signs take two."""
    return text + " " * max(0, columns - width_of(text))
