"""Two levels or four: each chain has its own people at every level, and the same end."""

from __future__ import annotations

import pytest

from review.domain.errors import NoSuchProcedure
from review.domain.vocabulary import Act, Availability, Role
from review.storage.rows import DocumentRow
from tests.journeys.story import NOTICE, WITHHELD, Story, handed
from workflows.errors import NoSuchStep, SamePerson, WrongRole

pytestmark = pytest.mark.journey

TWO, FOUR = "publication_two_level", "publication_four_level"


@pytest.fixture
def story(story_on_both: Story) -> Story:
    """This is the office's way itself: it is walked on either database."""
    return story_on_both


def test_two_levels_lead_from_hand_in_to_the_archive(story: Story):
    story.opened(TWO)
    paper = story.hand_in(procedure=TWO)
    story.step("li", paper.case, "propose", mode="主动公开")
    story.step("sun", paper.case, "pass_check", "未发现")
    story.step("gu", paper.case, "decide_in_full", "同意")
    story.step("chen", paper.case, "publish")
    story.office.send()
    story.step("zhou", paper.case, "archive")

    assert story.case(paper.case).stage == "archived"
    assert story.standing(paper.case) == {
        Act.ATTRIBUTION: "李明",
        Act.CHECK: "孙强",
        Act.DECISION: "顾平",
    }
    assert story.listed() == {paper.document}
    assert story.flaws() == ()


def test_four_levels_lead_from_hand_in_to_the_archive(story: Story):
    story.opened(FOUR)
    paper = story.hand_in(procedure=FOUR)
    story.to_approval(paper.case)
    story.step("gu", paper.case, "submit_to_head", "拟同意公开，请主要领导审批")
    story.step("he", paper.case, "head_decides_in_full", "同意公开")
    story.step("chen", paper.case, "publish")
    story.office.send()
    story.step("zhou", paper.case, "archive")

    assert story.case(paper.case).stage == "archived"
    assert story.standing(paper.case) == {
        Act.ATTRIBUTION: "李明",
        Act.SECTION_REVIEW: "王芳",
        Act.CHECK: "周岚",
        Act.ENDORSEMENT: "顾平",
        Act.DECISION: "何远",
    }
    assert story.listed() == {paper.document}
    assert story.flaws() == ()


def test_with_four_levels_the_official_alone_decides_nothing(story: Story):
    story.opened(FOUR)
    paper = story.hand_in(procedure=FOUR)
    story.to_approval(paper.case)

    with pytest.raises(NoSuchStep):
        story.step("gu", paper.case, "decide_in_full", "同意")
    with pytest.raises(NoSuchStep):
        story.step("he", paper.case, "head_decides_in_full", "同意")

    assert story.case(paper.case).stage == "approval"


def test_with_two_levels_nobody_does_two_of_the_three(story: Story):
    for role in (Role.OFFICE_REVIEWER, Role.APPROVING_OFFICIAL):
        story.also("li", role)
    story.also("zhou", Role.APPROVING_OFFICIAL)
    story.opened(TWO)
    paper = story.hand_in(procedure=TWO)
    story.step("li", paper.case, "propose", mode="主动公开")
    with pytest.raises(SamePerson):
        story.step("li", paper.case, "pass_check", "未发现")
    story.step("zhou", paper.case, "pass_check", "未发现")

    for who in ("li", "zhou"):
        with pytest.raises(SamePerson):
            story.step(who, paper.case, "decide_in_full", "同意")

    assert story.paper(paper.document).availability is Availability.CLOSED


@pytest.mark.parametrize(
    "level", ["verify", "pass_check", "submit_to_head", "head_decides_in_full"]
)
def test_with_four_levels_who_acted_before_acts_at_no_later_level(story: Story, level: str):
    """Each of those who came before holds the later role too, and is still refused."""
    chain = {
        "verify": ("wang", Role.SECTION_HEAD),
        "pass_check": ("zhou", Role.OFFICE_REVIEWER),
        "submit_to_head": ("gu", Role.APPROVING_OFFICIAL),
        "head_decides_in_full": ("he", Role.HEAD_OF_AGENCY),
    }
    story.opened(FOUR)
    paper = story.hand_in(procedure=FOUR)
    story.step("li", paper.case, "propose", mode="主动公开")
    before = ["li"]
    for action, (who, _) in chain.items():
        if action == level:
            break
        story.step(who, paper.case, action, "同意")
        before.append(who)

    for who in before:
        story.also(who, chain[level][1])
        with pytest.raises(SamePerson):
            story.step(who, paper.case, level, "同意")

    story.step(chain[level][0], paper.case, level, "同意")


def test_with_four_levels_the_head_withholds_with_every_ground(story: Story):
    story.opened(FOUR)
    paper = story.hand_in(procedure=FOUR)
    story.to_approval(paper.case, mode="不予公开", **WITHHELD)
    story.step("gu", paper.case, "submit_to_head", "拟不予公开")

    with pytest.raises(WrongRole):
        story.step("gu", paper.case, "head_decides_withheld", "不予公开", **WITHHELD)
    story.step("he", paper.case, "head_decides_withheld", "不予公开", **WITHHELD)

    assert story.paper(paper.document).article == WITHHELD["article"]
    assert story.paper(paper.document).availability is Availability.CLOSED


def test_a_paper_handed_in_to_a_procedure_that_is_not_there_is_not_kept(story: Story):
    """Not for a moment: bytes that lie here altered are not healed by it either."""
    kept = story.hand_in(NOTICE)
    original = story.original(kept.files[0][1])
    original.write_bytes(b"altered")
    files = handed("另一件公文\n"), handed(NOTICE, name="附件.txt")

    with pytest.raises(NoSuchProcedure):
        story.hand_in(files=files, procedure="publication_by_nobody")

    assert [row.id for row in story.rows(DocumentRow)] == [kept.document]
    assert original.read_bytes() == b"altered"
    assert story.flaws() == ()
