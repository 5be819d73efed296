"""A ground holds when all its conditions were met, by what was kept with the case."""

from __future__ import annotations

import pytest

from review.services.told_grounds import grounds_told


def told(*conditions: tuple[str, object]) -> dict[str, list[object]]:
    """Return an assessment of these grounds, each with whether a condition of it was met."""
    return {
        "conditions": [["条件", "事实", holds] for _, holds in conditions],
        "condition_grounds": [ground for ground, _ in conditions],
    }


@pytest.mark.parametrize(
    ("assessment", "grounds"),
    [
        (told(("甲", True), ("乙", False), ("甲", True)), {"甲"}),
        (told(("甲", True), ("甲", False)), set()),
        (told(("甲", True), ("乙", True)), {"甲", "乙"}),
        (told(("甲", "false")), set()),
        (told(("", True)), set()),
        (told(("甲", True)) | {"condition_grounds": ["甲", "甲"]}, set()),
        ({"conditions": [["条件", "事实", True]]}, set()),
        ({}, set()),
    ],
    ids=["all", "one", "two", "no_word", "no_ground", "odd", "unnamed", "nothing"],
)
def test_a_ground_holds_when_all_its_conditions_were_met(assessment, grounds):
    assert grounds_told(assessment) == grounds
