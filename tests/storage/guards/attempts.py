"""Every attempt on a guard, by guard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from tests.storage.guards import (
    on_acts,
    on_auditors,
    on_cases,
    on_clearances,
    on_definitions,
    on_entries,
    on_files,
    on_findings,
    on_kept,
    on_moved,
    on_pairs,
    on_papers,
    on_people,
    on_programs,
    on_replaced,
    on_rulesets,
    on_sending,
    on_side_acts,
    on_steps,
    on_structure,
)
from tests.storage.guards.hand import Attempt

_ALL = (
    on_kept,
    on_entries,
    on_papers,
    on_pairs,
    on_files,
    on_cases,
    on_steps,
    on_acts,
    on_findings,
    on_side_acts,
    on_clearances,
    on_sending,
    on_people,
    on_auditors,
    on_programs,
    on_definitions,
    on_replaced,
    on_moved,
    on_rulesets,
    on_structure,
)


def _by_guard() -> Mapping[str, tuple[Attempt, ...]]:
    gathered: defaultdict[str, list[Attempt]] = defaultdict(list)
    for module in _ALL:
        for attempt in module.ATTEMPTS:
            gathered[attempt.guard].append(attempt)
    return {guard: tuple(attempts) for guard, attempts in gathered.items()}


ATTEMPTS = _by_guard()
