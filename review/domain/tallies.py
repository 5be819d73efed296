"""What an office counts of a year's work, and how the counts are put into figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from review.domain.vocabulary import DisclosureMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """So many of one kind."""

    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """How long one case stood in one stage, in working days."""

    stage: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTime:
    """How long cases stood in a stage: in the middle, and at the longest."""

    label: str
    stays: int
    middle: float
    longest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTally:
    """How often a rule found something, and what became of it."""

    rule: str
    title: str
    found: int
    false_alarms: int
    to_remove: int
    settled: int
    """Lawful to publish, or harmless."""
    left: int
    """Disposed of by nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfWork:
    """One year as the head of an office looks at it."""

    year: int
    decided: Mapping[DisclosureMode, int]
    published: tuple[int, ...]
    """From January to December."""
    pending: tuple[Tally, ...]
    """Open cases by how their day presses; these are today's, whatever the year."""
    stages: tuple[StageTime, ...]
    returned_from: tuple[Tally, ...]
    returned_because: tuple[Tally, ...]
    rules: tuple[RuleTally, ...]

    @property
    def decisions(self) -> int:
        """How many decisions were made."""
        return sum(self.decided.values())

    @property
    def proactive_share(self) -> float | None:
        """主动公开率: decisions to publish among all of them; none where nothing was decided."""
        return self.decided[DisclosureMode.PROACTIVE] / self.decisions if self.decisions else None


def stage_times(stays: Iterable[Stay], labels: Mapping[str, str]) -> tuple[StageTime, ...]:
    """Put stays into figures, stage by stage in the order of the procedure."""
    by_stage: dict[str, list[int]] = {}
    for stay in stays:
        by_stage.setdefault(stay.stage, []).append(stay.days)
    order = {name: place for place, name in enumerate(labels)}
    return tuple(
        StageTime(
            label=labels.get(stage, stage),
            stays=len(days),
            middle=median(days),
            longest=max(days),
        )
        for stage, days in sorted(by_stage.items(), key=lambda one: order.get(one[0], len(order)))
    )


def tallied(labels: Sequence[str]) -> tuple[Tally, ...]:
    """Count what is alike, the most frequent first."""
    counts = {label: labels.count(label) for label in dict.fromkeys(labels)}
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Tally(label=label, count=count) for label, count in ranked)
