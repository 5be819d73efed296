"""What the form says is what happened: who did what in which office, and where nobody signed."""

from __future__ import annotations

import hashlib
import json
from datetime import date

import pytest

from review.commands import Clear, Cosign, CosignClearance, Dispose, ReadByPeople, Substitute
from review.domain.vocabulary import (
    Act,
    Channel,
    DisclosureMode,
    DisposalKind,
    Outcome,
    ReassessmentOutcome,
    Role,
    StatementKind,
)
from review.records.facts import ApprovalFacts, OpinionFacts
from review.services.doctor import examine
from review.services.record_facts import approval_facts
from review.storage.rows import ActRow, LedgerEntryRow, StepRow
from tests.journeys.letters import held
from tests.journeys.story import (
    AUTHORISATION,
    MARKED,
    MINUTES,
    PLAIN,
    UNREADABLE,
    WITH_ID,
    WITHHELD,
    WITHOUT_ID,
    Story,
    handed,
)

pytestmark = pytest.mark.journey


def record_of(story: Story, case: str) -> ApprovalFacts:
    facts: ApprovalFacts = story.office.ask(approval_facts, case, caller=None)
    return facts


def opinion(story: Story, case: str, step: str) -> OpinionFacts:
    """The one opinion of a case that was given with this step."""
    (found,) = (one for one in record_of(story, case).opinions if one.step == step)
    return found


# ── In which office a step was taken ─────────────────────────────────────────
def test_the_confidentiality_officer_who_checked_stands_as_such(story_on_both: Story):
    story = story_on_both
    paper = story.hand_in()
    story.to_check(paper.case)

    story.step("sun", paper.case, "pass_check", "未发现涉密内容")

    checked = opinion(story, paper.case, "通过保密审查")
    assert (checked.name, checked.role) == ("孙强", Role.CONFIDENTIALITY_OFFICER)
    stated = [(one.by, one.role) for one in record_of(story, paper.case).statements]
    assert stated[-1] == ("孙强", Role.CONFIDENTIALITY_OFFICER)
    assert story.row(ActRow, act=Act.CHECK).role is Role.CONFIDENTIALITY_OFFICER
    step = story.row(StepRow, action="pass_check")
    entry = story.row(LedgerEntryRow, event="case:pass_check")
    assert json.loads(entry.body)["body"]["role"] == step.role == "confidentiality_officer"
    assert not [one for one in story.office.ask(examine) if not one.is_note]


@pytest.mark.parametrize(
    ("who", "role"),
    [
        ("li", Role.DRAFTER),
        ("zhou", Role.OFFICE_REVIEWER),
        ("gu", Role.APPROVING_OFFICIAL),
        ("he", Role.HEAD_OF_AGENCY),
    ],
)
def test_whoever_intercepts_stands_in_his_own_office(story: Story, who: str, role: Role):
    paper = story.hand_in()
    story.to_approval(paper.case)

    story.step(who, paper.case, "intercept", reason="附表疑似涉密")

    assert opinion(story, paper.case, "涉密拦截").role is role


def test_a_head_who_revokes_stands_as_head(story: Story):
    paper = story.hand_in()
    story.approved(paper.case)

    story.step("he", paper.case, "revoke", reason="口径有变")

    assert opinion(story, paper.case, "撤销决定").role is Role.HEAD_OF_AGENCY


@pytest.mark.parametrize(
    ("stage", "role"),
    [("check", Role.OFFICE_REVIEWER), ("approval", Role.APPROVING_OFFICIAL)],
)
def test_of_several_offices_it_is_the_one_that_the_stage_waits_for(
    story: Story, stage: str, role: Role
):
    for also in (Role.DRAFTER, Role.OFFICE_REVIEWER):
        story.also("qian", also)
    paper = story.hand_in()
    (story.to_check if stage == "check" else story.to_approval)(paper.case)

    story.step("qian", paper.case, "intercept", reason="附表疑似涉密")

    assert opinion(story, paper.case, "涉密拦截").role is role


