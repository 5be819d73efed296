"""Which grounds an assessment holds, read from what was kept of it with the case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from review.domain.eligibility import grounds_held

NO_GROUND = ""


def grounds_told(told: Mapping[str, Any]) -> frozenset[str]:
    """Return the labels of the grounds all of whose conditions were met, whatever bars them.

    Each condition was kept with its ground: rules that changed since are not asked. Where that is
    not whole no ground holds (H5).
    """
    conditions, grounds = told.get("conditions", ()), told.get("condition_grounds", ())
    if len(conditions) != len(grounds):
        return frozenset()
    met = (condition[-1] is True for condition in conditions)
    return grounds_held(zip(grounds, met, strict=True)) - {NO_GROUND}
