"""The last few composed rulesets, ready: a long list of terms is read once, not for each file."""

from __future__ import annotations

from review.screening.ruleset import Ruleset

Key = tuple[str, str, str]
"""Of the shipped rules, of the version, and of what was added."""
_KEPT = 16


class ComposedSets:
    """Rulesets by what they are made of; equal keys are equal rules."""

    def __init__(self) -> None:
        """Begin with none."""
        self._ready: dict[Key, Ruleset] = {}

    def get(self, key: Key) -> Ruleset | None:
        """Return what was put under a key, if it is still there."""
        return self._ready.get(key)

    def put(self, key: Key, ruleset: Ruleset) -> None:
        """Keep a ruleset; the oldest goes when there are too many."""
        while len(self._ready) >= _KEPT:
            self._ready.pop(next(iter(self._ready)), None)
        self._ready[key] = ruleset
