"""A clean notice goes from hand-in to the archive."""

from __future__ import annotations

import pytest

from review.domain.errors import NoSuchCase
from review.domain.vocabulary import Act, Availability, DisclosureMode, Role, StatementKind
from review.services.record_facts import approval_facts
from review.storage.rows import ActRow, OutboxRow, VersionRow
from tests.journeys.story import NOTICE, Story
from workflows.errors import NoSuchStep, WrongRole

pytestmark = pytest.mark.journey


@pytest.fixture
def story(story_on_both: Story) -> Story:
    """This is the office's way itself: it is walked on either database."""
    return story_on_both


def test_a_clean_notice_becomes_public_by_five_different_people(story_on_both: Story):
    paper = story_on_both.published()

    assert story_on_both.standing(paper.case) == {
        Act.ATTRIBUTION: "李明",
        Act.SECTION_REVIEW: "王芳",
        Act.CHECK: "周岚",
        Act.DECISION: "顾平",
    }
    assert story_on_both.paper(paper.document).availability is Availability.PUBLIC
    assert story_on_both.listed() == {paper.document}
    assert story_on_both.lying(paper.document)["01-正文.txt"] == NOTICE.encode()
    assert story_on_both.flaws() == ()


def test_the_mode_of_a_notice_is_stated_by_each_of_the_four_as_a_fact_of_its_own(story: Story):
    paper = story.published()

    stated = story.case(paper.case).statements

    assert [(one.kind, one.by) for one in stated] == [
        (StatementKind.PROPOSED, "李明"),
        (StatementKind.VERIFIED, "王芳"),
        (StatementKind.VERIFIED, "周岚"),
        (StatementKind.DETERMINED, "顾平"),
    ]
    assert {one.mode for one in stated} == {DisclosureMode.PROACTIVE}


def test_where_the_three_differ_about_the_mode_every_opinion_stays(story: Story):
    paper = story.hand_in()
    story.step("li", paper.case, "propose", mode="依申请公开",
               on_request_reason="not_listed", reassess_on="2026-12-01")  # fmt: skip
    story.step("wang", paper.case, "verify", "应当主动公开", mode="主动公开")
    story.step("zhou", paper.case, "pass_check", "同意科室意见")

    story.step("gu", paper.case, "decide_in_full", "同意公开")

    assert [(one.by, one.mode) for one in story.case(paper.case).statements] == [
        ("李明", DisclosureMode.ON_REQUEST),
        ("王芳", DisclosureMode.PROACTIVE),
        ("周岚", DisclosureMode.PROACTIVE),
        ("顾平", DisclosureMode.PROACTIVE),
    ]


def test_the_approval_names_document_version_bytes_ruleset_and_procedure(story: Story):
    paper = story.published()

    decision = story.row(ActRow, document_id=paper.document, act=Act.DECISION)

    version = story.row(VersionRow, document_id=paper.document)
    shown = story.case(paper.case)
    assert decision.version_id == version.id == story.paper(paper.document).public_version_id
    assert decision.manifest == version.manifest
    assert decision.ruleset == story.office.means.ruleset.identity
    assert decision.procedure_digest == shown.procedure_digest
    (entry,) = (one for one in story.entries() if one.event == "case:decide_in_full")
    for named in (decision.manifest, decision.ruleset, decision.procedure_digest, version.id):
        assert named in entry.body


def test_what_the_approval_form_says_is_what_was_decided(story: Story):
    paper = story.published()
    story.step("zhou", paper.case, "archive")

    facts = story.office.ask(approval_facts, paper.case, caller=story.caller("zhou"))

    assert [one.name for one in facts.opinions if one.standing][-1] == "顾平"
    assert [file.sha256 for file in facts.files] == [paper.files[0][1]]
    assert facts.procedure_digest == story.case(paper.case).procedure_digest
    assert facts.archived_on is not None


def test_each_step_is_one_entry_and_the_paper_changes_only_when_it_is_published(story: Story):
    before = len(story.entries())

    paper = story.published()

    assert story.events()[before:] == [
        "document:received",
        "case:opened",
        "case:propose",
        "case:verify",
        "file:opened",
        "case:pass_check",
        "case:decide_in_full",
        "case:publish",
        "publication:delivered",
    ]
    moved = [one.event for one in story.entries() if one.document_id == paper.document]
    assert moved == ["document:received", "case:publish"]


def test_a_notice_is_archived_only_when_the_channel_has_confirmed_it(story: Story):
    paper = story.hand_in()
    story.approved(paper.case)
    story.cut_off()
    story.step("chen", paper.case, "publish")
    story.office.send()
    assert "archive" not in story.offers(paper.case, "zhou")

    story.reachable_again()

    assert story.row(OutboxRow, document_id=paper.document).done_at is not None
    assert story.step("zhou", paper.case, "archive").stage == "archived"
    with pytest.raises(NoSuchStep):
        story.step("chen", paper.case, "publish")


@pytest.mark.parametrize("who", ["li", "wang", "zhou", "gu", "he"])
def test_nobody_but_the_publisher_publishes(story: Story, who: str):
    paper = story.hand_in()
    story.approved(paper.case)
    before = len(story.entries())

    with pytest.raises(WrongRole):
        story.step(who, paper.case, "publish")

    assert story.paper(paper.document).availability is Availability.CLOSED
    assert len(story.entries()) == before


@pytest.mark.parametrize("who", ["guan", "shen", "bao"])
def test_for_administrators_and_the_auditor_there_is_no_case_to_act_on(story: Story, who: str):
    paper = story.hand_in()

    with pytest.raises(NoSuchCase):
        story.step(who, paper.case, "propose", mode="主动公开")

    assert story.case(paper.case).stage == "attribution"


def test_the_head_of_another_section_neither_sees_nor_reviews_the_paper(story: Story):
    story.of_another_section("fang", "方圆", Role.SECTION_HEAD)
    paper = story.hand_in()
    story.step("li", paper.case, "propose", mode="主动公开")

    with pytest.raises(NoSuchCase):
        story.case(paper.case, seen_by="fang")
    with pytest.raises(NoSuchCase):
        story.step("fang", paper.case, "verify", "同意")

    assert story.case(paper.case).stage == "section_review"
