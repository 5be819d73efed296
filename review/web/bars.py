"""Counts as flat bars: every length worked out here, so that the template only draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from review.domain.tallies import Tally

HEIGHT = 120
"""Of the tallest column, in the units of the picture."""
STEP = 40
WIDTH = 24
LONGEST = 100
"""Per cent of the width there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One upright bar."""

    label: str
    count: int
    x: int
    y: float
    height: float

    @property
    def middle(self) -> float:
        """Where its label and its figure are centred."""
        return self.x + WIDTH / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Upright bars side by side, as high as their counts are."""

    columns: tuple[Column, ...]
    width: int
    height: int
    bar: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One lying bar beside its label."""

    label: str
    count: float
    length: float
    """In per cent of the longest."""


def columns_of(tallies: Sequence[Tally]) -> Columns:
    """Return upright bars; where nothing was counted, all lie on the ground."""
    most = max((tally.count for tally in tallies), default=0) or 1
    columns = tuple(
        Column(
            label=tally.label,
            count=tally.count,
            x=place * STEP + (STEP - WIDTH) // 2,
            y=round(HEIGHT - height, 1),
            height=round(height, 1),
        )
        for place, tally in enumerate(tallies)
        for height in (HEIGHT * tally.count / most,)
    )
    return Columns(columns=columns, width=len(tallies) * STEP, height=HEIGHT, bar=WIDTH)


def bars_of(counts: Sequence[tuple[str, float]]) -> tuple[Bar, ...]:
    """Return lying bars, the longest as long as there is room."""
    most = max((count for _, count in counts), default=0) or 1
    return tuple(
        Bar(label=label, count=count, length=round(LONGEST * count / most, 1))
        for label, count in counts
    )
