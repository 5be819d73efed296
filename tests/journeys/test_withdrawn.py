"""李明 takes his own paper back, and hands it in again; what the paper says of itself counts."""

from __future__ import annotations

import pytest

from review.commands import OpenCase
from review.domain.errors import CaseAlreadyOpen, GroundsMissing, NotYours, SameOriginal
from review.domain.vocabulary import Availability, DisclosureMode
from review.storage.rows import CaseRow, VersionRow
from tests.journeys.story import LETTER, NOTICE, ON_REQUEST, PLAIN, Story, handed
from workflows.errors import NoSuchStep, RequirementsUnmet, WrongRole

pytestmark = pytest.mark.journey


@pytest.fixture
def story(story_on_both: Story) -> Story:
    """This is the office's way itself: it is walked on either database."""
    return story_on_both


def test_li_ming_withdraws_his_paper_and_hands_it_in_again(story: Story):
    paper = story.hand_in()
    story.to_check(paper.case)
    story.step("li", paper.case, "withdraw", reason="数字有误，拟重报")
    assert story.case(paper.case).stage == "withdrawn"

    anew = story.do("li", OpenCase(document=paper.document))
    story.approved(anew.case)
    story.step("chen", anew.case, "publish")

    assert anew.case != paper.case
    assert story.paper(paper.document).availability is Availability.PUBLIC
    assert len(story.rows(VersionRow, document_id=paper.document)) == 1
    assert story.flaws() == ()


def test_what_was_said_in_a_withdrawn_case_counts_for_nothing_in_the_next(story: Story):
    paper = story.hand_in()
    story.to_approval(paper.case)
    story.step("li", paper.case, "withdraw", reason="拟重报")

    anew = story.do("li", OpenCase(document=paper.document))

    assert story.standing(anew.case) == {}
    assert story.case(anew.case).stage == "attribution"
    with pytest.raises(NoSuchStep):
        story.step("gu", anew.case, "decide_in_full", "同意")


def test_a_new_case_of_a_withdrawn_paper_can_bring_new_files(story: Story):
    paper = story.hand_in()
    story.step("li", paper.case, "withdraw", reason="拟重报")
    anew = story.do("li", OpenCase(document=paper.document))

    story.step("li", anew.case, "revise", files=(handed(PLAIN),))
    story.approved(anew.case)
    story.step("chen", anew.case, "publish")
    story.office.send()

    assert story.lying(paper.document)["01-正文.txt"] == PLAIN.encode()


def test_after_the_decision_the_drafter_withdraws_nothing(story: Story):
    paper = story.hand_in()
    story.approved(paper.case)

    with pytest.raises(NoSuchStep):
        story.step("li", paper.case, "withdraw", reason="拟重报")

    assert story.case(paper.case).stage == "awaiting_publication"


def test_a_withdrawal_says_why_and_is_the_drafters(story: Story):
    paper = story.hand_in()

    with pytest.raises(GroundsMissing):
        story.step("li", paper.case, "withdraw")
    with pytest.raises(WrongRole):
        story.step("zhou", paper.case, "withdraw", reason="拟重报")

    assert story.case(paper.case).stage == "attribution"


def test_a_second_case_about_a_paper_is_refused_while_one_is_open(story: Story):
    paper = story.hand_in()

    with pytest.raises(CaseAlreadyOpen):
        story.do("li", OpenCase(document=paper.document))
    with pytest.raises(NotYours):
        story.do("zhou", OpenCase(document=paper.document))

    assert len(story.rows(CaseRow)) == 1


def test_the_same_files_are_no_second_paper_not_even_after_a_withdrawal(story: Story):
    paper = story.hand_in()
    story.step("li", paper.case, "withdraw", reason="拟重报")

    with pytest.raises(SameOriginal):
        story.hand_in(NOTICE)

    assert len(story.rows(CaseRow)) == 1
    assert story.flaws() == ()


# ── 附注 ─────────────────────────────────────────────────────────────────
def test_a_paper_that_says_on_request_is_not_published_as_decided(story: Story):
    paper = story.hand_in(LETTER)
    story.approved(paper.case)

    with pytest.raises(RequirementsUnmet, match="附注"):
        story.step("chen", paper.case, "publish")

    assert "附注" in story.refusals(paper.case, "chen")["publish"]
    assert story.paper(paper.document).availability is Availability.CLOSED
    assert story.outgoing(paper.document) == []


def test_the_annotation_is_put_right_by_a_new_version(story: Story):
    paper = story.hand_in(LETTER)
    story.approved(paper.case)
    story.step("gu", paper.case, "revoke", reason="附注须改为公开发布")
    right = LETTER.replace("依申请公开", "公开发布")
    story.step("li", paper.case, "revise", files=(handed(right),))

    story.approved(paper.case)
    story.step("chen", paper.case, "publish")

    assert story.paper(paper.document).mode is DisclosureMode.PROACTIVE


def test_a_paper_that_says_on_request_and_is_so_decided_is_no_contradiction(story: Story):
    paper = story.hand_in(LETTER)
    story.to_approval(paper.case, mode="依申请公开", **ON_REQUEST)

    story.step("gu", paper.case, "decide_on_request", "同意", **ON_REQUEST)

    assert story.paper(paper.document).availability is Availability.ON_REQUEST
