"""Counts of a year put into figures."""

from __future__ import annotations

from review.domain.tallies import StageTime, Stay, Tally, YearOfWork, stage_times, tallied
from review.domain.vocabulary import DisclosureMode

LABELS = {"section_review": "科室审核", "check": "保密审查"}


def year(**decided: int) -> YearOfWork:
    return YearOfWork(
        year=2026,
        decided={mode: decided.get(mode.value, 0) for mode in DisclosureMode},
        published=(0,) * 12,
        pending=(),
        stages=(),
        returned_from=(),
        returned_because=(),
        rules=(),
    )


def test_the_share_is_of_all_decisions():
    assert year(proactive=3, withheld=1).proactive_share == 0.75


def test_nothing_decided_has_no_share():
    assert year().proactive_share is None


def test_stages_come_in_the_order_of_the_procedure():
    stays = [
        Stay(stage="check", days=1),
        Stay(stage="section_review", days=0),
        Stay(stage="check", days=4),
        Stay(stage="check", days=2),
    ]

    assert stage_times(stays, LABELS) == (
        StageTime(label="科室审核", stays=1, middle=0, longest=0),
        StageTime(label="保密审查", stays=3, middle=2, longest=4),
    )


def test_a_stage_of_another_procedure_comes_last_by_its_name():
    assert [
        one.label
        for one in stage_times([Stay(stage="gone", days=1), Stay(stage="check", days=1)], LABELS)
    ] == ["保密审查", "gone"]


def test_the_most_frequent_comes_first():
    assert tallied(["乙", "甲", "乙"]) == (Tally(label="乙", count=2), Tally(label="甲", count=1))
