"""A round may last for days: what it writes is of the hour of its batch, its scope of its start."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from review.commands import RunReassessment
from review.domain.clock_refusals import ClockAhead, ClockBack, ClockMoved
from review.domain.vocabulary import Availability
from review.services import heartbeats
from review.services.heartbeats import BELL
from review.services.round_hours import Hours
from review.services.round_progress import Progress
from review.storage.rows import CaseRow, RunRow
from tests.journeys.letters import by_itself, due, held, letter
from tests.journeys.story import Story

pytestmark = pytest.mark.journey
DAY = timedelta(days=1)


def moving(story: Story, *by: timedelta) -> Progress:
    """Let the clock move by so much after each batch that was told of."""
    steps = iter(by)

    def heard(_: Progress) -> None:
        story.clock.at += next(steps, timedelta())

    return Progress(heard=heard)


def ran(story: Story, progress: Progress) -> None:
    story.office.reassess(RunReassessment(), caller=None, progress=progress)


def hours_of(story: Story, document: str) -> set[datetime]:
    """When the entries of the reassessment of a paper were written."""
    case = story.row(CaseRow, document_id=document, procedure="reassessment")
    return {one.at for one in story.entries() if one.subject == f"review_case:{case.id}"}


def test_entries_are_of_the_hour_of_their_batch_and_the_run_of_its_start(story_on_both: Story):
    story = story_on_both
    plain, single = letter(story, "甲函"), letter(story, "乙函")
    story.on(date(2026, 3, 2))
    by_itself(story, single)
    began = story.clock.at

    ran(story, moving(story, 30 * DAY, DAY))

    assert hours_of(story, plain) == {began}
    assert hours_of(story, single) == {began + 30 * DAY}
    run = story.row(RunRow)
    assert (run.started_at, run.on_day) == (began, date(2026, 3, 2))
    (entry,) = (one for one in story.entries() if one.event == "reassessment:run")
    assert entry.at == began + 31 * DAY
    assert story.flaws() == ()


def test_what_falls_due_while_a_round_lasts_is_for_the_next(story: Story):
    document = letter(story, "甲函")
    assert story.paper(document).reassess_on == date(2026, 3, 2)
    story.on(date(2026, 3, 1))

    ran(story, moving(story, DAY))
    assert story.rows(CaseRow, procedure="reassessment") == []

    ran(story, Progress())
    assert len(story.rows(CaseRow, procedure="reassessment")) == 1


def test_a_window_begins_on_the_day_of_its_batch(story: Story):
    """Counted from the day on which the round began it would be a day shorter than was signed."""
    (document,) = due(story)
    letter_too = letter(story, "丙函")
    story.on(date(2026, 3, 2))

    ran(story, moving(story, DAY))

    assert story.case_of(letter_too).stage == "assessed"
    assert story.case_of(document).hold_until == date(2026, 3, 10)


def test_a_window_that_is_over_by_now_is_over_and_the_paper_public_from_then(story: Story):
    document = held(story)
    letter(story, "丁函")
    story.on(date(2026, 3, 3))
    assert story.case_of(document).hold_until == date(2026, 3, 3)

    ran(story, moving(story, DAY))

    paper = story.paper(document)
    assert paper.availability is Availability.PUBLIC
    assert paper.published_at == datetime(2026, 3, 4, 2, 0, tzinfo=paper.published_at.tzinfo)


def test_an_authorisation_that_ended_meanwhile_covers_nothing_any_more(story: Story):
    (document,) = due(story, last_day=date(2026, 3, 10))
    letter(story, "戊函")
    story.on(date(2026, 3, 2))

    ran(story, moving(story, 10 * DAY))

    assert story.case_of(document).stage == "assessed"


def test_a_clock_that_goes_back_in_a_round_stops_it_and_what_is_left_is_done_once(
    story_on_both: Story,
):
    """As any clock that went back: nothing more is written by it, and nothing is lost."""
    story = story_on_both
    plain, single = letter(story, "甲函"), letter(story, "乙函")
    story.on(date(2026, 3, 2))
    by_itself(story, single)
    entries = len(story.entries())

    with pytest.raises(ClockMoved, match="2026-03-02变为2026-02-27"):
        ran(story, moving(story, -3 * DAY))

    assert story.events()[entries:] == ["case:opened", "case:assess"]
    assert story.rows(RunRow) == []
    story.clock.at += 3 * DAY
    ran(story, Progress())
    cases = story.rows(CaseRow, procedure="reassessment")
    assert sorted(one.document_id for one in cases) == sorted((plain, single))
    assert story.flaws() == ()


def test_a_clock_behind_the_bell_of_another_node_stops_a_round(story: Story):
    for which in ("甲函", "乙函"):
        letter(story, which)
    story.on(date(2026, 3, 2))

    def heard(_: Progress) -> None:
        with story.office.database.write() as session:
            heartbeats.ring(session, job=BELL, now=story.clock.at + timedelta(hours=1))

    with pytest.raises(ClockBack):
        ran(story, Progress(heard=heard))

    assert story.rows(RunRow) == []


def test_a_little_back_is_put_right_and_no_reason_to_stop(story: Story):
    letter(story, "甲函")
    story.on(date(2026, 3, 2))

    ran(story, moving(story, timedelta(minutes=-4)))

    assert len(story.rows(RunRow)) == 1


# ── 另有一只不可调的钟 ───────────────────────────────────────────────────
BEGAN = datetime.fromisoformat("2026-03-02T02:00:00+00:00")


class Two:
    """A clock that is set, and one that is not."""

    def __init__(self) -> None:
        self.at, self.steady = BEGAN, 1000.0
        self.hours = Hours(lambda: self.at, steady=lambda: self.steady)

    def pass_by(self, seconds: float, *, shown: timedelta | None = None) -> datetime:
        """Let time pass, and the clock show that it did, or something else."""
        self.steady += seconds
        self.at += timedelta(seconds=seconds) if shown is None else shown
        return self.hours.now()


@pytest.mark.parametrize("leap", [DAY, 3653 * DAY, -DAY, timedelta(minutes=-6)], ids=str)
def test_by_a_steady_clock_a_leap_is_told_from_days_that_passed(leap: timedelta):
    """Forward it would let a window be over early."""
    two = Two()
    assert two.pass_by(86_400 * 9) == BEGAN + 9 * DAY

    with pytest.raises(ClockMoved):
        two.pass_by(1, shown=leap)
    two.at = BEGAN + 9 * DAY  # put right
    assert two.pass_by(1) == BEGAN + 9 * DAY + timedelta(seconds=1)


def test_little_steps_back_do_not_add_up_to_a_great_one():
    two = Two()
    minutes = timedelta(minutes=-3)
    two.pass_by(1, shown=minutes)

    with pytest.raises(ClockMoved):
        two.pass_by(1, shown=minutes)


def test_a_clock_ahead_by_more_than_a_month_never_begins(story: Story, monkeypatch):
    """Of an office that is no demo; one that is tells a story that may skip months."""
    monkeypatch.setattr("review.services.clock_doubts.is_demo", lambda _: False)
    story.ring()
    story.clock.at += 40 * DAY

    with pytest.raises(ClockAhead):
        ran(story, Progress())
