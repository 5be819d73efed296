"""A place where a rule was met."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from review.domain.vocabulary import Severity
from review.screening.excerpts import around, covered
from review.screening.labelling import Site
from review.screening.paper import Paper
from review.screening.ruleset import Rule
from review.screening.segments import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Where a rule was met; `start` and `end` count in the segment's text."""

    rule: Rule
    severity: Severity
    segment: Segment
    start: int
    end: int
    line: int
    excerpt: str
    refuses: bool = False


def hit_at(
    site: Site, *, rule: Rule, paper: Paper, severity: Severity, refuses: bool = False
) -> Hit:
    """Say where a rule was met, with an excerpt that gives nothing away."""
    leaf = site.leaf
    if rule.shows is None:
        excerpt = around(paper.folded, start=site.start, end=site.end)
    else:
        excerpt = covered(paper.folded.text[site.start : site.end], shows=rule.shows)
    return Hit(
        rule=rule,
        severity=severity,
        segment=leaf.segment,
        start=site.start - leaf.begin,
        end=site.end - leaf.begin,
        line=site.line - leaf.lines[0],
        excerpt=excerpt,
        refuses=refuses,
    )


class Taken:
    """The stretches in which one rule was already met: one thing is found once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._starts: list[int] = []
        self._ends: list[int] = []

    def take(self, start: int, end: int) -> bool:
        """Take a stretch, unless part of it is taken."""
        number = bisect_left(self._starts, start)
        if number and self._ends[number - 1] > start:
            return False
        if number < len(self._starts) and self._starts[number] < end:
            return False
        self._starts.insert(number, start)
        self._ends.insert(number, end)
        return True
