"""What a group of an RTF hands down to the groups in it, and how its text shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeVar

from review.screening.extraction.paragraphs import SHOWN, Look, unseen
from review.screening.extraction.rtf_words import BODY, Home
from review.screening.extraction.tints import WHITE, Tint, alike
from review.screening.segments import Visibility

Value = TypeVar("Value")
_UNREADABLE: Final = 4
"""Half points: nobody reads two-point type."""
CHANGE: Final = "hidden.tracked_change"
_USUAL: Final = 24


@dataclass(slots=True)
class State:
    """What holds for the text at one place."""

    home: Home = BODY
    story: int = 0
    """The number of the group whose paragraphs these are."""
    font: int = -1
    skips: int = 1
    """So many signs after a code are what old programs show instead of it."""
    hidden: bool = False
    deleted: bool = False
    added: bool = False
    who_deleted: int = 0
    who_added: int = 0
    ink: int = 0
    ground: int = 0
    shade: int = 0
    cell_shade: int = 0
    size: int = _USUAL
    in_table: bool = False
    starred: bool = False
    """The group began with the sign that programs may leave it out."""
    fresh: bool = True
    """Nothing has been said in the group so far."""

    def look(self, colours: Sequence[Tint | None], authors: Sequence[str]) -> Look:
        """Return how text shows here."""
        if self.hidden:
            return unseen("hidden.hidden_text")
        if self.deleted:
            return Look(CHANGE, Visibility.DELETED, _at(authors, self.who_deleted) or "")
        if self.size <= _UNREADABLE:
            return unseen("hidden.tiny_text")
        under = self.ground or self.shade or self.cell_shade
        ground = _at(colours, under) if under else WHITE
        if self.ink and alike(_at(colours, self.ink), ground):
            return unseen("hidden.white_text")
        if self.added:
            return Look(CHANGE, Visibility.VISIBLE, _at(authors, self.who_added) or "")
        return SHOWN

    def plain(self) -> None:
        """Take back what single letters are dressed with."""
        self.hidden = self.deleted = self.added = False
        self.ink = self.ground = 0
        self.size = _USUAL

    def set(self, word: str, number: int | None) -> bool:
        """Dress the text as a word says; False when it says something else."""
        if word in _SWITCHES:
            setattr(self, _SWITCHES[word], number != 0)
        elif word in _NUMBERS:
            setattr(self, _NUMBERS[word], number or 0)
        elif word == "plain":
            self.plain()
        elif word == "pard":
            self.in_table, self.shade = False, 0
        elif word == "trowd":
            self.cell_shade = 0
        else:
            return False
        return True


_SWITCHES: Mapping[str, str] = MappingProxyType(
    {"v": "hidden", "deleted": "deleted", "revised": "added", "intbl": "in_table"}
)
_NUMBERS: Mapping[str, str] = MappingProxyType(
    {
        "f": "font", "af": "font", "uc": "skips", "cf": "ink", "cb": "ground",
        "highlight": "ground", "chcbpat": "ground", "cbpat": "shade", "clcbpat": "cell_shade",
        "fs": "size", "revauth": "who_added", "revauthdel": "who_deleted",
    }
)  # fmt: skip


def _at(values: Sequence[Value], number: int) -> Value | None:
    return values[number] if 0 <= number < len(values) else None
