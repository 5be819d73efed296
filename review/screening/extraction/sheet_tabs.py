"""Sheets, and whether people see that they are there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from review.screening.segments import Place, Visibility


class Veil(StrEnum):
    """Whether a sheet has a tab to click; the value is the rule when it has none."""

    NONE = ""
    HIDDEN = "hidden.sheet"
    VERY_HIDDEN = "hidden.very_hidden_sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: what it is called, and whether people see that it is there."""

    name: str
    veil: Veil = Veil.NONE

    @property
    def place(self) -> Place:
        """Where its cells are."""
        return {"sheet": self.name}

    @property
    def visibility(self) -> Visibility:
        """What is to be seen of what is drawn on it."""
        return Visibility.HIDDEN if self.veil else Visibility.VISIBLE