def test_a_deputy_stands_in_the_office_of_whom_he_stands_in_for(story: Story):
    paper = story.hand_in()
    story.to_approval(paper.case)
    leave = Substitute(
        substitute="wu",
        role=Role.APPROVING_OFFICIAL,
        first_day=date(2026, 1, 5),
        last_day=date(2026, 1, 9),
    )
    story.do("gu", leave)

    story.step("wu", paper.case, "decide_in_full", "同意公开")

    decided = opinion(story, paper.case, "同意主动公开")
    assert (decided.name, decided.principal) == ("吴律", "顾平")
    assert decided.role is Role.APPROVING_OFFICIAL


# ── Where nobody signed ──────────────────────────────────────────────────────
def test_a_conversion_shows_its_three_sources_and_no_signature(story_on_both: Story):
    story = story_on_both
    document = held(story)
    story.nights(14)
    case = story.case_of(document)
    assert case.availability == "public"

    facts = record_of(story, case.number)

    assert facts.opinions == ()
    rule, check, order = facts.sources
    assert [one.act for one in facts.sources] == [Act.ATTRIBUTION, Act.CHECK, Act.DECISION]
    assert rule.by == ""
    assert "依申请公开的特定理由已消失" in rule.text
    assert "已有人登记该理由消失（理由已消失：是）" in rule.text
    assert (check.by, check.role) == ("周岚", Role.OFFICE_REVIEWER)
    assert (check.on, check.reference) == (date(2026, 1, 5), "2026-0001")
    assert check.manifest == facts.manifest
    assert (order.by, order.role) == ("何远", Role.HEAD_OF_AGENCY)
    assert (order.on, order.reference) == (date(2026, 1, 5), AUTHORISATION)
    assert all(one.standing for one in facts.sources)
    (stated,) = facts.statements
    assert (stated.by, stated.role) == ("系统", Role.SYSTEM)
    assert facts.conclusion is ReassessmentOutcome.PROACTIVE
    assert facts.concluded_on == facts.closed_on
    (sent,) = facts.publications
    assert (sent.by, sent.channel) == ("系统", Channel.FOLDER)
    assert facts.origin is not None
    assert (facts.origin.case, facts.origin.mode) == ("2026-0001", "依申请公开")


def test_what_is_only_held_is_no_conclusion(story: Story):
    case = story.case_of(held(story))

    facts = record_of(story, case.number)

    assert (facts.conclusion, facts.concluded_on) == (None, None)
    assert facts.suggestion.startswith("转主动公开")


def test_what_people_keep_after_stopping_it_is_theirs_alone(story: Story):
    """The bell's word is void: who proposes to keep it does not repeat it."""
    case = story.case_of(held(story)).number
    story.step("zhou", case, "stop", reason="口径正在修订")
    story.step("zheng", case, "propose_outcome", outcome="维持", reason="口径正在修订")
    story.step("zhou", case, "pass_check", "同意")
    story.step("gu", case, "decide_kept", "同意维持", next_date="2026-12-01")

    facts = record_of(story, case)

    assert [(one.by, one.mode, one.standing) for one in facts.statements] == [
        ("系统", DisclosureMode.PROACTIVE, False)
    ]
    assert not any(one.standing for one in facts.sources)
    assert [one.role for one in facts.opinions] == [
        Role.OFFICE_REVIEWER,
        Role.INFORMATION_OFFICER,
        Role.OFFICE_REVIEWER,
        Role.APPROVING_OFFICIAL,
    ]
    assert facts.conclusion is ReassessmentOutcome.KEPT


# ── What else is known of a paper ────────────────────────────────────────────
def test_statements_of_a_voided_round_say_so_with_their_version(story: Story):
    paper = story.hand_in(WITH_ID)
    story.to_check(paper.case)
    story.step("zhou", paper.case, "send_back", reason="写有身份证号")
    story.step("li", paper.case, "revise", files=(handed(WITHOUT_ID),))
    story.approved(paper.case)

    stated = record_of(story, paper.case).statements

    assert [(one.kind, one.version, one.standing) for one in stated] == [
        (StatementKind.PROPOSED, 1, False),
        (StatementKind.VERIFIED, 1, False),
        (StatementKind.PROPOSED, 2, True),
        (StatementKind.VERIFIED, 2, True),
        (StatementKind.VERIFIED, 2, True),
        (StatementKind.DETERMINED, 2, True),
    ]
    assert record_of(story, paper.case).conclusion is Outcome.IN_FULL


