"""A paper of the Party goes out of scope, and nothing else is offered."""

from __future__ import annotations

import pytest

from review.domain.vocabulary import Availability
from review.storage.rows import StatementRow
from tests.journeys.story import PLAIN, Story
from workflows.errors import RequirementsUnmet

pytestmark = pytest.mark.journey

PARTY_NUMBER = "云财党组〔2025〕3号"


def test_a_party_paper_goes_out_of_scope_and_is_never_public(story: Story):
    paper = story.hand_in(PLAIN, number=PARTY_NUMBER)

    story.step("li", paper.case, "exclude")

    shown = story.case(paper.case)
    assert (shown.stage_label, shown.is_closed) == ("党组公文，不适用", True)
    assert story.paper(paper.document).availability is Availability.CLOSED
    assert story.rows(StatementRow) == []
    assert story.outgoing(paper.document) == []


def test_for_a_party_paper_no_mode_can_be_proposed(story: Story):
    paper = story.hand_in(PLAIN, number=PARTY_NUMBER)

    with pytest.raises(RequirementsUnmet, match="党组公文"):
        story.step("li", paper.case, "propose", mode="主动公开")

    assert "propose" not in story.offers(paper.case, "li")
    assert "党组公文" in story.refusals(paper.case, "li")["propose"]
    assert "exclude" in story.offers(paper.case, "li")


def test_an_office_paper_is_not_put_aside_as_the_partys(story: Story):
    paper = story.hand_in(PLAIN, number="云财〔2025〕12号")

    with pytest.raises(RequirementsUnmet, match="不是党组公文"):
        story.step("li", paper.case, "exclude")

    assert story.case(paper.case).stage == "attribution"


def test_an_issuer_of_the_party_in_the_text_is_enough(story: Story):
    paper = story.hand_in("中共云溪区财政局党组文件\n关于理论学习安排的通知\n")

    assert story.paper(paper.document).is_party_paper
    assert "exclude" in story.offers(paper.case, "li")


def test_once_out_of_scope_nothing_is_offered_to_anybody(story: Story):
    paper = story.hand_in(PLAIN, number=PARTY_NUMBER)
    story.step("li", paper.case, "exclude")

    for who in ("li", "wang", "zhou", "sun", "gu", "he", "chen"):
        assert story.offers(paper.case, who) == set()
