"""待办: what waits for somebody is what the engine would take from him, and nothing else (H8)."""

from __future__ import annotations

from datetime import date

import pytest

from review.commands import Substitute
from review.domain.vocabulary import Role
from review.services.boxes import Box, Sieve
from review.services.inbox import InboxView, inbox_view
from tests.journeys.neighbours import beside
from tests.journeys.story import CAST, Story
from tests.readers import open_all
from workflows.loading import shipped_procedures
from workflows.waiting import asked

pytestmark = pytest.mark.journey

PUBLICATION = shipped_procedures()["publication"]
WAY = (
    ("li", "propose", {"mode": "主动公开"}),
    ("wang", "verify", {}),
    ("zhou", "refer_legal", {}),
    ("wu", "give_legal_opinion", {}),
    ("zhou", "pass_check", {}),
    ("gu", "submit_to_head", {}),
    ("he", "head_decides_in_full", {}),
)


def box(story: Story, who: str, which: Box = Box.MINE) -> InboxView:
    return story.office.ask(inbox_view, caller=story.caller(who), box=which, sieve=Sieve())


def waiting(story: Story, who: str) -> list[str]:
    return [line.number for line in box(story, who).lines]


def who_is_waited_for(story: Story, case: str) -> set[str]:
    return {who for who in CAST if case in waiting(story, who)}


def who_could_do_it(story: Story, case: str, *, among: set[str]) -> set[str]:
    """Ask the page of each: whoever is offered one of the steps that its stage is there for."""
    actions = {step.action for step in asked(PUBLICATION, story.case(case).stage)}
    return {who for who in among if actions & story.offers(case, who)}


def test_at_every_stage_it_waits_for_those_who_are_offered_its_step(story_on_both: Story):
    """Second roles help nobody past four eyes: 王芳 checks no paper that she verified."""
    story = story_on_both
    story.also("wang", Role.OFFICE_REVIEWER)
    story.also("zhou", Role.APPROVING_OFFICIAL)
    story.also("gu", Role.HEAD_OF_AGENCY)
    case = story.hand_in().case
    eyes = set(CAST) - {"shen", "guan", "bao"}
    seen = []
    for who, action, said in WAY:
        for eye in eyes:
            open_all(story.office, case, caller=story.caller(eye))
        found = who_is_waited_for(story, case)
        assert found == who_could_do_it(story, case, among=eyes)
        assert who in found
        seen.append(found)
        story.step(who, case, action, "同意", **said)

    assert seen[2] == {"zhou", "sun"}
    assert seen[5] == {"gu", "qian"}
    assert seen[6] == {"he"}
    assert who_is_waited_for(story, case) == {"chen"}


def test_a_deputy_has_it_on_his_desk_with_the_name_of_who_is_on_leave(story: Story):
    case = story.hand_in().case
    story.to_approval(case)
    leave = Substitute(
        substitute="wu",
        role=Role.APPROVING_OFFICIAL,
        first_day=date(2026, 1, 5),
        last_day=date(2026, 1, 9),
    )
    story.do("gu", leave)

    (line,) = box(story, "wu").lines

    assert line.waits is not None
    assert (line.waits.principal, line.waits.role) == ("顾平", "分管领导")
    assert line.waits.until == date(2026, 1, 9)
    assert waiting(story, "zheng") == []
    story.on(date(2026, 1, 12))
    assert waiting(story, "wu") == []


def test_who_checked_does_not_decide_for_another_on_leave_either(story: Story):
    case = story.hand_in().case
    story.to_approval(case)
    days = {"first_day": date(2026, 1, 5), "last_day": date(2026, 1, 9)}
    story.do("gu", Substitute(substitute="zhou", role=Role.APPROVING_OFFICIAL, **days))

    assert waiting(story, "zhou") == []


def test_a_paper_that_came_back_waits_for_its_drafter_alone(story: Story):
    story.also("chen", Role.DRAFTER)
    case = story.hand_in().case
    story.to_check(case)
    story.step("zhou", case, "send_back", reason="标题有误")

    assert who_is_waited_for(story, case) == {"li"}


def test_another_agency_finds_and_counts_nothing_of_ours(story_on_both: Story):
    """S07, S17, S19: neither a line nor a number tells that there is something."""
    story = beside(story_on_both)
    case = story.hand_in().case
    story.to_check(case)

    assert set(box(story, "zhou").counts.values()) == {0, 1}
    for who in ("shi", "tian", "lu"):
        for which in Box:
            found = box(story, who, which)
            assert (found.lines, found.found) == ((), 0)
            assert set(found.counts.values()) == {0}


@pytest.mark.parametrize("who", ["guan", "bao", "shen"])
def test_who_keeps_accounts_or_audits_has_no_cases(story: Story, who: str):
    story.to_check(story.hand_in().case)

    assert all(box(story, who, which).found == 0 for which in Box)
    assert set(box(story, who).counts.values()) == {0}
