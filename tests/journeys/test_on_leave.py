"""休假代理: another acts in one's place, both are named, and four eyes look through both."""

from __future__ import annotations

from datetime import date

import pytest

from review.commands import EndRole, Substitute
from review.domain.errors import NoSuchCase, SubstituteUnfit
from review.domain.vocabulary import Act, Role
from review.storage.rows import ActRow, StepRow, SubstitutionRow
from tests.journeys.story import Story
from workflows.errors import SamePerson, WrongRole

pytestmark = pytest.mark.journey

TODAY, FRIDAY = date(2026, 1, 5), date(2026, 1, 9)


def stands_in(story: Story, who: str, *, for_: str, role: Role) -> None:
    """Somebody goes on leave till Friday and names another."""
    story.do(for_, Substitute(substitute=who, role=role, first_day=TODAY, last_day=FRIDAY))


def test_wu_decides_for_gu_on_leave_and_both_names_are_in_the_trail(story_on_both: Story):
    paper = story_on_both.hand_in()
    story_on_both.to_approval(paper.case)
    stands_in(story_on_both, "wu", for_="gu", role=Role.APPROVING_OFFICIAL)

    story_on_both.step("wu", paper.case, "decide_in_full", "同意")

    decision = story_on_both.row(ActRow, act=Act.DECISION)
    assert story_on_both.name_of(decision.person_id) == "吴律"
    assert story_on_both.name_of(decision.principal_id) == "顾平"
    last = story_on_both.case(paper.case).trail[-1]
    assert "吴律" in last.by
    assert "顾平" in last.by
    assert story_on_both.row(StepRow, action="decide_in_full").principal_id == decision.principal_id
    assert decision.principal_id in story_on_both.entries()[-1].body
    assert story_on_both.flaws() == ()


def test_who_checked_does_not_decide_for_another(story: Story):
    paper = story.hand_in()
    story.to_approval(paper.case)
    stands_in(story, "zhou", for_="gu", role=Role.APPROVING_OFFICIAL)

    with pytest.raises(SamePerson):
        story.step("zhou", paper.case, "decide_in_full", "同意")

    assert "decide_in_full" not in story.offers(paper.case, "zhou")


def test_nobody_decides_for_one_who_reviewed_the_paper_himself(story: Story):
    """王芳 reviewed it as head of the section; as an official she is on leave."""
    story.also("wang", Role.APPROVING_OFFICIAL)
    stands_in(story, "wu", for_="wang", role=Role.APPROVING_OFFICIAL)
    paper = story.hand_in()
    story.to_approval(paper.case)

    with pytest.raises(SamePerson):
        story.step("wu", paper.case, "decide_in_full", "同意")

    assert story.step("gu", paper.case, "decide_in_full", "同意").stage == "awaiting_publication"


def test_who_was_stood_in_for_at_the_check_does_not_decide(story: Story):
    """周岚 is on leave for the check; what 吴律 did for her counts as hers."""
    story.also("zhou", Role.APPROVING_OFFICIAL)
    stands_in(story, "wu", for_="zhou", role=Role.OFFICE_REVIEWER)
    paper = story.hand_in()
    story.to_check(paper.case)
    story.step("wu", paper.case, "pass_check", "未发现")

    for who in ("zhou", "wu"):
        with pytest.raises((SamePerson, WrongRole)):
            story.step(who, paper.case, "decide_in_full", "同意")

    assert "decide_in_full" not in story.offers(paper.case, "zhou")


def test_before_and_after_the_leave_the_deputy_does_nothing(story: Story):
    paper = story.hand_in()
    story.to_approval(paper.case)
    stands_in(story, "wu", for_="gu", role=Role.APPROVING_OFFICIAL)
    story.on(date(2026, 1, 10))

    with pytest.raises(WrongRole):
        story.step("wu", paper.case, "decide_in_full", "同意")

    story.on(FRIDAY)
    assert story.step("wu", paper.case, "decide_in_full", "同意").stage == "awaiting_publication"


def test_a_deputy_falls_with_the_role_of_whom_he_stands_in_for(story: Story):
    paper = story.hand_in()
    story.to_approval(paper.case)
    stands_in(story, "wu", for_="gu", role=Role.APPROVING_OFFICIAL)

    story.do("bao", EndRole(login="gu", role=Role.APPROVING_OFFICIAL))

    with pytest.raises(WrongRole):
        story.step("wu", paper.case, "decide_in_full", "同意")


def test_a_deputy_of_another_section_sees_the_papers_and_only_as_long_as_the_leave(story: Story):
    """方圆 of the office stands in for 王芳, who heads the budget section."""
    story.of_another_section("fang", "方圆", Role.SECTION_HEAD)
    paper = story.hand_in()
    with pytest.raises(NoSuchCase):
        story.case(paper.case, seen_by="fang")

    stands_in(story, "fang", for_="wang", role=Role.SECTION_HEAD)

    assert story.case(paper.case, seen_by="fang").title == story.case(paper.case).title
    story.on(date(2026, 1, 10))
    with pytest.raises(NoSuchCase):
        story.case(paper.case, seen_by="fang")


@pytest.mark.parametrize("who", ["guan", "shen", "bao"])
def test_no_administrator_comes_to_decide_by_way_of_a_leave(story: Story, who: str):
    with pytest.raises(SubstituteUnfit):
        stands_in(story, who, for_="gu", role=Role.APPROVING_OFFICIAL)

    assert story.rows(SubstitutionRow) == []
