"""Ways round the yearly reassessment that are closed: each test is one of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from review.commands import Dispose, OpenCase, RetrySetAside, RunReassessment, TakeDown
from review.domain.vocabulary import Act, Availability, DisposalKind
from review.screening.ruleset import Ruleset
from review.services.doctor import examine
from review.services.previews import preview
from review.services.status import reassessment_status
from review.storage.rows import ActRow, CaseRow, DocumentRow, FindingRow, VersionRow
from tests.journeys.letters import CONSENT, due, held
from tests.journeys.rules import stricter_rules
from tests.journeys.story import (
    MINUTES,
    NOTICE,
    ON_REQUEST,
    PLAIN,
    WITHHELD,
    Story,
    handed,
)
from workflows.errors import RequirementsUnmet

pytestmark = pytest.mark.journey

MARCH = date(2026, 3, 2)


def to_assessment_approval(story: Story, case: str, outcome: str) -> None:
    """郑雪 proposes and 孙强 agrees."""
    story.step("zheng", case, "propose_outcome", outcome=outcome, reason="中心已书面同意")
    story.step("sun", case, "pass_check", "同意")


def taken_down(story: Story) -> str:
    """A notice that was public and is withdrawn, confirmed by a second person."""
    document = story.published(NOTICE).document
    case = story.do("zhou", TakeDown(document=document, reason="个别内容需要核实")).case
    story.step("sun", case, "confirm", "情况属实")
    return document


# ── 字节 ─────────────────────────────────────────────────────────────────
def test_bytes_checked_but_never_decided_on_are_not_published(story: Story):
    """The check of the second version belongs to a case that was withdrawn before any decision."""
    document = story.registered_on_request().document
    story.authorise()
    anew = story.do("li", OpenCase(document=document)).case
    story.step("li", anew, "revise", files=(handed(MINUTES),))
    story.to_approval(anew, mode="不予公开", subjects="无", **WITHHELD)
    story.step("li", anew, "withdraw", reason="暂不更新")
    story.on(CONSENT)
    story.consented(document, on=CONSENT)

    story.nights(9)

    case = story.row(CaseRow, id=story.case_of(document).id)
    assert (case.stage, case.outcome) == ("assessed", "needs_person")
    assert story.row(VersionRow, id=case.version_id).number == 1
    assert story.listed() == set()


def test_one_original_that_cannot_be_read_stops_no_round(story: Story):
    broken, whole = due(story, letters=2)
    place = story.original(story.case_of(broken).files[0].sha256)
    place.unlink()
    place.mkdir()

    story.nights(1)

    assert story.case_of(broken).stage == "assessed"
    assert story.case_of(whole).stage == "hold_window"


def test_one_original_that_breaks_the_screening_stops_no_round(story: Story, tmp_path):
    broken, whole = due(story, letters=2)
    name = story.case_of(broken).files[0].sha256
    means = stricter_rules(story.office.means, tmp_path / "rules", word="并不出现")
    content = means.originals.read(name)

    def failing(given: bytes, called: str, rules: Ruleset):
        if given == content:
            raise OSError(called)
        return means.screen(given, called, rules)

    story.office.means = replace(means, screen=failing)
    story.nights(1)

    assert story.rows(CaseRow, document_id=broken, procedure="reassessment") == []
    assert story.case_of(whole).stage == "hold_window"

    story.nights(1)
    (aside,) = story.office.ask(reassessment_status, caller=story.caller("zheng")).set_aside
    assert (aside.document, aside.error, aside.tries) == (broken, "OSError", 2)
    assert aside.since == story.clock.at - timedelta(days=1)
    complaints = {(one.subject, one.invariant) for one in story.office.ask(examine)}
    assert (f"document:{broken}", "I10") in complaints

    story.office.means = means
    (report,) = story.do("zheng", RetrySetAside())

    assert dict(report.counts) == {"flagged": 1, "held": 1}
    assert story.case_of(broken).stage == "hold_window"
    assert story.office.ask(reassessment_status, caller=None).set_aside == ()
    events = [name for name in story.events() if name.startswith("reassessment:")]
    assert events[-2:] == ["reassessment:taken_up", "reassessment:run"]
    assert story.flaws() == ()


def test_what_fails_in_the_window_is_set_aside_and_goes_on_when_it_can(story: Story, tmp_path):
    """At the moment of publication it is screened afresh, whatever was said before."""
    document = held(story)
    means = story.office.means

    def failing(given: bytes, called: str, rules: Ruleset):
        raise OSError(called)

    story.office.means = replace(means, screen=failing)
    story.nights(8)
    assert story.case_of(document).stage == "hold_window"
    (aside,) = story.office.ask(reassessment_status, caller=None).set_aside
    assert (aside.document, aside.tries) == (document, 8)

    story.office.means = means
    story.nights(1)

    assert story.paper(document).availability is Availability.PUBLIC
    assert story.office.ask(reassessment_status, caller=None).set_aside == ()


# ── 今日规则库 ────────────────────────────────────────────────────────────
def test_people_do_not_publish_over_what_todays_rules_found(story: Story, tmp_path):
    document = story.registered_on_request().document
    story.on(CONSENT)
    story.consented(document, on=CONSENT)
    story.office.means = stricter_rules(story.office.means, tmp_path / "rules", word="函复如下")
    story.nights(2)
    case = story.case_of(document).id
    to_assessment_approval(story, case, "转主动公开")

    with pytest.raises(RequirementsUnmet):
        story.step("gu", case, "decide_convert", "同意")

    story.step("gu", case, "send_back", reason="先处置新发现的疑点")
    finding = story.finding(case)
    assert finding.rule == "office.word"
    said = Dispose(case=case, finding=finding.id, kind=DisposalKind.FALSE_ALARM, reason="常用语")
    story.do("zhou", said)
    to_assessment_approval(story, case, "转主动公开")
    assert story.step("gu", case, "decide_convert", "同意").stage == "awaiting_publication"


def test_what_todays_rules_found_keeps_nobody_from_keeping_a_letter_as_it_is(
    story: Story, tmp_path
):
    document = story.registered_on_request().document
    story.on(MARCH)
    story.office.means = stricter_rules(story.office.means, tmp_path / "rules", word="函复如下")
    story.ring()
    case = story.case_of(document).id
    to_assessment_approval(story, case, "维持")

    assert story.step("gu", case, "decide_kept", "维持", next_date="2026-12-01").stage == "closed"
    assert len(story.rows(FindingRow, rule="office.word")) == 1


# ── 事件与决定的先后 ──────────────────────────────────────────────────────
def test_an_event_the_official_knew_of_does_not_overrule_him(story: Story):
    document = story.registered_on_request().document
    story.on(CONSENT)
    story.consented(document, on=CONSENT)
    story.ring()
    case = story.case_of(document).id
    to_assessment_approval(story, case, "维持")
    story.step("gu", case, "decide_kept", "仍不宜公开", next_date="2026-09-01")
    story.authorise()
    story.on(date(2026, 9, 1))

    story.nights(12)

    assert story.case_of(document).id != case
    assert story.case_of(document).stage == "assessed"
    assert story.listed() == set()


def test_an_event_entered_in_the_very_instant_of_closing_is_news(story: Story):
    document = story.registered_on_request().document
    story.consented(document, on=story.clock.at.date())

    story.ring()

    assert story.case_of(document).stage == "assessed"


@pytest.mark.parametrize("ground", ["reason_lapsed", "several_requesters"])
def test_a_conversion_cites_the_ground_that_its_authorisation_names(story: Story, ground: str):
    document = story.registered_on_request().document
    story.authorise(grounds=(ground,))
    story.on(CONSENT)
    story.consented(document, on=CONSENT)
    for number, who in enumerate(("甲公司", "乙某", "丙某")):
        story.given_to(document, who, number=f"申{number}", on=CONSENT)

    story.nights(1)

    case = story.case_of(document).id
    act = story.row(ActRow, case_id=case, act=Act.ATTRIBUTION)
    assert act.source == f"eligibility_rule:base-1:{ground}"


# ── 到期范围 ──────────────────────────────────────────────────────────────
def test_what_was_taken_down_and_put_on_request_is_looked_at_again(story: Story):
    document = taken_down(story)
    anew = story.do("li", OpenCase(document=document)).case
    story.step("li", anew, "revise", files=(handed(PLAIN),))
    story.to_approval(anew, mode="依申请公开", subjects="无", **ON_REQUEST)
    story.step("gu", anew, "decide_on_request", "同意", **ON_REQUEST)
    story.authorise()
    story.on(MARCH)
    story.consented(document, on=MARCH)

    story.nights(9)

    case = story.row(CaseRow, id=story.case_of(document).id)
    assert (case.procedure, case.stage) == ("reassessment", "assessed")
    assert story.paper(document).availability is Availability.WITHDRAWN


def test_what_was_taken_down_is_looked_at_in_the_next_campaign_and_stays_down(story: Story):
    document = taken_down(story)
    story.authorise()
    agency = story.row(DocumentRow, id=document).agency_id

    before = story.office.ask(preview, on=date(2026, 12, 31), agency_id=agency)
    story.on(date(2027, 3, 1))
    story.nights(9)

    assert before == ()
    assert story.row(CaseRow, procedure="reassessment").stage == "assessed"
    assert story.listed() == set()


def test_a_draft_that_was_withdrawn_is_never_due(story: Story):
    paper = story.hand_in()
    story.step("li", paper.case, "withdraw", reason="不再印发")
    story.on(date(2027, 3, 1))

    story.nights(2)

    assert len(story.rows(CaseRow, document_id=paper.document)) == 1


def test_a_paper_that_somebody_reopens_during_the_screening_is_left_to_him(story: Story, tmp_path):
    (document,) = due(story)
    means = stricter_rules(story.office.means, tmp_path / "rules", word="并不出现")

    def interrupted(content: bytes, name: str, rules: Ruleset):
        story.office.means = means
        story.do("li", OpenCase(document=document))
        return means.screen(content, name, rules)

    story.office.means = replace(means, screen=interrupted)
    (round_,) = story.office.reassess(RunReassessment(), caller=None)

    assert round_.set_aside == []
    assert story.case_of(document).stage == "attribution"
    assert [row.procedure for row in story.rows(CaseRow)] == ["publication", "publication"]


# ── 结论与期限 ────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("action", "outcome", "said"),
    [("decide_kept", "kept", {}), ("decide_in_part", "in_part", {"reason": "口径已定"})],
)
def test_a_reassessment_comes_to_what_was_decided_not_to_what_was_proposed(
    story: Story, action: str, outcome: str, said: dict[str, str]
):
    document = story.registered_on_request().document
    story.on(MARCH)
    story.ring()
    case = story.case_of(document).id
    to_assessment_approval(story, case, "转主动公开")

    story.step("gu", case, action, "按此办理", next_date="2026-12-01", **said)

    assert story.row(CaseRow, id=case).outcome == outcome


def test_the_twenty_days_of_publishing_run_for_no_reassessment(story: Story):
    document = story.registered_on_request(dated=date(2025, 12, 29)).document
    first = story.row(CaseRow, document_id=document)
    story.on(MARCH)

    story.ring()

    assert first.due_on == date(2026, 1, 27)
    assert story.row(CaseRow, id=story.case_of(document).id).due_on is None
