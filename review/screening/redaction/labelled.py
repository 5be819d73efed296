"""What a copy does not carry, as people call it."""

from __future__ import annotations

from review.domain.findings import Part
from review.screening.ruleset import Ruleset


def label_of(kind: str, ruleset: Ruleset) -> str:
    """Return what a thing that was left out is called: by its rule, or by its part."""
    return ruleset.rule(kind).title if "." in kind else Part.of(kind).label
