"""The conditions of the eligibility rules, by what asks for them: each is shown once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from review.services.views import ConditionView


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionGroup:
    """What is asked by the same grounds, and whether each of these grounds holds as a whole."""

    grounds: tuple[str, ...]
    holds: bool
    conditions: tuple[ConditionView, ...]


def grouped(conditions: Iterable[ConditionView]) -> tuple[ConditionGroup, ...]:
    """Return the conditions by the grounds that ask for them, what several ask for first."""
    found: dict[tuple[str, ...], list[ConditionView]] = {}
    for condition in conditions:
        found.setdefault(condition.grounds, []).append(condition)
    groups = (
        ConditionGroup(
            grounds=grounds,
            holds=all(condition.holds for condition in of_grounds),
            conditions=tuple(of_grounds),
        )
        for grounds, of_grounds in found.items()
    )
    return tuple(sorted(groups, key=lambda group: len(group.grounds) == 1))
