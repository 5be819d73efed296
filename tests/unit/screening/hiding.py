"""Hiding places under construction: each gets a word of its own, and says how it must be found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.unit.screening.workbooks import MAIN, Book

SHEET = "公开名单"


@dataclass(frozen=True)
class Place:
    """One hiding place: the word that lies there, and how it must be found."""

    word: str
    rule: str
    visibility: str
    where: Mapping[str, str]


@dataclass
class Hidden:
    """Writes the workbook and remembers where each word went."""

    book: Book = field(default_factory=Book)
    places: dict[str, Place] = field(default_factory=dict)

    def hide(self, name: str, rule: str = "", visibility: str = "hidden", **where: str) -> str:
        """Return a word for a place; it must be found by the rule, and as text, at `where`."""
        word = f"藏{len(self.places) + 1:03d}处"
        self.places[name] = Place(word, rule, visibility, where)
        return word

    def at(self, name: str, cell_: str, rule: str = "", visibility: str = "hidden") -> str:
        """The same for a place at a cell of the public sheet."""
        return self.hide(name, rule, visibility, sheet=SHEET, cell=cell_)

    def add(self, name: str, content: bytes | str, **given: str) -> str:
        """Put a part in that the workbook, or another owner, leads to."""
        owner = given.pop("owner", MAIN)
        return self.book.package.add(name, content, owner=owner, **given)
