"""What others signed on the strength of does not change behind their backs."""

from __future__ import annotations

import pytest

from review.commands import FoundAgency, OpenCase, ReadByPeople
from review.domain.case_refusals import CheckStands, HeadStaysAsked, StaleDisposal
from review.domain.errors import NoSuchDocument
from review.domain.vocabulary import DisposalKind, Role
from review.storage.rows import CaseRow, CosignatureRow, DisposalRow, DocumentRow, ReadingRow
from tests.builders import SECTION, OfficeForTests
from tests.cast import CAST, Member
from workflows.errors import RequirementsUnmet

WITH_ID = "名单\n身份证 11010519491231002X\n"
WITH_MOBILE = "名单\n电话 13812345678\n"
UNREADABLE = b"\x00\x01\x02 a drawing no machine here can read"


def to_check(bureau: OfficeForTests, text: str | bytes, **said: str) -> tuple[str, str]:
    """A paper before the check; return its case and its first finding, or its file."""
    received = bureau.receive(text, **said)
    bureau.step(received.case, "propose", by="li", mode="主动公开")
    bureau.step(received.case, "verify", by="wang")
    view = bureau.view(received.case)
    return str(received.case), view.findings[0].id if view.findings else view.files[0].id


# ── 复签 ─────────────────────────────────────────────────────────────────
def test_a_signature_is_under_the_disposal_that_was_seen(bureau: OfficeForTests):
    case, finding = to_check(bureau, WITH_ID)
    bureau.dispose(case, finding, DisposalKind.LAWFUL, by="zhou", reason="本人书面同意")
    seen = bureau.view(case, by="sun").findings[0].disposal
    bureau.dispose(case, finding, DisposalKind.FALSE_ALARM, by="zhou", reason="测试号码")
    assert seen is not None

    with pytest.raises(StaleDisposal) as refusal:
        bureau.cosign_seen(case, finding, seen.number, by="sun")

    assert (refusal.value.number, refusal.value.kind) == (2, DisposalKind.FALSE_ALARM)
    assert bureau.rows(CosignatureRow) == []


# ── 审查之后 ─────────────────────────────────────────────────────────────
def test_no_disposal_is_replaced_while_the_check_stands(bureau: OfficeForTests):
    case, finding = to_check(bureau, WITH_MOBILE)
    bureau.dispose(case, finding, DisposalKind.LAWFUL, by="zhou", reason="办公电话")
    bureau.step(case, "pass_check", by="zhou")

    for _ in ("审批之前", "审批之后"):
        with pytest.raises(CheckStands):
            bureau.dispose(case, finding, DisposalKind.FALSE_ALARM, by="sun", reason="不是号码")
        if bureau.view(case).stage == "approval":
            bureau.step(case, "decide_in_full", by="gu")

    assert len(bureau.rows(DisposalRow)) == 1


def test_the_way_out_is_to_send_it_back(bureau: OfficeForTests):
    case, finding = to_check(bureau, WITH_MOBILE)
    bureau.dispose(case, finding, DisposalKind.LAWFUL, by="zhou", reason="办公电话")
    bureau.step(case, "pass_check", by="zhou")
    bureau.step(case, "send_back", by="gu", reason="请再核对")
    bureau.step(case, "propose", by="li", mode="主动公开")
    bureau.step(case, "verify", by="wang")

    bureau.dispose(case, finding, DisposalKind.NO_HARM, by="zhou", reason="已征得同意")
    bureau.step(case, "pass_check", by="zhou")

    assert bureau.view(case).stage == "approval"


def test_no_signature_and_no_reading_joins_a_check_that_stands(bureau: OfficeForTests):
    case, finding = to_check(bureau, WITH_ID)
    bureau.dispose(case, finding, DisposalKind.LAWFUL, by="zhou")
    bureau.cosign(case, finding, by="sun")
    bureau.step(case, "pass_check", by="zhou")
    with pytest.raises(CheckStands):
        bureau.cosign(case, finding, by="wang")

    drawing, file = to_check(bureau, UNREADABLE, file_name="图.dwg")
    answers = "\n".join(f"{item.id}={item.clear.label}" for item in bureau.office.means.checklist)
    for who in ("sun", "wu"):
        bureau.do(ReadByPeople(case=drawing, file=file, checklist=answers), by=who)
    bureau.step(drawing, "pass_check", by="zhou")
    with pytest.raises(CheckStands):
        bureau.do(ReadByPeople(case=drawing, file=file, checklist=answers), by="wang")
    assert len(bureau.rows(ReadingRow)) == 2


# ── 须报主要领导 ─────────────────────────────────────────────────────────
def test_what_was_to_go_before_the_head_goes_before_the_head(bureau: OfficeForTests):
    """Nobody below takes it away: not who checks, not who approves, not by sending it back."""
    received = bureau.receive()
    bureau.step(received.case, "propose", by="li", mode="主动公开")
    bureau.step(received.case, "verify", by="wang", needs_head="是")

    with pytest.raises(HeadStaysAsked):
        bureau.step(received.case, "pass_check", by="zhou", needs_head="否")
    bureau.step(received.case, "pass_check", by="zhou")
    for said in ({}, {"needs_head": "否"}):
        with pytest.raises(RequirementsUnmet):
            bureau.step(received.case, "decide_in_full", by="gu", **said)
    bureau.step(received.case, "send_back", by="gu", reason="再议")
    with pytest.raises(HeadStaysAsked):
        bureau.step(received.case, "propose", by="li", mode="主动公开", needs_head="否")
    assert [row.needs_head for row in bureau.rows(CaseRow)] == [True]


def test_saying_that_the_head_need_not_be_asked_changes_nothing_that_was_not_asked(
    bureau: OfficeForTests,
):
    received = bureau.receive()

    bureau.step(received.case, "propose", by="li", mode="主动公开", needs_head="否")

    assert [row.needs_head for row in bureau.rows(CaseRow)] == [False]


# ── 看不到的件 ───────────────────────────────────────────────────────────
def test_who_does_not_see_a_paper_opens_no_review_of_it(tmp_path):
    bureau = OfficeForTests(tmp_path)
    people = [member.account(section=SECTION) for member in CAST]
    feng = Member(login="feng", name="冯源", roles=(Role.DRAFTER,)).account(section="办公室")
    bureau.office.found(
        FoundAgency(
            code="x",
            name="云溪区财政局",
            profile="small",
            sections=(SECTION, "办公室"),
            accounts=(*people, feng),
            is_demo=True,
        )
    )
    received = bureau.on_request()

    with pytest.raises(NoSuchDocument):
        bureau.do(OpenCase(document=str(received.document)), by="feng")

    assert len(bureau.rows(CaseRow)) == len(bureau.rows(DocumentRow)) == 1
    assert bureau.do(OpenCase(document=str(received.document)), by="li").stage == "attribution"
    bureau.close()
