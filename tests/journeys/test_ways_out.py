"""No finding is a dead end, and no way out is one person's (DESIGN §7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from review.commands import Clear, Cosign, CosignClearance, Dispose, TakeDown
from review.domain.clearance_refusals import ConfirmerMissing
from review.domain.errors import (
    AlreadyDone,
    FileRefused,
    GroundsMissing,
    NoSuchFile,
    NoSuchFinding,
    NotYours,
    SameHands,
)
from review.domain.vocabulary import DisposalKind, Role
from review.services.doctor import examine
from review.storage.rows import (
    ClearanceRow,
    CosignatureRow,
    DisposalRow,
    DocumentRow,
    RefusalRow,
)
from tests.journeys.story import MARKED, WITH_ID, Story, handed
from workflows.errors import RequirementsUnmet, SamePerson

pytestmark = pytest.mark.journey

ARTICLE = "政府信息公开条例第十五条"


# ── Refused at intake ────────────────────────────────────────────────────
def cleared(story: Story) -> str:
    """A refused hash that 孙强 enters as cleared; return it."""
    sha256 = story.hand_in(MARKED).files[0][1]
    story.do(
        "sun",
        Clear(
            sha256=sha256,
            confirmed_by="区保密机要局　赵科",
            number="云保函〔2026〕1号",
            confirmed_on=date(2026, 1, 4),
        ),
    )
    return sha256


def test_a_marked_paper_is_refused_and_its_words_are_nowhere(story_on_both: Story):
    received = story_on_both.hand_in(MARKED)

    assert (received.case, received.document) == (None, None)
    assert received.refused_rule == "marking.classification"
    assert story_on_both.rows(DocumentRow) == []
    refusal = story_on_both.row(RefusalRow)
    assert (refusal.sha256, refusal.sm3) == received.files[0][1:]
    assert story_on_both.office.means.originals.names() == []
    assert story_on_both.everywhere("库房钥匙交接演示") == []
    assert story_on_both.events()[-1] == "paper:refused"
    assert story_on_both.flaws() == ()


def test_a_marked_correction_is_refused_like_a_new_paper(story: Story):
    paper = story.hand_in()

    with pytest.raises(FileRefused):
        story.step("li", paper.case, "revise", files=(handed(MARKED),))

    assert story.case(paper.case).version == 1
    assert len(story.rows(RefusalRow)) == 1
    assert story.everywhere("库房钥匙交接演示") == []


def test_one_signature_clears_nothing(story: Story):
    cleared(story)

    again = story.hand_in(MARKED)

    assert again.refused_rule == "marking.classification"
    assert story.rows(DocumentRow) == []


def test_cleared_by_two_a_hash_is_handed_in_once(story_on_both: Story):
    sha256 = cleared(story_on_both)
    story_on_both.do("gu", CosignClearance(sha256=sha256))

    first = story_on_both.hand_in(MARKED)
    second = story_on_both.hand_in(MARKED, name="又一件.txt")

    assert first.case is not None
    assert second.refused_rule == "marking.classification"
    assert story_on_both.row(ClearanceRow).used_by_document == first.document
    assert len(story_on_both.rows(DocumentRow)) == 1
    assert story_on_both.flaws() == ()


def test_what_was_cleared_still_needs_its_mark_disposed_of_by_two(story: Story):
    sha256 = cleared(story)
    story.do("gu", CosignClearance(sha256=sha256))
    paper = story.hand_in(MARKED)
    story.to_check(paper.case)

    with pytest.raises(RequirementsUnmet):
        story.step("zhou", paper.case, "pass_check", "已解密")

    assert story.finding(paper.case).severity == "block"


def test_nobody_signs_a_clearance_twice_or_his_own_or_for_what_he_handed_in(story: Story):
    story.also("li", Role.CONFIDENTIALITY_OFFICER)
    sha256 = cleared(story)

    for who in ("sun", "li"):
        with pytest.raises(SameHands):
            story.do(who, CosignClearance(sha256=sha256))
    with pytest.raises(NotYours):
        story.do("wang", CosignClearance(sha256=sha256))
    story.do("zhou", CosignClearance(sha256=sha256))
    with pytest.raises(AlreadyDone):
        story.do("gu", CosignClearance(sha256=sha256))

    assert story.name_of(story.row(ClearanceRow).cosigned_by) == "周岚"


def test_a_clearance_without_its_confirmer_or_its_number_says_which(story: Story):
    sha256 = story.hand_in(MARKED).files[0][1]
    whole = Clear(sha256=sha256, confirmed_by="赵科", number="1号", confirmed_on=date(2026, 1, 4))

    with pytest.raises(ConfirmerMissing, match="由谁确认"):
        story.do("sun", replace(whole, confirmed_by=" "))
    with pytest.raises(GroundsMissing, match="文号"):
        story.do("sun", replace(whole, number=" "))

    assert story.rows(ClearanceRow) == []


def test_a_hash_that_was_never_refused_is_not_cleared_beforehand(story: Story):
    terms = {"confirmed_by": "赵科", "number": "1号", "confirmed_on": date(2026, 1, 4)}

    with pytest.raises(NoSuchFile):
        story.do("sun", Clear(sha256="0" * 64, **terms))

    assert story.rows(ClearanceRow) == []


# ── A finding that blocks ────────────────────────────────────────────────
def blocked(story: Story) -> tuple[str, str]:
    """A notice with a resident ID before 周岚; return its case and its finding."""
    paper = story.hand_in(WITH_ID)
    story.to_check(paper.case)
    return paper.case, story.finding(paper.case).id


def lawful(case: str, finding: str, *, article: str | None = ARTICLE) -> Dispose:
    return Dispose(
        case=case,
        finding=finding,
        kind=DisposalKind.LAWFUL,
        reason="本人书面同意公示其证件号码",
        article=article,
    )


def test_a_blocking_finding_is_settled_by_a_checker_with_an_article_and_another_hand(
    story_on_both: Story,
):
    case, finding = blocked(story_on_both)
    story_on_both.do("zhou", lawful(case, finding))
    with pytest.raises(RequirementsUnmet):
        story_on_both.step("zhou", case, "pass_check", "已处置")

    story_on_both.do("sun", Cosign(case=case, finding=finding, disposal=1))

    assert story_on_both.step("zhou", case, "pass_check", "已处置").stage == "approval"
    settled = story_on_both.case(case).findings[0].disposal
    assert (settled.by, settled.cosigned_by, settled.article) == ("周岚", "孙强", ARTICLE)
    assert story_on_both.flaws() == ()


def test_nobody_disposes_of_a_blocking_finding_without_an_article_or_a_reason(story: Story):
    case, finding = blocked(story)

    with pytest.raises(GroundsMissing, match="条款"):
        story.do("zhou", lawful(case, finding, article=None))
    with pytest.raises(GroundsMissing, match="理由"):
        story.do("zhou", Dispose(case=case, finding=finding, kind=DisposalKind.LAWFUL,
                                 reason="　", article=ARTICLE))  # fmt: skip

    assert story.rows(DisposalRow) == []


@pytest.mark.parametrize("who", ["li", "zhou"])
def test_neither_drafter_nor_disposer_signs_under_a_disposal(story: Story, who: str):
    case, finding = blocked(story)
    story.also("li", Role.CONFIDENTIALITY_OFFICER)
    story.do("zhou", lawful(case, finding))

    with pytest.raises(SameHands):
        story.do(who, Cosign(case=case, finding=finding, disposal=1))

    assert story.rows(CosignatureRow) == []


def test_who_signed_under_a_disposal_does_not_decide(story: Story):
    case, finding = blocked(story)
    story.also("sun", Role.APPROVING_OFFICIAL)
    story.do("zhou", lawful(case, finding))
    story.do("sun", Cosign(case=case, finding=finding, disposal=1))
    story.step("zhou", case, "pass_check", "已处置")

    with pytest.raises(SamePerson):
        story.step("sun", case, "decide_in_full", "同意")

    assert story.step("gu", case, "decide_in_full", "同意").stage == "awaiting_publication"


def test_who_disposed_of_a_finding_does_not_decide_when_another_passed_the_check(story: Story):
    case, finding = blocked(story)
    story.also("zhou", Role.APPROVING_OFFICIAL)
    story.do("zhou", lawful(case, finding))
    story.do("wang", Cosign(case=case, finding=finding, disposal=1))
    story.step("sun", case, "pass_check", "已处置")

    with pytest.raises(SamePerson):
        story.step("zhou", case, "decide_in_full", "同意")

    assert "decide_in_full" not in story.offers(case, "zhou")


def test_the_drafter_clears_no_finding_of_his_own(story: Story):
    case, finding = blocked(story)
    story.also("li", Role.OFFICE_REVIEWER)

    with pytest.raises(SameHands):
        story.do("li", lawful(case, finding))

    assert story.rows(DisposalRow) == []


def test_a_promise_to_redact_settles_nothing(story: Story):
    case, finding = blocked(story)
    story.do("zhou", Dispose(case=case, finding=finding, kind=DisposalKind.REDACT, reason="须删去"))
    story.do("sun", Cosign(case=case, finding=finding, disposal=1))

    with pytest.raises(RequirementsUnmet):
        story.step("zhou", case, "pass_check", "已处置")

    assert story.finding(case).is_open


def test_a_finding_is_disposed_of_once_and_only_one_that_is_there(story: Story):
    case, finding = blocked(story)
    story.do("zhou", lawful(case, finding))

    with pytest.raises(AlreadyDone):
        story.do("zhou", lawful(case, finding))
    with pytest.raises(NoSuchFinding):
        story.do("zhou", lawful(case, "9-nothing"))


def test_a_finding_to_confirm_takes_one_person_and_a_reason(story: Story):
    paper = story.hand_in("云溪区财政局通知\n联系人禾某某，手机13800138000。\n")
    story.to_check(paper.case)
    finding = story.finding(paper.case)
    assert finding.severity == "confirm"
    with pytest.raises(RequirementsUnmet):
        story.step("zhou", paper.case, "pass_check", "未发现")

    story.do("zhou", Dispose(case=paper.case, finding=finding.id, kind=DisposalKind.NO_HARM,
                             reason="为对外公布的咨询电话"))  # fmt: skip

    assert story.step("zhou", paper.case, "pass_check", "已处置").stage == "approval"


def test_who_would_redact_what_was_settled_when_it_is_taken_down_makes_no_fault_of_the_decision(
    story_on_both: Story,
):
    """What he and others had settled when it was decided counts."""
    case, finding = blocked(story_on_both)
    story_on_both.do("zhou", lawful(case, finding))
    story_on_both.do("sun", Cosign(case=case, finding=finding, disposal=1))
    for who, action in (("zhou", "pass_check"), ("gu", "decide_in_full"), ("chen", "publish")):
        story_on_both.step(who, case, action, "同意")
    (paper,) = story_on_both.rows(DocumentRow)
    down = story_on_both.do("gu", TakeDown(document=paper.id, reason="有人来信反映"))

    unsure = Dispose(case=down.case, finding=finding, kind=DisposalKind.REDACT, reason="应当抹去")
    story_on_both.do("zhou", unsure)

    assert [each for each in story_on_both.office.ask(examine) if not each.is_note] == []
