"""The bell rings; what is due is done once, and a missed night is caught up once."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from threading import Event
from threading import enumerate as enumerate_threads

import pytest
from loguru import logger

from review import logs
from review.bootstrap import Office, wall_clock
from review.scheduler import (
    BELL,
    JOBS,
    LEASE,
    Job,
    Rhythm,
    serve_bell,
    tick,
)
from review.services import heartbeats
from review.services.job_slots import Slot, claim
from review.settings import Settings
from tests.storage.bell import DAY, EVENING, counting, slots
from tests.storage.published import bureau

RINGING = """
import sys
from pathlib import Path
from threading import current_thread, main_thread
from review.bootstrap import open_office, wall_clock
from review.scheduler import run_bell
from review.settings import Settings

def now():
    if current_thread() is not main_thread():
        print("rang", flush=True)
    return wall_clock()

settings = Settings(data_dir=Path(sys.argv[1]), database_url=sys.argv[2])
office = open_office(settings, clock=now)
run_bell(office)
office.close()
print("closed")
"""


def test_a_stroke_looks_after_every_job_and_is_noted(house):
    tick(house)

    assert set(slots(house, "reassess")) == {"2027-03-01"}
    assert set(slots(house, "reconcile")) == {"2027-03-01"}
    with house.database.read() as session:
        assert heartbeats.last(session, job=BELL) == EVENING


def test_the_day_turns_at_midnight_in_shanghai(house, clock):
    clock.at = datetime(2027, 3, 1, 16, 0, tzinfo=UTC)

    tick(house)

    assert set(slots(house, "reassess")) == {"2027-03-02"}


def test_a_nightly_job_is_run_once_a_day_however_often_it_rings(house, clock):
    job, runs = counting()

    for minutes in range(3):
        clock.at = EVENING + timedelta(minutes=minutes)
        tick(house, jobs=(job,))
    clock.at = EVENING + DAY
    tick(house, jobs=(job,))

    assert runs == [EVENING, EVENING + DAY]


def test_missed_nights_are_caught_up_once_and_named(house, clock):
    job, runs = counting()
    tick(house, jobs=(job,))
    clock.at = EVENING + 4 * DAY

    tick(house, jobs=(job,))
    tick(house, jobs=(job,))

    assert len(runs) == 2
    assert slots(house, "nightly") == {
        "2027-03-01": {"done": {"runs": 1}, "missed": []},
        "2027-03-05": {
            "done": {"runs": 2},
            "missed": ["2027-03-02", "2027-03-03", "2027-03-04"],
        },
    }


@pytest.mark.parametrize("is_demo", [False, True])
def test_missed_nights_are_told_in_chinese_and_only_where_they_were_missed(
    house, clock, tmp_path, capsys, is_demo
):
    """The story of a demo skips days on purpose: its first screen warns of nothing."""
    job, _ = counting()
    tick(house, jobs=(job,))
    clock.at, house.is_demo = EVENING + 4 * DAY, is_demo
    logs.set_up(folder=tmp_path / "logs")

    tick(house, jobs=(job,))
    logger.remove()

    shown = capsys.readouterr().err
    assert ("定时任务有几天没有运行，今天一并补办 job=nightly days=3" in shown) is not is_demo
    assert "missed" not in shown


def test_other_jobs_ring_at_each_stroke(house):
    job, runs = counting(rhythm=Rhythm.EACH_STROKE)

    tick(house, jobs=(job,))
    tick(house, jobs=(job,))

    assert len(runs) == 2


def fails(office, _):
    raise ValueError("拆迁名单")


def test_a_job_that_fails_stops_no_other_and_says_no_word(house, told):
    job, runs = counting()
    tick(house, jobs=(Job(name="bad", rhythm=Rhythm.EACH_STROKE, work=fails), job))

    assert len(runs) == 1
    (line,) = told
    assert line["extra"]["job"] == "bad"
    assert "ValueError" in line["extra"]["fault"]
    assert "拆迁" not in str(line)
    with house.database.read() as session:
        assert heartbeats.last(session, job=BELL) == EVENING


def test_a_night_that_failed_is_tried_again_when_its_lease_is_over(house, clock):
    tick(house, jobs=(Job(name="nightly", rhythm=Rhythm.EACH_DAY, work=fails),))
    job, runs = counting()

    tick(house, jobs=(job,))
    assert runs == []
    clock.at = EVENING + LEASE
    tick(house, jobs=(job,))

    assert runs == [EVENING + LEASE]


def test_a_night_that_another_node_has_in_hand_is_left_to_it(house):
    with house.database.write() as session:
        slot = Slot(job="nightly", name="2027-03-01")
        claim(session, slot, holder="other", now=EVENING, lease=LEASE)
    job, runs = counting()

    tick(house, jobs=(job,))

    assert runs == []


def test_a_node_that_slept_through_its_lease_enters_nothing(house, clock, told):
    """While it slept, another took the slot over and finished."""
    job, _ = counting()

    def sleep(office, within):
        with within.write() as session:
            heartbeats.put(session, job="before", now=EVENING)
        clock.at = EVENING + 2 * LEASE
        tick(office, jobs=(job,))
        with within.write() as session:
            heartbeats.put(session, job="after", now=EVENING)
        return {"runs": "late"}

    tick(house, jobs=(Job(name="nightly", rhythm=Rhythm.EACH_DAY, work=sleep),))

    assert slots(house, "nightly")["2027-03-01"]["done"] == {"runs": 1}
    assert "SlotLostError" in told[-1]["extra"]["fault"]
    with house.database.read() as session:
        assert heartbeats.last(session, job="before") == EVENING
        assert heartbeats.last(session, job="after") is None


def test_a_long_night_keeps_its_slot_by_working(house, clock, told):
    """Each transaction renews the lease: no other node takes over what is under way."""
    job, runs = counting()

    def work(office, within):
        for _ in range(4):
            clock.at += LEASE - timedelta(minutes=1)
            with within.write() as session:
                heartbeats.put(session, job="going on", now=clock.at)
            tick(office, jobs=(job,))
        return {}

    tick(house, jobs=(Job(name="nightly", rhythm=Rhythm.EACH_DAY, work=work),))

    assert runs == []
    assert told == []
    assert slots(house, "nightly")["2027-03-01"] == {"done": {}, "missed": []}


def test_what_became_public_is_carried_by_the_next_stroke(house, tmp_path):
    town = bureau(house.database, tmp_path, channels=house.means.channels)
    paper = town.publish(at=EVENING)

    tick(house)

    assert (town.folder / paper.document / "manifest.json").is_file()


def test_the_jobs_are_those_that_the_office_relies_on():
    assert {job.name: job.rhythm for job in JOBS} == {
        "purge": Rhythm.EACH_STROKE,
        "reassess": Rhythm.EACH_DAY,
        "send": Rhythm.EACH_STROKE,
        "reconcile": Rhythm.EACH_DAY,
        "mail": Rhythm.EACH_STROKE,
        "tell": Rhythm.EACH_STROKE,
    }


def test_the_bell_rings_at_once_and_finishes_its_stroke(database, tmp_path):
    """Leaving the block waits for the stroke under way; none follows it."""
    rang = Event()

    def now():
        rang.set()
        return wall_clock()

    settings = Settings(data_dir=tmp_path, database_url=str(database.url))
    house = Office(settings, database, clock=now)
    rang.clear()

    with serve_bell(house):
        assert rang.wait(timeout=20)

    with database.read() as session:
        assert heartbeats.last(session, job=BELL) is not None
    assert "APScheduler" not in {thread.name for thread in enumerate_threads()}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 上不能这样结束进程")
def test_the_clock_process_ends_when_it_is_told_to(database_url, tmp_path):
    ringing = subprocess.Popen(
        [sys.executable, "-c", RINGING, tmp_path, database_url],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert ringing.stdout.readline() == "rang\n"
    ringing.send_signal(signal.SIGTERM)

    said, _ = ringing.communicate(timeout=30)

    assert ringing.returncode == 0
    assert said.endswith("closed\n")
