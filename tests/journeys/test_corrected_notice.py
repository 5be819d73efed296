"""A notice with a resident ID is returned, corrected, reviewed anew and published."""

from __future__ import annotations

import pytest

from review.domain.errors import GroundsMissing, SameOriginal
from review.domain.vocabulary import Act, Availability, Role
from review.storage.rows import ActRow, FindingRow, VersionRow
from tests.journeys.story import NOTICE, WITH_ID, WITHOUT_ID, Story, handed
from workflows.errors import RequirementsUnmet, SamePerson

pytestmark = pytest.mark.journey


@pytest.fixture
def story(story_on_both: Story) -> Story:
    """This is the office's way itself: it is walked on either database."""
    return story_on_both


def returned(story: Story) -> tuple[str, str]:
    """周岚 returns what 李明 handed in with a resident ID, and he hands in a corrected version."""
    paper = story.hand_in(WITH_ID)
    story.to_check(paper.case, mode="主动公开")
    story.step("zhou", paper.case, "send_back", reason="第三条有身份证号，请删去")
    story.step("li", paper.case, "revise", files=(handed(WITHOUT_ID),))
    return paper.case, paper.document


def test_a_notice_with_a_resident_id_does_not_pass_the_check(story: Story):
    paper = story.hand_in(WITH_ID)
    story.to_check(paper.case)

    with pytest.raises(RequirementsUnmet, match="疑点"):
        story.step("zhou", paper.case, "pass_check", "未发现")

    assert story.case(paper.case).stage == "check"
    assert "还有疑点" in story.refusals(paper.case, "zhou")["pass_check"]


def test_a_resident_id_is_shown_masked_and_kept_nowhere_but_in_the_original(story: Story):
    paper = story.hand_in(WITH_ID)

    finding = story.finding(paper.case)

    assert finding.rule == "person.resident_id"
    assert "31011319080229999X" not in finding.excerpt
    sha256 = paper.files[0][1]
    assert story.everywhere("31011319080229999X") == [f"originals/{sha256[:2]}/{sha256}"]


def test_nobody_returns_a_paper_without_saying_why(story: Story):
    paper = story.hand_in(WITH_ID)
    story.to_check(paper.case)

    with pytest.raises(GroundsMissing):
        story.step("zhou", paper.case, "send_back", "请修改")

    assert story.case(paper.case).stage == "check"


def test_after_a_correction_all_that_was_said_is_void_and_still_to_be_read(story: Story):
    case, document = returned(story)

    assert story.standing(case) == {}
    assert [(one.by, one.version, one.is_void) for one in story.case(case).acts] == [
        ("李明", 1, True),
        ("王芳", 1, True),
    ]
    assert [row.number for row in story.rows(VersionRow, document_id=document)] == [1, 2]
    assert "请删去" in [line.opinion for line in story.case(case).trail][3]


def test_a_corrected_notice_is_reviewed_whole_again_before_it_is_public(story_on_both: Story):
    case, document = returned(story_on_both)

    story_on_both.approved(case)
    story_on_both.step("chen", case, "publish")
    story_on_both.office.send()

    versions = {row.number: row.id for row in story_on_both.rows(VersionRow, document_id=document)}
    assert story_on_both.paper(document).public_version_id == versions[2]
    assert list(story_on_both.lying(document).values()).count(WITHOUT_ID.encode()) == 1
    standing = story_on_both.rows(ActRow, document_id=document, voided_at=None)
    assert {row.version_id for row in standing} == {versions[2]}
    assert story_on_both.flaws() == ()


def test_the_finding_stays_with_the_version_it_was_found_in(story: Story):
    case, document = returned(story)

    assert [one.severity for one in story.case(case).findings] == []
    assert len(story.rows(FindingRow, document_id=document)) == 1


def test_who_wrote_the_first_version_never_checks_a_later_one(story: Story):
    """李明 changes posts between two versions; the second is written by another."""
    case, _ = returned(story)
    story.also("wu", Role.DRAFTER)
    story.step("wu", case, "revise", files=(handed(WITHOUT_ID + "附件略。\n"),))
    story.also("li", Role.OFFICE_REVIEWER)
    story.also("wu", Role.OFFICE_REVIEWER)
    story.also("qian", Role.DRAFTER)
    story.step("qian", case, "propose", mode="主动公开")
    story.step("wang", case, "verify", "同意")

    for drafter in ("li", "wu"):
        with pytest.raises(SamePerson):
            story.step(drafter, case, "pass_check", "未发现")
        assert "由他人办理" in story.refusals(case, drafter)["pass_check"]

    assert Act.CHECK not in story.standing(case)
    assert story.step("zhou", case, "pass_check", "未发现").stage == "approval"


def test_the_same_files_handed_in_as_a_correction_are_refused_and_void_nothing(story: Story):
    paper = story.hand_in()
    story.step("li", paper.case, "propose", mode="主动公开")
    story.step("wang", paper.case, "send_back", reason="请补附件")
    before = len(story.entries())

    with pytest.raises(SameOriginal):
        story.step("li", paper.case, "revise", files=(handed(NOTICE),))

    assert story.standing(paper.case) == {Act.ATTRIBUTION: "李明"}
    assert len(story.entries()) == before
    assert story.paper(paper.document).availability is Availability.CLOSED


def test_a_notice_sent_again_as_it_was_goes_through_everybody_again(story: Story):
    paper = story.hand_in()
    story.to_approval(paper.case)
    story.step("gu", paper.case, "send_back", reason="请说明为何公开")

    story.approved(paper.case)

    acts = [(one.act, one.is_void) for one in story.case(paper.case).acts]
    assert [act for act, is_void in acts if is_void] == ["attribution", "section_review", "check"]
    assert len([act for act, is_void in acts if not is_void]) == 4
    assert story.flaws() == ()
