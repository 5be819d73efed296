"""Plain papers by the hundred leave what one by one leaves; nothing else goes by the hundred."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from review.commands import RunReassessment
from review.services.doctor import examine
from review.services.round_progress import Progress
from review.storage.rows import CaseRow, StepRow
from tests.journeys.letters import by_itself, due, letter
from tests.journeys.rules import stricter_rules
from tests.journeys.story import Story

pytestmark = pytest.mark.journey
MARCH = date(2026, 3, 2)
OWN = {"id", "serial", "document_id", "version_id", "case_id"}
MASKED = {"case", "document", "version", "manifest", "said", "seq", "subject"}


def letters(story: Story, *, number: int) -> list[str]:
    """Letters on request whose day has come."""
    papers = [letter(story, f"第{each}次来函") for each in range(number)]
    story.on(MARCH)
    return papers


def left(story: Story, document: str) -> Any:
    """What a round left of a paper, without what names it."""
    case = story.row(CaseRow, document_id=document, procedure="reassessment")
    steps = sorted(story.rows(StepRow, case_id=case.id), key=lambda row: row.rev)
    entries = [one for one in story.entries() if one.subject == f"review_case:{case.id}"]
    return (
        case.model_dump(exclude=OWN),
        [row.model_dump(exclude=OWN) for row in steps],
        [_masked(json.loads(one.body)) for one in entries],
    )


def _masked(body: dict[str, Any]) -> Any:
    return {
        name: _masked(value) if isinstance(value, dict) else value
        for name, value in body.items()
        if name not in MASKED
    }


def test_a_plain_paper_is_left_as_one_that_goes_by_itself(story_on_both: Story):
    story = story_on_both
    first, second, alone = letters(story, number=3)
    by_itself(story, alone)

    told: list[int] = []
    progress = Progress(heard=lambda one: told.append(one.done))

    (report,) = story.office.reassess(RunReassessment(), caller=None, progress=progress)

    assert told[0] == 2, "nothing went by the hundred"
    assert dict(report.counts) == {"flagged": 3, "proposed:kept": 3}
    assert left(story, first) == left(story, second) == left(story, alone)
    assert sorted(report.cases) == sorted(
        story.case_of(document).number for document in (first, second, alone)
    )
    assert story.flaws() == ()
    assert [one for one in story.office.ask(examine) if one.invariant != "I10"] == []


def test_what_an_authorisation_may_cover_goes_by_itself(story: Story):
    (covered,) = due(story)
    plain = letter(story, "再次来函")
    story.on(MARCH)

    story.ring()

    assert story.case_of(covered).stage == "hold_window"
    assert story.case_of(plain).stage == "assessed"


def test_what_todays_rules_have_not_seen_is_screened(story: Story, tmp_path):
    (document,) = letters(story, number=1)
    story.office.means = stricter_rules(story.office.means, tmp_path / "rules", word="函复如下")

    story.ring()

    assessment = json.loads(story.row(CaseRow, id=story.case_of(document).id).assessment)
    assert not assessment["screening_clear"]