def test_findings_are_counted_alike_on_the_form_and_on_the_page(story: Story):
    """The gravest first, file by file, whatever their codes are."""
    mobile = "联系电话：13812345678。\n" + WITH_ID
    paper = story.hand_in(mobile)

    shown = [(one.number, one.id) for one in story.case(paper.case).findings]
    printed = [(one.number, one.code) for one in record_of(story, paper.case).findings]

    assert shown == printed
    severities = [one.severity for one in story.case(paper.case).findings]
    assert severities == ["block", "confirm"]


def test_a_cleared_paper_says_by_whose_confirmation_it_came_in(story: Story):
    story.hand_in(MARKED)
    sha256 = hashlib.sha256(MARKED.encode()).hexdigest()
    clear = Clear(
        sha256=sha256,
        confirmed_by="云溪区国家保密局",
        number="云密函〔2026〕3号",
        confirmed_on=date(2026, 1, 4),
    )
    story.do("sun", clear)
    story.do("gu", CosignClearance(sha256=sha256))

    paper = story.hand_in(MARKED)

    (cleared,) = record_of(story, paper.case).clearances
    assert (cleared.confirmed_by, cleared.number) == ("云溪区国家保密局", "云密函〔2026〕3号")
    assert (cleared.confirmed_on, cleared.sha256) == (date(2026, 1, 4), sha256)
    assert (cleared.entered_by, cleared.co_signer) == ("孙强", "顾平")
    (file,) = story.case(paper.case).files
    assert "云溪区国家保密局" in file.clearance
    assert "云密函〔2026〕3号" in file.clearance


def test_whoever_read_for_the_machine_is_on_the_record_with_every_answer(story: Story):
    paper = story.hand_in(UNREADABLE, name="图纸.bin")
    items = story.office.means.checklist
    said = "\n".join(f"{item.id}={item.clear.label}；已看原图" for item in items)
    for who in ("wang", "wu"):
        story.do(who, ReadByPeople(case=paper.case, file="图纸.bin", checklist=said))

    facts = record_of(story, paper.case)

    assert facts.files[0].unreadable != ""
    assert [one.by for one in facts.readings] == ["王芳", "吴律"]
    for reading in facts.readings:
        assert [one.answer for one in reading.answers] == [item.clear for item in items]
        assert {one.note for one in reading.answers} == {"已看原图"}
    assert not story.case(paper.case).files[0].is_unread


def test_the_publishing_deadline_is_only_for_what_is_to_be_public(story: Story):
    """条例第二十六条 is about what is made public, not about what is withheld."""
    public, withheld = story.hand_in(PLAIN), story.hand_in(MINUTES)
    story.to_approval(public.case)
    story.to_approval(withheld.case, mode="不予公开", **WITHHELD)
    story.on(date(2026, 3, 2))

    assert story.case(withheld.case).deadline is None
    assert record_of(story, withheld.case).due_on is None
    deadline = story.case(public.case).deadline
    assert deadline is not None
    assert deadline.is_overdue
    assert record_of(story, public.case).due_on == deadline.due_on == date(2026, 2, 2)


def test_a_disposal_stands_on_the_form_with_article_and_both_names(story: Story):
    paper = story.hand_in(WITH_ID)
    finding = story.finding(paper.case)
    lawful = Dispose(
        case=paper.case,
        finding=finding.id,
        kind=DisposalKind.LAWFUL,
        reason="公示所必需",
        article="条例第二十条",
    )
    story.do("zhou", lawful)
    story.do("sun", Cosign(case=paper.case, finding=finding.id, disposal=1))

    (printed,) = record_of(story, paper.case).findings
    assert (printed.by, printed.co_signer) == ("周岚", "孙强")
    assert (printed.reason, printed.article) == ("公示所必需", "条例第二十条")
    assert printed.cosigned_at is not None
