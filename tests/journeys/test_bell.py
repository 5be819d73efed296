"""Nights pass: what is due is flagged, held, converted and published with nobody touching it."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from review.commands import (
    RunReassessment,
)
from review.domain.errors import DayNotReached
from review.domain.vocabulary import Act, Availability, DisclosureMode
from review.services.catalogue import catalogue
from review.services.previews import preview
from review.storage.rows import (
    ActRow,
    CaseRow,
    DocumentRow,
    JobSlotRow,
    RunRow,
    StepRow,
)
from tests.journeys.letters import CONSENT, due, held
from tests.journeys.rules import stricter_rules
from tests.journeys.story import AUTHORISATION, LETTER, WITHHELD, Story, flipped

pytestmark = pytest.mark.journey


def test_nights_pass_and_a_letter_is_flagged_held_converted_and_public_untouched(
    story_on_both: Story,
):
    (document,) = due(story_on_both)

    story_on_both.nights(1)
    assert story_on_both.case_of(document).stage == "hold_window"
    assert story_on_both.case_of(document).hold_until == date(2026, 3, 3)
    assert story_on_both.paper(document).availability is Availability.ON_REQUEST
    story_on_both.nights(6)
    assert story_on_both.clock.at.date() == date(2026, 3, 3)
    assert story_on_both.listed() == set()
    story_on_both.nights(1)

    paper = story_on_both.paper(document)
    assert paper.availability is Availability.PUBLIC
    assert (paper.mode, paper.converted_from) == (
        DisclosureMode.PROACTIVE,
        DisclosureMode.ON_REQUEST,
    )
    assert paper.published_at == story_on_both.clock.at
    assert story_on_both.flaws() == ()


def test_a_converted_letter_keeps_its_bytes_and_says_what_it_was(story: Story):
    document = held(story)
    story.nights(7)

    manifest = story.manifest(document)

    assert story.lying(document)["01-正文.txt"] == LETTER.replace("来函", "第0次来函").encode()
    assert manifest["note"] == "由依申请公开转为主动公开"
    assert manifest["converted_on"] == "2026-03-04"
    assert manifest["converted_by_case"] == story.case_of(document).number
    assert [line.note for line in story.office.ask(catalogue)] == ["由依申请公开转为主动公开"]


def test_a_conversion_cites_rule_check_and_signature_each_with_its_own_source(story: Story):
    document = held(story)
    story.nights(7)

    acts = {row.act: row for row in story.rows(ActRow, case_id=story.case_of(document).id)}

    assert acts[Act.ATTRIBUTION].source == "eligibility_rule:base-1:reason_lapsed"
    assert acts[Act.ATTRIBUTION].person_id is None
    assert story.name_of(acts[Act.CHECK].person_id) == "周岚"
    assert story.name_of(acts[Act.DECISION].person_id) == "何远"
    assert acts[Act.DECISION].source == f"authorisation_signatory:{AUTHORISATION}"
    steps = story.rows(StepRow, case_id=story.case_of(document).id)
    assert {row.person_id for row in steps} == {None}
    assert [row.action for row in sorted(steps, key=lambda row: row.rev)] == [
        "open", "assess", "hold", "convert",
    ]  # fmt: skip


def test_every_condition_is_kept_with_the_fact_that_met_or_failed_it(story: Story):
    document = held(story)

    found = story.case_of(document).conditions
    conditions = {one.text: (one.fact, one.holds) for one in found}

    assert conditions["已有人登记该理由消失"] == ("理由已消失：是", True)
    assert conditions["现行政务公开标准目录列为主动公开"] == ("标准目录：未登记", False)


def test_the_bell_run_twice_does_nothing_the_second_time(story_on_both: Story):
    (document,) = due(story_on_both)
    story_on_both.nights(1)
    case, entries = story_on_both.case_of(document), len(story_on_both.entries())

    story_on_both.ring()
    (again,) = story_on_both.office.reassess(RunReassessment(), caller=None)

    assert dict(again.counts) == {}
    assert story_on_both.case_of(document).rev == case.rev
    assert len(story_on_both.rows(CaseRow, document_id=document)) == 2
    assert story_on_both.events()[entries:] == ["reassessment:run"]


def test_missed_nights_are_caught_up_once_and_named(story_on_both: Story):
    (document,) = due(story_on_both)
    story_on_both.ring()
    story_on_both.clock.at += timedelta(days=21)

    story_on_both.ring()
    story_on_both.ring()

    assert story_on_both.paper(document).availability is Availability.PUBLIC
    slots = story_on_both.rows(JobSlotRow, job="reassess")
    last = max(slots, key=lambda slot: slot.slot)
    assert len(json.loads(last.report)["missed"]) == 20
    assert len(slots) == 2
    assert len(story_on_both.rows(RunRow)) == 2


def test_a_night_missed_before_flagging_shortens_no_window(story: Story):
    (document,) = due(story)
    story.clock.at += timedelta(days=20)

    story.ring()

    assert story.case_of(document).stage == "hold_window"
    assert story.case_of(document).hold_until == date(2026, 3, 23)
    assert story.listed() == set()


def test_a_clock_that_went_back_runs_nothing_again(story: Story):
    document = held(story)
    runs = len(story.rows(RunRow))

    story.clock.at -= timedelta(days=10)
    story.ring()

    assert len(story.rows(RunRow)) == runs
    assert story.case_of(document).stage == "hold_window"


def test_a_night_with_nothing_due_is_on_record_too(story: Story):
    story.nights(3)

    assert [row.counts for row in story.rows(RunRow)] == ["{}", "{}", "{}"]
    assert story.events().count("reassessment:run") == 3


# ── 今日规则库与字节 ─────────────────────────────────────────────────────
def test_a_finding_under_todays_rules_keeps_a_letter_out_of_the_window(story: Story, tmp_path):
    (document,) = due(story)
    story.office.means = stricter_rules(story.office.means, tmp_path / "rules", word="函复如下")

    story.nights(9)

    assert story.case_of(document).stage == "assessed"
    assert not json.loads(story.row(CaseRow, id=story.case_of(document).id).assessment)[
        "screening_clear"
    ]
    assert story.listed() == set()


def test_a_finding_under_rules_that_came_in_the_window_takes_a_letter_out(story: Story, tmp_path):
    document = held(story)
    story.office.means = stricter_rules(story.office.means, tmp_path / "rules", word="函复如下")

    story.nights(9)

    assert story.case_of(document).stage == "assessed"
    assert story.standing(story.case_of(document).id) == {}
    assert story.listed() == set()


def test_bytes_that_changed_before_the_window_are_not_converted(story: Story):
    (document,) = due(story)
    flipped(story.original(story.case_of(document).files[0].sha256))

    story.nights(9)

    assert story.case_of(document).stage == "assessed"
    assert story.listed() == set()


def test_bytes_that_change_in_the_window_are_not_converted(story_on_both: Story):
    document = held(story_on_both)
    flipped(story_on_both.original(story_on_both.case_of(document).files[0].sha256))

    story_on_both.nights(9)

    assert story_on_both.case_of(document).stage == "assessed"
    assert story_on_both.listed() == set()
    assert story_on_both.lying(document) == {}


# ── 日期 ─────────────────────────────────────────────────────────────────
def test_a_day_still_to_come_is_refused_and_writes_nothing(story: Story):
    due(story)
    before = len(story.entries())

    with pytest.raises(DayNotReached):
        story.do("zheng", RunReassessment(on=CONSENT + timedelta(days=1)))

    assert len(story.entries()) == before
    assert story.rows(RunRow) == []


def test_an_earlier_day_only_narrows_what_is_looked_at(story: Story):
    early = story.registered_on_request().document
    later = story.registered_on_request(LETTER.replace("来函", "二次来函")).document
    assert {story.paper(early).reassess_on, story.paper(later).reassess_on} == {date(2026, 3, 2)}
    story.on(date(2026, 3, 20))

    (before,) = story.office.reassess(RunReassessment(on=date(2026, 3, 1)), caller=None)
    (after,) = story.office.reassess(RunReassessment(on=date(2026, 3, 2)), caller=None)

    assert before.counts["flagged"] == 0
    assert after.counts["flagged"] == 2


def test_a_preview_of_a_day_to_come_tells_and_writes_nothing(story: Story):
    (document,) = due(story)
    before = len(story.entries())

    (line,) = story.office.ask(
        preview, on=date(2026, 3, 2), agency_id=story.row(DocumentRow).agency_id
    )

    assert (line.document_id, line.would_hold) == (document, True)
    assert len(story.entries()) == before
    assert len(story.rows(CaseRow)) == 1


def test_what_is_withheld_as_a_discussion_is_never_converted_by_the_bell(story: Story):
    paper = story.hand_in()
    story.to_approval(paper.case, mode="不予公开", subjects="无", **WITHHELD)
    story.step("gu", paper.case, "decide_withheld", "不予公开", **WITHHELD)
    story.authorise(grounds=("over_cautious", "several_requesters", "reason_lapsed",
                             "answered_request", "dated"))  # fmt: skip
    story.on(date(2026, 12, 1))
    story.consented(paper.document, on=date(2026, 12, 1))

    story.nights(9)

    assert story.case_of(paper.document).stage == "assessed"
    assert story.listed() == set()
