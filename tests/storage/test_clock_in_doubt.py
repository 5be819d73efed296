"""A clock that cannot be true runs no day: nothing is early, and nothing is skipped (T9)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from review.commands import RunReassessment
from review.domain.clock_refusals import ClockAhead, ClockBack
from review.scheduler import BELL, LEASE, Rhythm, begun_pulse, tick
from review.services import heartbeats, pulses
from review.services.job_slots import Slot, claim
from review.services.pulses import Pulse, steady_clock
from review.services.schedule import schedule
from tests.storage.bell import DAY, EVENING, counting


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        (-3 * DAY, "the clock went back"),
        (-3653 * DAY, "the clock went back"),
        (3653 * DAY, "the clock is ahead"),
        (32 * DAY, "the clock is ahead"),
    ],
    ids=str,
)
def test_a_clock_that_cannot_be_true_runs_no_day_and_is_told(house, clock, told, moved, said):
    """Nothing is early; put right, it goes on as if nothing had been, and no day is skipped."""
    job, runs = counting()
    other, strokes = counting("each", Rhythm.EACH_STROKE)
    tick(house, jobs=(job, other))
    clock.at = EVENING + moved

    tick(house, jobs=(job, other))

    assert runs == [EVENING]
    assert len(strokes) == 2  # what must go goes
    assert told[-1]["message"] == said
    with house.database.read() as session:
        assert heartbeats.last(session, job=BELL) == EVENING
    clock.at = EVENING + DAY
    tick(house, jobs=(job,))
    assert runs == [EVENING, EVENING + DAY]


@pytest.mark.parametrize("moved", [timedelta(minutes=-4), timedelta(hours=1), 7 * DAY], ids=str)
def test_a_little_back_and_a_week_of_absence_are_no_doubt(house, clock, told, moved):
    job, _ = counting(rhythm=Rhythm.EACH_DAY)
    tick(house, jobs=(job,))
    clock.at = EVENING + moved

    tick(house, jobs=(job,))

    assert [line["message"] for line in told] == (["days were missed"] if moved > DAY else [])
    with house.database.read() as session:
        assert heartbeats.last(session, job=BELL) == max(EVENING, EVENING + moved)


def test_a_clock_moved_while_the_bell_rings_is_not_believed(house, clock, told):
    """By a second clock, which nobody sets: an hour went by on the wall, and none in truth."""
    pulse = Pulse(began=clock.at, steady=steady_clock())
    job, runs = counting()
    clock.at = EVENING + timedelta(minutes=4)
    tick(house, jobs=(job,), pulse=pulse)
    clock.at = EVENING + timedelta(days=1)

    tick(house, jobs=(job,), pulse=pulse)

    assert len(runs) == 1
    assert told[-1]["message"] == "the clock was moved"


@pytest.mark.parametrize("moved", [20 * DAY, 31 * DAY, -20 * DAY], ids=str)
def test_a_clock_moved_while_nobody_rang_is_not_believed_after_a_restart(house, clock, told, moved):
    """Less than a month ahead is no absence where the steady clock says that no time went by."""
    job, runs = counting()
    tick(house, jobs=(job,), pulse=begun_pulse(house))
    clock.at = EVENING + moved

    again = begun_pulse(house)  # another process of the same run of the machine
    tick(house, jobs=(job,), pulse=again)

    assert runs == [EVENING]
    assert told[-1]["level"].name == "ERROR"
    assert told[-1]["message"] in {"the clock was moved", "the clock went back"}
    clock.at = EVENING + timedelta(minutes=1)
    tick(house, jobs=(job,), pulse=begun_pulse(house))  # put right, it goes on
    assert runs == [EVENING]
    with house.database.read() as session:
        assert heartbeats.last(session, job=BELL) == EVENING + timedelta(minutes=1)


def test_days_on_which_the_machine_was_off_and_a_clock_that_was_confirmed_are_believed(
    house, clock, monkeypatch
):
    job, runs = counting()
    tick(house, jobs=(job,), pulse=begun_pulse(house))
    clock.at = EVENING + 20 * DAY
    with house.database.write() as session:
        heartbeats.put(session, job=BELL, now=clock.at)  # somebody compared it
    tick(house, jobs=(job,), pulse=begun_pulse(house))
    assert runs == [EVENING, EVENING + 20 * DAY]

    clock.at = EVENING + 27 * DAY
    monkeypatch.setattr(pulses, "boot_of_machine", lambda: "another run of the machine")
    tick(house, jobs=(job,), pulse=begun_pulse(house))

    assert len(runs) == 3


def test_what_is_kept_of_a_ring_is_the_owners_alone_and_may_be_anything(house, tmp_path):
    tick(house, jobs=(), pulse=begun_pulse(house))
    place = tmp_path / pulses.NAME
    assert place.stat().st_mode & 0o077 == 0

    for said in ("", "[]", "{}", '{"at": 3}', '{"at": "2027-02-30", "steady": 0, "boot": ""}'):
        place.write_text(said)
        assert begun_pulse(house).began == house.now()


def test_no_round_is_run_by_a_clock_in_doubt(house, clock):
    """Nor by a person's command: what it published would be public for good."""
    tick(house)
    clock.at = EVENING + 3653 * DAY
    with pytest.raises(ClockAhead, match="2037-03-01"):
        house.reassess(RunReassessment(), caller=None)
    clock.at = EVENING - 3653 * DAY
    with pytest.raises(ClockBack):
        house.reassess(RunReassessment(), caller=None)
    clock.at = EVENING + DAY

    house.reassess(RunReassessment(), caller=None)


def test_a_slot_of_a_day_to_come_stands_for_no_day_before_it(house, clock):
    """A clock a week ahead was put right, and somebody said so: the days in between are run."""
    job, runs = counting()
    clock.at = EVENING + 7 * DAY
    tick(house, jobs=(job,))
    clock.at = EVENING
    with house.database.write() as session:
        heartbeats.put(session, job=BELL, now=EVENING)

    tick(house, jobs=(job,))
    clock.at = EVENING + DAY
    tick(house, jobs=(job,))

    assert runs == [EVENING + 7 * DAY, EVENING, EVENING + DAY]


def test_the_schedule_says_when_each_job_ran_what_was_late_and_when_it_runs_next(house, clock):
    before = {one.job: one for one in house.ask(schedule).jobs}
    assert (before["reassess"].done_at, before["reassess"].is_due) == (None, True)
    tick(house)
    clock.at = EVENING + 3 * DAY
    tick(house)

    view = {one.job: one for one in house.ask(schedule).jobs}["reassess"]

    assert (view.last_day, view.done_at) == ("2027-03-04", EVENING + 3 * DAY)
    assert view.missed == ("2027-03-02", "2027-03-03")
    assert (view.next_at, view.is_due) == (datetime(2027, 3, 4, 16, 0, tzinfo=UTC), False)
    with house.database.write() as session:
        slot = Slot(job="reassess", name="2027-03-05")
        claim(session, slot, holder="another", now=clock.at, lease=LEASE)
    (held, _) = house.ask(schedule).jobs
    assert (held.holder, held.running_since) == ("another", clock.at)
    clock.at += LEASE
    (lapsed, _) = house.ask(schedule).jobs
    assert lapsed.holder is None
    clock.at += 3653 * DAY
    (doubted, _) = house.ask(schedule).jobs
    assert (doubted.next_at, doubted.is_due) == (None, False)
