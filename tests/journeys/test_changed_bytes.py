"""What was approved is these bytes: anything else is noticed and not published (H1)."""

from __future__ import annotations

import pytest

from review.domain.errors import BytesChanged
from review.domain.vocabulary import Availability
from review.services.contents import case_file, public_file
from review.storage.originals import OriginalAltered
from review.storage.rows import OutboxRow, VersionRow
from tests.journeys.story import NOTICE, PLAIN, Story, flipped, handed
from workflows.errors import NoSuchStep, RequirementsUnmet

pytestmark = pytest.mark.journey


def approved(story: Story) -> tuple[str, str, str]:
    """A notice that 顾平 approved; return its case, its identity and the hash of its bytes."""
    paper = story.hand_in()
    story.approved(paper.case)
    return paper.case, paper.document, paper.files[0][1]


def refused_to_publish(story: Story, case: str, document: str) -> None:
    """陈静 cannot publish, is told why beforehand, and nothing has changed."""
    before = len(story.entries())
    assert "不一致" in story.refusals(case, "chen")["publish"]
    with pytest.raises(RequirementsUnmet, match="不一致"):
        story.step("chen", case, "publish")
    assert story.paper(document).availability is Availability.CLOSED
    assert story.rows(OutboxRow) == []
    assert len(story.entries()) == before


def test_a_bit_flipped_on_the_disk_after_approval_is_noticed(story_on_both: Story):
    case, document, sha256 = approved(story_on_both)

    flipped(story_on_both.original(sha256))

    refused_to_publish(story_on_both, case, document)


def test_another_good_file_laid_in_its_place_is_noticed(story: Story):
    case, document, sha256 = approved(story)

    story.original(sha256).write_bytes(PLAIN.encode())

    refused_to_publish(story, case, document)


def test_a_file_gone_from_the_disk_is_noticed(story: Story):
    case, document, sha256 = approved(story)

    story.original(sha256).unlink()

    refused_to_publish(story, case, document)


def test_changed_bytes_are_shown_to_nobody(story: Story):
    case, _, sha256 = approved(story)
    file = story.case(case).files[0].id
    flipped(story.original(sha256))

    with pytest.raises(BytesChanged):
        story.office.ask(case_file, case, file, caller=story.caller("zhou"))


def test_bytes_changed_before_the_check_pass_no_check_and_no_decision(story: Story):
    paper = story.hand_in()
    story.to_check(paper.case)
    good = story.original(paper.files[0][1]).read_bytes()
    flipped(story.original(paper.files[0][1]))
    with pytest.raises(RequirementsUnmet, match="不一致"):
        story.step("zhou", paper.case, "pass_check", "未发现")

    story.original(paper.files[0][1]).write_bytes(good)
    story.step("zhou", paper.case, "pass_check", "未发现")
    flipped(story.original(paper.files[0][1]))

    with pytest.raises(RequirementsUnmet, match="不一致"):
        story.step("gu", paper.case, "decide_in_full", "同意")


def test_bytes_changed_after_publication_are_carried_nowhere(story: Story):
    case, document, sha256 = approved(story)
    story.cut_off()
    story.step("chen", case, "publish")
    flipped(story.original(sha256))

    story.reachable_again()

    assert story.row(OutboxRow).failure == "OriginalAltered"
    assert story.lying(document) == {}
    with pytest.raises(OriginalAltered):
        story.office.ask(public_file, document, 0)


def test_a_file_of_the_same_name_does_not_slip_in_after_approval(story: Story):
    case, document, _ = approved(story)

    with pytest.raises(NoSuchStep):
        story.step("li", case, "revise", files=(handed(PLAIN),))

    assert len(story.rows(VersionRow, document_id=document)) == 1
    assert story.case(case).stage == "awaiting_publication"


def test_a_changed_file_of_the_same_name_needs_the_whole_review_again(story: Story):
    case, document, _ = approved(story)
    story.step("gu", case, "revoke", reason="附件有误，须更换")
    story.step("li", case, "revise", files=(handed(PLAIN),))

    story.step("li", case, "propose", mode="主动公开")
    story.step("wang", case, "verify", "同意")
    assert story.case(case).stage == "check"
    with pytest.raises(NoSuchStep):
        story.step("chen", case, "publish")
    story.step("zhou", case, "pass_check", "未发现")
    story.step("gu", case, "decide_in_full", "同意")
    story.step("chen", case, "publish")
    story.office.send()

    assert story.lying(document)["01-正文.txt"] == PLAIN.encode()
    assert story.standing(case).keys() == {"attribution", "section_review", "check", "decision"}
    assert [one.version for one in story.case(case).acts if one.is_void] == [1, 1, 1, 1]


def test_after_a_revocation_the_old_check_decides_nothing(story: Story):
    case, document, _ = approved(story)

    story.step("gu", case, "revoke", reason="须再核实")

    assert story.standing(case).keys() == {"attribution"}
    with pytest.raises(NoSuchStep):
        story.step("chen", case, "publish")
    assert story.paper(document).availability is Availability.CLOSED


def test_the_published_bytes_are_the_approved_ones(story: Story):
    case, document, sha256 = approved(story)
    story.step("chen", case, "publish")
    story.office.send()

    name, _, content = story.office.ask(public_file, document, 0)

    assert (name, content) == ("正文.txt", NOTICE.encode())
    assert story.manifest(document)["files"][0]["sha256"] == sha256


def test_nothing_is_decided_on_an_opinion_that_became_void(story: Story):
    paper = story.hand_in()
    story.to_approval(paper.case)
    story.step("gu", paper.case, "send_back", reason="请核对数字")

    story.step("li", paper.case, "propose", mode="主动公开")

    with pytest.raises(NoSuchStep):
        story.step("gu", paper.case, "decide_in_full", "同意")
    assert story.standing(paper.case).keys() == {"attribution"}
