"""Every guard removed, turned round and weakened by each of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from review.storage.guards import GUARDS, Guard
from tests.mutation.conditions import weakened
from tests.storage.guards.attempts import ATTEMPTS
from tests.storage.guards.bench import Bench, faults


@dataclass(frozen=True, slots=True)
class GuardMutant:
    """A guard that is not what it should be."""

    guard: Guard
    said: str

    @property
    def name(self) -> str:
        return f"guard {self.guard.name}: {self.said}"

    def is_noticed(self, bench: Bench) -> bool:
        """Say whether the attempts on the guard end otherwise than they must."""
        return bool(faults(bench, self.guard, ATTEMPTS.get(self.guard.name, ())))


def guard_mutants() -> Iterator[GuardMutant]:
    """Yield the mutants of every guard there is."""
    for guard in GUARDS:
        for said, condition in weakened(guard.condition):
            yield GuardMutant(replace(guard, condition=condition), said)
