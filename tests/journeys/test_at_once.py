"""Two people at once, or one twice: nothing is lost and nothing happens twice (H2, H7)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from review.commands import OpenCase
from review.domain.errors import CaseAlreadyOpen, Refused, SameOriginal, StaleCase
from review.domain.vocabulary import Availability
from review.storage.rows import ActRow, CaseRow, DocumentRow, OutboxRow, StepRow
from tests.journeys.story import NOTICE, PLAIN, Story, handed
from workflows.errors import NoSuchStep, StepRefused

pytestmark = pytest.mark.journey


def test_who_saw_an_old_page_is_told_and_decides_nothing(story_on_both: Story):
    paper = story_on_both.hand_in()
    story_on_both.to_approval(paper.case)
    seen = story_on_both.case(paper.case).rev
    story_on_both.step("qian", paper.case, "send_back", reason="请核对", expected_rev=seen)
    story_on_both.to_approval(paper.case)
    before = len(story_on_both.entries())

    with pytest.raises(StaleCase):
        story_on_both.step("gu", paper.case, "decide_in_full", "同意", expected_rev=seen)

    assert len(story_on_both.entries()) == before
    assert story_on_both.case(paper.case).stage == "approval"


def test_a_button_pressed_twice_counts_once(story_on_both: Story):
    paper = story_on_both.hand_in()
    story_on_both.approved(paper.case)
    seen = story_on_both.case(paper.case).rev
    story_on_both.step("chen", paper.case, "publish", expected_rev=seen)

    with pytest.raises(StaleCase):
        story_on_both.step("chen", paper.case, "publish", expected_rev=seen)
    with pytest.raises(NoSuchStep):
        story_on_both.step("chen", paper.case, "publish")

    assert len(story_on_both.rows(OutboxRow)) == 1
    assert len(story_on_both.rows(StepRow, action="publish")) == 1


def test_two_officials_who_decide_at_the_same_moment_make_one_decision(story_on_both: Story):
    paper = story_on_both.hand_in()
    story_on_both.to_approval(paper.case)
    seen = story_on_both.case(paper.case).rev

    def decide(who: str) -> bool:
        try:
            story_on_both.step(who, paper.case, "decide_in_full", "同意", expected_rev=seen)
        except (Refused, StepRefused):
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        won = list(both.map(decide, ("gu", "qian")))

    assert sorted(won) == [False, True]
    assert len(story_on_both.rows(ActRow, act="decision")) == 1
    assert story_on_both.case(paper.case).rev == seen + 1
    assert story_on_both.flaws() == ()


def test_the_same_files_handed_in_twice_at_the_same_moment_are_one_paper(story_on_both: Story):
    def hand_in(_: int) -> bool:
        try:
            story_on_both.hand_in()
        except SameOriginal:
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        taken = list(both.map(hand_in, range(2)))

    assert sorted(taken) == [False, True]
    assert len(story_on_both.rows(DocumentRow)) == 1
    assert len(story_on_both.rows(CaseRow)) == 1


def test_the_same_files_are_refused_and_the_first_paper_is_named(story: Story):
    first = story.hand_in()
    before = len(story.entries())

    with pytest.raises(SameOriginal, match=f"{first.case}，《云溪区财政局的一份公文》"):
        story.hand_in(title="另一个标题")

    assert len(story.entries()) == before
    assert len(story.rows(DocumentRow)) == 1


def test_other_files_under_the_same_name_are_another_paper(story: Story):
    first = story.hand_in(NOTICE)
    second = story.hand_in(NOTICE + "附件略。\n")

    assert first.document != second.document
    assert [first.case, second.case] == ["2026-0001", "2026-0002"]


def test_two_matters_are_two_cases_and_approving_one_approves_no_other(story: Story):
    one = story.hand_in()
    other = story.hand_in(files=(handed(PLAIN), handed("附件。\n", name="附件.txt")))
    story.to_approval(one.case)
    story.to_approval(other.case)

    story.step("gu", one.case, "decide_in_full", "同意")

    assert story.case(other.case).stage == "approval"
    with pytest.raises(NoSuchStep):
        story.step("chen", other.case, "publish")
    assert story.paper(other.document).availability is Availability.CLOSED


def test_a_paper_has_one_open_case_whoever_asks_at_the_same_moment(story_on_both: Story):
    paper = story_on_both.hand_in()
    story_on_both.step("li", paper.case, "withdraw", reason="拟重报")

    def reopen(_: int) -> bool:
        try:
            story_on_both.do("li", OpenCase(document=paper.document))
        except CaseAlreadyOpen:
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        opened = list(both.map(reopen, range(2)))

    assert sorted(opened) == [False, True]
    assert len(story_on_both.rows(CaseRow, closed_at=None)) == 1
