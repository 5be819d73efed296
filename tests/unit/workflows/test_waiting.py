"""What the stages of the shipped procedures ask of people."""

from __future__ import annotations

import pytest

from workflows.loading import shipped_procedures
from workflows.waiting import asked

PROCEDURES = shipped_procedures()


def asks(procedure: str, stage: str) -> list[str]:
    return [step.action for step in asked(PROCEDURES[procedure], stage)]


@pytest.mark.parametrize(
    ("stage", "actions"),
    [
        ("attribution", ["propose"]),
        ("section_review", ["verify"]),
        ("check", ["pass_check"]),
        ("legal_review", ["give_legal_opinion"]),
        ("consultation", ["record_answer"]),
        ("referred_up", ["record_ruling"]),
        ("severing", ["sever"]),
        ("awaiting_publication", ["publish"]),
        ("archived", []),
    ],
)
def test_a_stage_asks_for_what_it_is_there_for(stage, actions):
    """To revoke, withdraw or intercept is open to people, and asked of nobody."""
    assert asks("publication", stage) == actions


def test_the_decision_is_asked_whatever_it_will_be():
    assert {"decide_in_full", "decide_withheld", "submit_to_head"} <= {
        *asks("publication", "approval")
    }


def test_what_the_clock_does_is_asked_of_nobody_but_may_be_stopped():
    assert asks("reassessment", "flagged") == []
    assert asks("reassessment", "hold_window") == ["stop"]


@pytest.mark.parametrize("name", PROCEDURES)
def test_what_is_asked_leaves_the_stage_by_a_persons_hand(name):
    procedure = PROCEDURES[name]

    for stage in procedure.stages:
        for step in asked(procedure, stage):
            assert stage in step.origins
            assert step.automatic is None
