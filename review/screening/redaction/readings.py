"""Texts that are another reading of a text: its markup read, sign for sign where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from review.screening.hit import Hit
from review.screening.segments import Segment

_NOTHING = "\u200b"
"""Stands in such a reading for what does not show."""


@dataclass(slots=True)
class Readings:
    """Tells the texts of a file from other readings of them."""

    segments: Sequence[Segment]
    _known: dict[int, bool] = field(default_factory=dict)

    def is_reading(self, segment: Segment) -> bool:
        """Whether a text is a reading of another, as long, at the same place."""
        if _NOTHING not in segment.text:
            return False
        if id(segment) not in self._known:
            self._known[id(segment)] = any(map(self._is_base(segment), self.segments))
        return self._known[id(segment)]

    def _is_base(self, segment: Segment) -> Callable[[Segment], bool]:
        unshown = segment.text.count(_NOTHING)

        def is_base(other: Segment) -> bool:
            return (
                len(other.text) == len(segment.text)
                and other.place == segment.place
                and other.part is segment.part
                and other.text.count(_NOTHING) < unshown
            )

        return is_base


def end_of(hit: Hit) -> int:
    """Return where what a hit stands for ends: a sign stands where its code began."""
    text, end = hit.segment.text, hit.end
    while text[end : end + 1] == _NOTHING:
        end += 1
    return end
