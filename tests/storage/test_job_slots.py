"""Each night's work is done once, whichever node wakes first and whichever wakes too late."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from review.services import heartbeats
from review.services.job_slots import (
    Fence,
    Slot,
    SlotLostError,
    claim,
    finish,
    last_done,
    missed,
)
from review.storage.database import Database
from review.storage.rows import JobSlotRow

NIGHT = datetime(2027, 3, 1, 16, 0, tzinfo=UTC)
LEASE = timedelta(minutes=10)
SLOT = Slot(job="reassess", name="2027-03-02")

CLAIMING = """
import sys
from datetime import datetime, timedelta
from review.services.job_slots import Slot, claim
from review.storage.database import Database
url, holder, job, now = sys.argv[1:]
database = Database(url)
sys.stdin.readline()
won = 0
for number in range(20):
    with database.write() as session:
        fence = claim(session, Slot(job=job, name=f"{number:03d}"), holder=holder,
                      now=datetime.fromisoformat(now), lease=timedelta(minutes=10))
    won += fence is not None
print(won)
"""


def take(database, *, holder="one", at=NIGHT, slot=SLOT):
    with database.write() as session:
        return claim(session, slot, holder=holder, now=at, lease=LEASE)


def done(database, fence, *, report="{}", at=NIGHT):
    with database.write() as session:
        finish(session, fence, report=report, now=at)


def row(database, slot=SLOT):
    with database.read() as session:
        found = session.get_one(JobSlotRow, (slot.job, slot.name))
        session.expunge(found)
    return found


def test_a_slot_is_had_by_one_node_only(database):
    assert take(database, holder="one") == Fence(slot=SLOT, number=1)
    assert take(database, holder="two") is None


def test_a_slot_that_was_run_is_never_had_again(database):
    done(database, take(database), report="7")

    assert take(database, at=NIGHT + timedelta(days=30)) is None
    assert row(database).report == "7"


def test_a_slot_whose_holder_fell_silent_is_taken_over(database):
    take(database, holder="one")

    assert take(database, holder="two", at=NIGHT + LEASE) == Fence(slot=SLOT, number=2)
    assert row(database).holder == "two"


def test_a_woken_node_is_refused_and_writes_nothing(database):
    """It was stopped for longer than its lease; what it did in the same transaction is undone."""
    old = take(database, holder="one")
    new = take(database, holder="two", at=NIGHT + LEASE)

    def write_late():
        with database.write() as session:
            heartbeats.ring(session, job="reassess", now=NIGHT)
            finish(session, old, report="late", now=NIGHT + LEASE)

    with pytest.raises(SlotLostError):
        write_late()

    with database.read() as session:
        assert heartbeats.last(session, job="reassess") is None
    assert row(database).done_at is None
    done(database, new, report="in time", at=NIGHT + LEASE)
    assert row(database).report == "in time"


def test_a_woken_node_cannot_finish_what_another_has_done(database):
    old = take(database, holder="one")
    done(database, take(database, holder="two", at=NIGHT + LEASE), report="first")

    with pytest.raises(SlotLostError):
        done(database, old, report="second")

    assert row(database).report == "first"


def test_the_nights_that_were_missed_are_named(database):
    first, _, last = (Slot(job="reassess", name=f"2027-03-0{day}") for day in (1, 2, 3))
    done(database, take(database, slot=first))
    take(database, slot=last)

    with database.read() as session:
        names = ["2027-03-01", "2027-03-02", "2027-03-03"]
        assert missed(session, job="reassess", slots=names) == ("2027-03-02", "2027-03-03")
        assert missed(session, job="reconcile", slots=names) == tuple(names)


def test_the_last_slot_that_was_run_is_known(database):
    with database.read() as session:
        assert last_done(session, job="reassess") is None
    for day in (3, 1, 2):
        done(database, take(database, slot=Slot(job="reassess", name=f"2027-03-0{day}")))
    take(database, slot=Slot(job="reassess", name="2027-03-04"))

    with database.read() as session:
        assert last_done(session, job="reassess") == "2027-03-03"


def race(database, claims):
    start = Barrier(len(claims))

    def run(one):
        start.wait()
        return one()

    with ThreadPoolExecutor(len(claims)) as pool:
        return [future.result() for future in [pool.submit(run, one) for one in claims]]


def test_of_many_connections_that_race_exactly_one_wins(database):
    for number in range(10):
        slot = Slot(job="race", name=f"{number:03d}")
        fences = race(database, [lambda slot=slot: take(database, slot=slot)] * 4)

        assert sorted(fence is not None for fence in fences) == [False, False, False, True]


def test_of_many_that_race_for_a_silent_holders_slot_exactly_one_wins(database):
    for number in range(10):
        slot = Slot(job="race", name=f"{number:03d}")
        take(database, slot=slot)
        later = [lambda slot=slot: take(database, slot=slot, at=NIGHT + LEASE)] * 4
        fences = [fence for fence in race(database, later) if fence]

        assert fences == [Fence(slot=slot, number=2)]


def test_of_two_processes_that_race_exactly_one_wins_each_slot(database_url):
    nodes = [
        subprocess.Popen(
            [sys.executable, "-c", CLAIMING, database_url, holder, "race", NIGHT.isoformat()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for holder in ("one", "two")
    ]
    for node in nodes:
        node.stdin.write("go\n")
        node.stdin.flush()
    won = [int(node.communicate(timeout=60)[0]) for node in nodes]

    assert sum(won) == 20
    database = Database(database_url)
    assert row(database, Slot(job="race", name="019")).fence == 1
    database.close()


def test_the_heartbeat_shows_the_last_ring(database):
    for minutes in (0, 1):
        with database.write() as session:
            heartbeats.ring(session, job="bell", now=NIGHT + timedelta(minutes=minutes))

    with database.read() as session:
        assert heartbeats.last(session, job="bell") == NIGHT + timedelta(minutes=1)
        assert heartbeats.last(session, job="other") is None
