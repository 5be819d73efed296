"""What was kept of an assessment with its case, and which grounds it holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from review.domain.eligibility import grounds_held
from review.storage.rows import CaseRow

NO_GROUND = ""


def assessment_of(case: CaseRow) -> dict[str, Any]:
    """Return what was kept of the assessment of a case; where there was none, nothing."""
    told: dict[str, Any] = json.loads(case.assessment or "{}")
    return told


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
