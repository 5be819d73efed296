"""Texts put together piece by piece: what shows is one text, what does not is told apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from review.domain.findings import Part
from review.screening.segments import Place, Segment, Trace, Visibility


@dataclass(frozen=True, slots=True)
class Look:
    """How a piece of text shows: `rule` says why it does not, `who` whose change it is."""

    rule: str = ""
    visibility: Visibility = Visibility.VISIBLE
    who: str = ""


SHOWN = Look()


def unseen(rule: str) -> Look:
    """Return the look of what this rule hides."""
    return Look(rule=rule, visibility=Visibility.HIDDEN)


@dataclass(slots=True)
class Paragraphs:
    """The paragraphs of one story, numbered from 1 as far as they say anything."""

    part: Part = Part.BODY
    place: Place = field(default_factory=dict)
    visibility: Visibility = Visibility.VISIBLE
    """For a story that as a whole is a comment, or not shown."""
    number: int = 0
    _shown: list[str] = field(default_factory=list)
    _others: dict[Look, list[str]] = field(default_factory=dict)

    def say(self, text: str, look: Look = SHOWN) -> None:
        """Add a piece; an addition somebody tracked shows, and is told of besides."""
        is_seen = look.visibility is Visibility.VISIBLE
        if is_seen:
            self._shown.append(text)
        if look.rule or not is_seen:
            self._others.setdefault(look, []).append(text)

    def end(self) -> Iterator[Segment | Trace]:
        """Close the paragraph and hand on what it says."""
        shown, others = "".join(self._shown), self._others
        self._shown, self._others = [], {}
        if not shown.strip() and not any("".join(pieces).strip() for pieces in others.values()):
            return
        self.number += 1
        place: Place = {**self.place, "paragraph": self.number}
        if shown.strip():
            yield Segment(text=shown, part=self.part, place=place, visibility=self.visibility)
        for look, pieces in others.items():
            yield from self._other("".join(pieces), look, place=place)

    def _other(self, text: str, look: Look, *, place: Place) -> Iterator[Segment | Trace]:
        if not text.strip():
            return
        if look.visibility is not Visibility.VISIBLE:
            yield Segment(text=text, part=self.part, place=place, visibility=look.visibility)
        if look.rule:
            said = text.strip()
            yield Trace(rule=look.rule, part=self.part, place=place, who=look.who, text=said)
