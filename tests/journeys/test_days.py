"""Days on which timers go wrong: ends of years, leap days, days nobody was there (T9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from review.commands import RunReassessment
from review.domain.vocabulary import Availability
from review.screening.ruleset import Ruleset
from review.services.previews import preview
from review.services.record_facts import approval_facts
from review.storage.rows import CaseRow, DocumentRow, JobSlotRow, RunRow
from tests.journeys.letters import CONSENT, due, held
from tests.journeys.story import LETTER, Story

pytestmark = pytest.mark.journey
A_MINUTE_TO_MIDNIGHT = datetime(2026, 12, 31, 15, 59, tzinfo=UTC)


def registered(story: Story, day: str, *, said: str = "来函") -> str:
    """A letter on request, to be looked at again on a day."""
    paper = story.hand_in(LETTER.replace("来函", said))
    grounds = {"on_request_reason": "particular_persons", "reassess_on": day}
    story.to_approval(paper.case, mode="依申请公开", subjects="无", **grounds)
    story.step("gu", paper.case, "decide_on_request", "同意", **grounds)
    return str(paper.document)


def flagged(story: Story) -> set[str]:
    """The papers with a case of reassessment."""
    return {row.document_id for row in story.rows(CaseRow, procedure="reassessment")}


def test_the_year_ends_at_midnight_in_the_office(story_on_both: Story):
    """One minute before the year ends nothing of the next is due; the first case of it is its 1."""
    story = story_on_both
    document = registered(story, "2027-01-01")
    story.clock.at = A_MINUTE_TO_MIDNIGHT
    story.ring()
    assert flagged(story) == set()

    story.clock.at += timedelta(minutes=1)
    story.ring()

    assert flagged(story) == {document}
    assert story.case_of(document).number == "2027-0001"
    slots = [row.slot for row in story.rows(JobSlotRow, job="reassess")]
    assert slots == ["2026-12-31", "2027-01-01"]


def test_the_twenty_ninth_of_february_comes_and_is_not_passed_over(story: Story):
    story.on(date(2027, 6, 1))
    document = registered(story, "2028-02-29")
    story.on(date(2028, 2, 28))
    story.ring()
    assert flagged(story) == set()

    story.nights(1)

    assert story.clock.at.date() == date(2028, 2, 29)
    assert flagged(story) == {document}


def test_what_comes_in_on_the_thirtieth_of_march_is_caught_by_the_campaign(story: Story):
    story.on(date(2026, 3, 29))
    story.ring()
    story.on(date(2026, 3, 30))
    document = registered(story, "2026-03-31")
    story.ring()
    assert flagged(story) == set()

    story.nights(1)

    assert flagged(story) == {document}
    assert story.case_of(document).stage == "assessed"


def test_a_campaign_run_by_two_people_on_one_day_is_one_campaign(story: Story):
    document = registered(story, "2026-03-01")
    story.on(date(2026, 3, 2))

    (first,) = story.do("zheng", RunReassessment())
    (second,) = story.do("zhou", RunReassessment())
    story.ring()

    assert first.counts["flagged"] == 1
    assert dict(second.counts) == {}
    assert len(story.rows(CaseRow, document_id=document)) == 2
    assert len(story.rows(RunRow)) == 3


def test_a_week_of_absence_in_the_window_publishes_once_and_no_day_early(story_on_both: Story):
    story = story_on_both
    document = held(story)
    window = story.case_of(document).hold_until
    assert window is not None
    story.clock.at += timedelta(days=7)
    assert story.clock.at.date() > window

    story.ring()
    story.ring()

    assert story.paper(document).availability is Availability.PUBLIC
    runs = sorted(story.rows(RunRow), key=lambda row: row.started_at)
    assert runs[-1].counts == '{"converted": 1}'
    assert story.flaws() == ()


def test_who_stops_a_paper_while_it_is_converted_has_stopped_it(story: Story):
    """Everything was right when it was screened; under the lock it is asked again."""
    document = held(story)
    case, means = story.case_of(document).id, story.office.means

    def interrupted(content: bytes, name: str, rules: Ruleset):
        story.office.means = means
        story.step("sun", case, "stop", reason="中心来电称仍有异议")
        return means.screen(content, name, rules)

    story.nights(6)
    story.clock.at += timedelta(days=1)
    story.office.means = replace(means, screen=interrupted)
    story.ring()

    assert story.case(case).stage == "needs_person"
    assert story.paper(document).availability is Availability.ON_REQUEST
    assert story.listed() == set()
    assert story.flaws() == ()


@pytest.mark.parametrize(
    ("is_historic", "since"), [(True, date(2026, 1, 5)), (False, date(2015, 3, 2))]
)
def test_a_historic_paper_has_its_days_from_the_opening_of_its_case(
    story: Story, *, is_historic: bool, since: date
):
    """The page, the form and the row, by which the lists are ordered, tell of one day."""
    paper = story.hand_in(dated=date(2015, 3, 2), is_historic=is_historic)

    told, row = story.case(paper.case).deadline, story.row(CaseRow)
    form = story.office.ask(approval_facts, paper.case, caller=None)

    assert told is not None
    assert told.days[0].day == since
    assert told.due_on == form.due_on == row.due_on
    assert told.is_overdue is not is_historic


def promised(story: Story) -> list[bool]:
    agency = story.rows(DocumentRow)[0].agency_id
    return [line.would_hold for line in story.office.ask(preview, on=CONSENT, agency_id=agency)]


def test_a_preview_promises_nothing_beyond_the_end_of_an_authorisation(story: Story):
    """28 February is worked: the window is over on 2 March, public at the earliest on the 3rd."""
    (document,) = due(story, last_day=date(2026, 3, 2))

    assert promised(story) == [False]

    story.ring()
    assert story.case_of(document).stage == "assessed"


def test_a_preview_promises_the_last_window_that_fits(story: Story):
    (document,) = due(story, last_day=date(2026, 3, 3))

    assert promised(story) == [True]

    story.ring()
    assert story.case_of(document).stage == "hold_window"


def test_a_preview_promises_no_more_than_the_cap(story: Story):
    papers = due(story, letters=3, cap=2)

    assert sorted(promised(story)) == [False, True, True]

    story.ring()
    stages = sorted(story.case_of(document).stage for document in papers)
    assert stages == ["assessed", "hold_window", "hold_window"]
