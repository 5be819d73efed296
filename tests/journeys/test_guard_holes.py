"""Holes that fresh eyes found in intake, in the ways out and around the guards, told as stories."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from review.commands import (
    Clear,
    Cosign,
    CosignClearance,
    Dispose,
    DraftAuthorisation,
    OpenCase,
    ReadByPeople,
    RevokeAuthorisation,
    RunReassessment,
    SignAuthorisation,
    SignRules,
)
from review.domain.authorisation_refusals import AuthorisationRevoked, RulesUnsigned
from review.domain.errors import (
    FileRefused,
    NoSuchCase,
    NotYours,
    SameOriginal,
)
from review.domain.vocabulary import DisposalKind, Role
from review.storage.rows import ClearanceRow, DisposalRow, DocumentRow, ReadingRow, RefusalRow
from tests.journeys.story import AUTHORISATION, MARKED, NOTICE, UNREADABLE, WITH_ID, Story, handed
from tests.readers import open_all
from workflows.errors import RequirementsUnmet, SamePerson, StepRefused

pytestmark = pytest.mark.journey

ARTICLE = "条例第二十条"


def disposing(case: str, finding: str, kind: DisposalKind) -> Dispose:
    return Dispose(case=case, finding=finding, kind=kind, reason="经核对", article=ARTICLE)


def blocked(story: Story) -> tuple[str, str]:
    """A notice with a resident ID before 周岚; return its case and its finding."""
    paper = story.hand_in(WITH_ID)
    story.to_check(paper.case)
    return paper.case, story.finding(paper.case).id


def answers(story: Story, **said: str) -> str:
    items = story.office.means.checklist
    return "\n".join(f"{item.id}={said.get(item.id, item.clear.label)}" for item in items)


# ── What supersedes ──────────────────────────────────────────────────────
def test_a_finding_marked_for_cutting_by_mistake_is_disposed_of_anew(story_on_both: Story):
    case, finding = blocked(story_on_both)
    story_on_both.do("zhou", disposing(case, finding, DisposalKind.REDACT))
    story_on_both.do("zhou", disposing(case, finding, DisposalKind.LAWFUL))
    story_on_both.do("sun", Cosign(case=case, finding=finding, disposal=2))

    assert story_on_both.step("zhou", case, "pass_check", "已处置").stage == "approval"
    shown = story_on_both.case(case).findings
    assert [one.disposal.kind for one in shown if one.disposal] == ["lawful"]
    assert len(story_on_both.rows(DisposalRow)) == 2
    assert story_on_both.flaws() == ()


def test_a_signature_under_an_earlier_disposal_does_not_carry_a_later_one(story: Story):
    case, finding = blocked(story)
    story.do("zhou", disposing(case, finding, DisposalKind.LAWFUL))
    story.do("sun", Cosign(case=case, finding=finding, disposal=1))
    story.do("zhou", disposing(case, finding, DisposalKind.NO_HARM))

    with pytest.raises(RequirementsUnmet):
        story.step("zhou", case, "pass_check", "已处置")
    story.do("sun", Cosign(case=case, finding=finding, disposal=2))

    assert story.step("zhou", case, "pass_check", "已处置").stage == "approval"


def test_who_was_uncertain_reads_again_and_what_he_says_last_counts(story_on_both: Story):
    paper = story_on_both.hand_in(UNREADABLE, name="图纸.dwg")
    case = paper.case
    story_on_both.to_check(case)
    file = story_on_both.case(case).files[0].id
    unsure = answers(story_on_both, A="不能确定；图中有坐标")
    clear = answers(story_on_both)
    story_on_both.do("sun", ReadByPeople(case=case, file=file, checklist=clear))
    story_on_both.do("wu", ReadByPeople(case=case, file=file, checklist=unsure))

    assert story_on_both.do("wu", ReadByPeople(case=case, file=file, checklist=clear)) == 2

    assert story_on_both.case(case).files[0].read_by == ("孙强", "吴律")
    open_all(story_on_both.office, case, caller=story_on_both.caller("zhou"))
    assert "pass_check" in story_on_both.offers(case, "zhou")
    story_on_both.do("sun", ReadByPeople(case=case, file=file, checklist=unsure))
    with pytest.raises(RequirementsUnmet):
        story_on_both.step("zhou", case, "pass_check", "已阅")
    assert len(story_on_both.rows(ReadingRow)) == 4


def test_who_signed_about_these_bytes_in_an_earlier_case_does_not_decide_on_them(story: Story):
    story.also("sun", Role.APPROVING_OFFICIAL)
    paper = story.hand_in(WITH_ID)
    story.to_check(paper.case)
    finding = story.finding(paper.case).id
    story.do("zhou", disposing(paper.case, finding, DisposalKind.LAWFUL))
    story.do("sun", Cosign(case=paper.case, finding=finding, disposal=1))
    story.step("li", paper.case, "withdraw", reason="拟重报")
    again = story.do("li", OpenCase(document=paper.document)).case
    story.to_approval(again)

    with pytest.raises(SamePerson):
        story.step("sun", again, "decide_in_full", "同意")

    assert story.step("gu", again, "decide_in_full", "同意").stage == "awaiting_publication"


# ── Intake ───────────────────────────────────────────────────────────────
def test_renamed_bytes_of_another_drafter_are_no_second_paper(story: Story):
    story.also("wang", Role.DRAFTER)
    story.hand_in(NOTICE)

    with pytest.raises(SameOriginal):
        story.hand_in(NOTICE, by="wang", name="另一件.txt")

    assert len(story.rows(DocumentRow)) == 1


def test_a_clearance_serves_a_revision_and_that_papers_later_versions(story_on_both: Story):
    refused = story_on_both.hand_in(MARKED)
    sha256 = refused.files[0][1]
    confirmed = {"confirmed_by": "赵科", "number": "1号", "confirmed_on": date(2026, 1, 4)}
    story_on_both.do("sun", Clear(sha256=sha256, **confirmed))
    story_on_both.do("zhou", CosignClearance(sha256=sha256))
    paper = story_on_both.hand_in()

    story_on_both.step("li", paper.case, "revise", files=(handed(MARKED),))
    story_on_both.step("li", paper.case, "revise", files=(handed(MARKED, name="改名.txt"),))

    assert story_on_both.case(paper.case).version == 3
    assert story_on_both.row(ClearanceRow).used_by_document == paper.document
    assert len(story_on_both.rows(RefusalRow)) == 1
    assert story_on_both.flaws() == ()


def test_of_a_command_that_fails_no_bytes_stay(story: Story):
    """The rows are refused by the database after the bytes were kept."""
    with story.office.database.write() as session:
        session.execute(
            text(
                "CREATE TRIGGER refusing BEFORE INSERT ON review_case"
                " BEGIN SELECT RAISE(ABORT, 'refused'); END"
            )
        )
    with pytest.raises(DBAPIError):
        story.hand_in("只此一件的字句\n")

    assert story.everywhere("只此一件的字句") == []


def test_a_marked_revision_by_who_may_not_revise_leaves_no_entry(story: Story):
    paper = story.hand_in()

    with pytest.raises(StepRefused):
        story.step("zhou", paper.case, "revise", files=(handed(MARKED),))
    with pytest.raises(NoSuchCase):
        story.step("li", "2026-9999", "revise", files=(handed(MARKED),))
    assert story.rows(RefusalRow) == []
    with pytest.raises(FileRefused):
        story.step("li", paper.case, "revise", files=(handed(MARKED),))

    assert len(story.rows(RefusalRow)) == 1


# ── Authorisations and rounds ────────────────────────────────────────────
def test_a_revoked_authorisation_is_not_signed_and_an_unsigned_one_says_what_is_missing(
    story: Story,
):
    terms = {"grounds": ("reason_lapsed",), "first_day": date(2026, 1, 1), "cap": 10}
    last = {"last_day": date(2026, 12, 31), "hold_days": 5}
    story.do("zheng", DraftAuthorisation(reference=AUTHORISATION, **terms, **last))
    with pytest.raises(RulesUnsigned):
        story.do("he", SignAuthorisation(reference=AUTHORISATION))
    story.do("he", RevokeAuthorisation(reference=AUTHORISATION))

    for who, command in (("sun", SignRules), ("he", SignAuthorisation)):
        with pytest.raises(AuthorisationRevoked, match="已经撤销"):
            story.do(who, command(reference=AUTHORISATION))


def test_a_round_is_run_by_who_keeps_the_register(story: Story):
    for who in ("li", "gu", "guan"):
        with pytest.raises(NotYours):
            story.do(who, RunReassessment())

    assert len(story.do("zheng", RunReassessment())) == 1


# ── The database itself ──────────────────────────────────────────────────
@pytest.mark.parametrize("table", ["role_grant", "active_definition"])
def test_what_the_office_rests_on_is_never_deleted(story_on_both: Story, table: str):
    with (
        pytest.raises(DBAPIError, match=f"{table}: nothing is ever deleted"),
        story_on_both.office.database.write() as session,
    ):
        session.execute(text(f"DELETE FROM {table}"))  # noqa: S608  # a constant
