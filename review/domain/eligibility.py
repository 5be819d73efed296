"""Whether an item may be converted: every condition with its fact, and the never-list above all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from review.domain.bars import bars_of
from review.domain.eligibility_rules import Rule, Rules, rules_of
from review.domain.facts import ReassessmentFacts
from review.domain.vocabulary import Bar, Ground, ReassessmentOutcome

__all__ = [
    "Assessment",
    "Condition",
    "ReassessmentFacts",
    "Rules",
    "assess",
    "grounds_held",
    "rules_of",
]

G = TypeVar("G")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition as it was found: its text, the fact read, and whether it held."""

    id: str
    ground: Ground | None
    text: str
    fact: str
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the rules say of an item on a day; a proposal, which only an authorisation can lift."""

    met: tuple[Ground, ...]
    """Every ground all of whose conditions held, whether or not a bar stands against it."""

    conditions: tuple[Condition, ...]
    never: tuple[Bar, ...]
    exclusions: tuple[Condition, ...]
    """The office's own exclusions that the item meets."""

    proposed: ReassessmentOutcome
    rules_version: str
    rules_digest: str

    @property
    def ground(self) -> Ground | None:
        """The ground on which the item is eligible; the never-list wins over every ground."""
        return None if self.is_barred or not self.met else self.met[0]

    @property
    def is_barred(self) -> bool:
        """Something stands in the way that only a person may lift."""
        return bool(self.never or self.exclusions)


def grounds_held(conditions: Iterable[tuple[G, bool]]) -> frozenset[G]:
    """Return the grounds all of whose conditions hold; one that asks for nothing never does."""
    asked = tuple(conditions)
    failed = {ground for ground, holds in asked if not holds}
    return frozenset(ground for ground, _ in asked) - failed


def assess(facts: ReassessmentFacts, rules: Rules, *, today: date) -> Assessment:
    """Put every condition to the facts of one item, as they are today."""
    conditions = tuple(
        _put(rule, facts, ground=ground, today=today)
        for ground, of_ground in rules.conditions.items()
        for rule in of_ground
    )
    held = grounds_held((condition.ground, condition.holds) for condition in conditions)
    met = tuple(ground for ground in rules.conditions if ground in held)
    excluded = tuple(_put(rule, facts, ground=None, today=today) for rule in rules.exclusions)
    exclusions = tuple(condition for condition in excluded if condition.holds)
    never = bars_of(facts)
    return Assessment(
        met=met,
        conditions=conditions,
        never=never,
        exclusions=exclusions,
        proposed=_proposed(facts, met=met, is_barred=bool(never or exclusions)),
        rules_version=rules.version,
        rules_digest=rules.digest,
    )


def _put(rule: Rule, facts: ReassessmentFacts, *, ground: Ground | None, today: date) -> Condition:
    return Condition(
        id=rule.id,
        ground=ground,
        text=rule.text,
        fact=rule.shown(facts),
        holds=rule.holds(facts, today=today),
    )


def _proposed(
    facts: ReassessmentFacts, *, met: tuple[Ground, ...], is_barred: bool
) -> ReassessmentOutcome:
    """Propose; where circumstances changed without a ground being met, a person must look."""
    if met and not is_barred:
        return ReassessmentOutcome.PROACTIVE
    if met or facts.events or facts.mode is None:
        return ReassessmentOutcome.NEEDS_PERSON
    return ReassessmentOutcome.KEPT
