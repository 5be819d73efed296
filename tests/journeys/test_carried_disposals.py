"""What was settled about a finding holds on in a new version, where the same still stands."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import docx
import pytest

from review.commands import Cosign, Dispose
from review.domain.vocabulary import DisposalKind, Role
from review.services.record_facts import approval_facts
from review.storage.rows import CosignatureRow, DisposalRow, LedgerEntryRow
from review.storage.verification import verify_whole
from tests.journeys.rules import stricter_rules
from tests.journeys.story import WITH_ID, Story, handed
from workflows.errors import RequirementsUnmet, SamePerson

pytestmark = pytest.mark.journey

ARTICLE = "政府信息公开条例第十五条"
REASON = "本人书面同意公示其证件号码"
LONGER = WITH_ID.replace("通知\n", "通知\n各科室：现将有关情况通知如下。\n")
"""Another text, the same line with the number in it."""
ELSEWISE = WITH_ID.replace("已补齐材料", "尚未补齐材料")
MOBILE = "联系人手机 13800138000，请于本周五前报名。"


def settled(
    story: Story, content: str | bytes = WITH_ID, *, kind: DisposalKind = DisposalKind.LAWFUL
) -> str:
    """周岚 disposes of the first finding of a paper, 孙强 signs, and it is sent back next day."""
    name = "正文.txt" if isinstance(content, str) else "正文.docx"
    paper = story.hand_in(content, name=name)
    story.to_check(paper.case)
    finding = next(one for one in story.case(paper.case).findings if one.severity != "info")
    said = {"kind": kind, "reason": REASON, "article": ARTICLE}
    story.do("zhou", Dispose(case=paper.case, finding=finding.id, **said))
    story.do("sun", Cosign(case=paper.case, finding=finding.id, disposal=1))
    story.clock.at += timedelta(days=1)
    return str(paper.case)


def revised(story: Story, case: str, content: str | bytes = LONGER, *, by: str = "li") -> str:
    """The paper is sent back, and comes in anew."""
    name = "正文.txt" if isinstance(content, str) else "正文.docx"
    story.step("zhou", case, "send_back", reason="请补一段")
    story.step(by, case, "revise", files=(handed(content, name=name),))
    return case


def carried(story: Story) -> list[DisposalRow]:
    return [row for row in story.rows(DisposalRow) if row.carried_from is not None]


def test_the_same_finding_keeps_its_disposal_and_signature(story_on_both: Story):
    story = story_on_both
    first = story.clock.at
    case = revised(story, settled(story))

    view = story.finding(case)
    assert not view.is_open
    assert view.disposal is not None
    assert (view.disposal.by, view.disposal.cosigned_by) == ("周岚", "孙强")
    assert (view.disposal.reason, view.disposal.article) == (REASON, ARTICLE)
    assert (view.disposal.at, view.disposal.cosigned_at) == (first, first)
    assert view.disposal.carried_from == 1
    story.to_check(case)
    assert story.step("zhou", case, "pass_check", "已核对").stage == "approval"
    with story.office.database.read() as session:
        assert verify_whole(session) == ()


def test_what_is_carried_has_entries_of_its_own(story: Story):
    revised(story, settled(story))

    (disposal,) = carried(story)
    (signature,) = (row for row in story.rows(CosignatureRow) if row.carried_from is not None)
    told = {row.subject: row.body for row in story.rows(LedgerEntryRow, event="finding:carried")}
    assert set(told) == {f"disposal:{disposal.id}", f"cosignature:{signature.id}"}
    assert str(disposal.carried_from) in told[f"disposal:{disposal.id}"]
    assert REASON not in "".join(told.values())


def test_the_form_says_from_which_version_it_was_taken_over(story: Story):
    case = revised(story, settled(story))

    (printed,) = story.office.ask(approval_facts, case, caller=None).findings
    assert (printed.by, printed.carried_from) == ("周岚", 1)


def test_a_disposal_is_carried_on_from_version_to_version(story: Story):
    case = revised(story, settled(story))
    story.to_check(case)
    revised(story, case, f"{LONGER}再补一段。\n")

    disposal = story.finding(case).disposal
    assert disposal is not None
    assert disposal.carried_from == 1
    assert len({row.carried_from for row in carried(story)}) == 2


def test_a_co_signer_of_what_was_carried_does_not_decide(story: Story):
    case = settled(story)
    story.also("sun", Role.APPROVING_OFFICIAL)
    story.to_approval(revised(story, case))

    with pytest.raises(SamePerson):
        story.step("sun", case, "decide_in_full", "同意")


@pytest.mark.parametrize(
    ("said", "content"),
    [("another text", ELSEWISE), ("another person", WITH_ID.replace("禾某某", "穗某某"))],
)
def test_what_stands_otherwise_is_open_again(story: Story, said: str, content: str):
    case = revised(story, settled(story), content)

    assert story.finding(case).is_open, said
    assert carried(story) == []


def test_a_promise_to_redact_is_not_carried(story: Story):
    case = revised(story, settled(story, kind=DisposalKind.REDACT))

    assert story.finding(case).disposal is None


def test_what_nobody_signed_under_is_not_carried(story: Story):
    case = story.hand_in(WITH_ID).case
    story.to_check(case)
    said = {"kind": DisposalKind.LAWFUL, "reason": REASON, "article": ARTICLE}
    story.do("zhou", Dispose(case=case, finding=story.finding(case).id, **said))

    revised(story, case)

    assert story.finding(case).disposal is None
    story.to_check(case)
    with pytest.raises(RequirementsUnmet):
        story.step("zhou", case, "pass_check", "已核对")


@pytest.mark.parametrize("who", ["zhou", "sun"])
def test_whose_hand_is_in_the_new_version_clears_nothing_in_it(story: Story, who: str):
    case = settled(story)
    story.also(who, Role.DRAFTER)

    revised(story, case, by=who)

    assert story.finding(case).disposal is None


def test_under_other_rules_all_is_looked_at_anew(story: Story, tmp_path: Path):
    case = settled(story)
    story.office.means = stricter_rules(story.office.means, tmp_path / "rules", word="并不出现")

    revised(story, case)

    assert story.finding(case).disposal is None


def paper(*, is_hidden: bool, more: str = "") -> bytes:
    """A notice with a mobile number, which shows or does not."""
    document, saved = docx.Document(), io.BytesIO()
    document.core_properties.author = ""
    document.add_paragraph(f"关于报名的通知{more}")
    document.add_paragraph().add_run(MOBILE).font.hidden = is_hidden
    document.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("is_hidden", [False, True])
def test_what_has_become_graver_is_open_again(story: Story, is_hidden: bool):  # noqa: FBT001
    case = settled(story, paper(is_hidden=False))

    revised(story, case, paper(is_hidden=is_hidden, more="（二）"))

    phones = [one for one in story.case(case).findings if one.rule == "person.mobile"]
    assert [(one.severity, one.disposal is None) for one in phones] == [
        ("block", True) if is_hidden else ("confirm", False)
    ]


TWICE = WITH_ID + WITH_ID.splitlines(keepends=True)[1]


@pytest.mark.parametrize(
    ("said", "content", "open_ones"),
    [
        ("both are there: one was settled", f"{TWICE}又一段。\n", [False, True]),
        ("one is left: it may be the open one", LONGER, [True]),
        ("a third came in", f"{TWICE}{TWICE.splitlines()[1]}\n", [True, False, True]),
    ],
)
def test_one_disposal_never_settles_two(story: Story, said: str, content: str, open_ones):
    case = revised(story, settled(story, TWICE), content)

    assert [one.is_open for one in story.case(case).findings] == open_ones, said
    assert len(carried(story)) == open_ones.count(False)


def test_both_of_two_settled_ones_are_carried(story: Story):
    case = settled(story, TWICE)
    second = next(one for one in story.case(case).findings if one.is_open)
    said = {"kind": DisposalKind.FALSE_ALARM, "reason": "样例", "article": ARTICLE}
    story.do("zhou", Dispose(case=case, finding=second.id, **said))
    story.do("sun", Cosign(case=case, finding=second.id, disposal=1))

    revised(story, case, f"{TWICE}又一段。\n")

    views = story.case(case).findings
    assert [one.disposal.kind for one in views if one.disposal] == ["lawful", "false-alarm"]


def test_a_later_hand_still_supersedes_what_was_carried(story: Story):
    case = revised(story, settled(story))
    story.to_check(case)

    said = {"kind": DisposalKind.REDACT, "reason": "还是删去"}
    story.do("zhou", Dispose(case=case, finding=story.finding(case).id, **said))

    view = story.finding(case)
    assert view.is_open
    assert view.disposal is not None
    assert (view.disposal.number, view.disposal.carried_from) == (2, None)
