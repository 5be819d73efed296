"""Writers take turns: the lock before the first look, in line within a process, no update lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from review.storage.database import Database
from review.storage.ledger import Change, append, verify
from review.storage.rows import AgencyRow, HeartbeatRow, JobSlotRow, LedgerEntryRow
from tests.builders import MORNING
from tests.storage.staff import Staff

WRITERS, EACH = 6, 5


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    with closing(Database(sqlite_url)) as opened:
        yield opened


def test_a_writer_takes_the_lock_before_it_reads(sqlite_database: Database):
    """Who reads first and locks later decides on what is old by then (BEGIN IMMEDIATE)."""
    path = Path(str(sqlite_database.url.database))
    with sqlite_database.write() as session, _stranger(path) as other:
        session.scalar(select(func.count()).select_from(HeartbeatRow))
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")

    with _stranger(path) as other:
        other.execute("BEGIN IMMEDIATE")


def _stranger(path: Path) -> closing[sqlite3.Connection]:
    """Another process on the same file, that does not wait."""
    return closing(sqlite3.connect(path, timeout=0, isolation_level=None))


def test_writers_of_one_process_stand_in_line(sqlite_database: Database):
    """Who waits in SQLite asks again and again, and may ask last: nobody asks before his turn."""
    turns: list[str] = []

    def write() -> None:
        with sqlite_database.write():
            turns.append("second")

    with ThreadPoolExecutor(1) as pool:
        with sqlite_database.write():
            second = pool.submit(write)
            with pytest.raises(TimeoutError):
                second.result(timeout=0.3)
            turns.append("first")
        second.result(timeout=10)

    assert turns == ["first", "second"]


def test_writers_at_once_lose_nothing(staff: Staff):
    """Six writers, each on connections of its own: every entry is there, and the chain stands."""
    staff.small()
    with staff.database.read() as session:
        agency = session.scalars(select(col(AgencyRow.id))).one()
        before = session.scalar(select(func.count()).select_from(LedgerEntryRow))
    url = staff.database.url.render_as_string(hide_password=False)

    def writes(writer: int) -> None:
        with closing(Database(url)) as own:
            for number in range(EACH):
                with own.write() as session:
                    append(session, _change(agency, f"test:{writer}-{number}"))

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(writes, range(WRITERS)))

    with staff.database.read() as session:
        after = session.scalar(select(func.count()).select_from(LedgerEntryRow))
        assert verify(session) == ()
    assert (after or 0) - (before or 0) == WRITERS * EACH


def _change(agency: str, subject: str) -> Change:
    return Change(
        agency_id=agency,
        event="test:written",
        subject=subject,
        subject_rev=1,
        at=MORNING,
        body={},
    )


def test_an_update_made_on_what_was_read_is_not_lost(database: Database):
    """Reading and counting up in one transaction: no two writers read the same number."""
    with database.write() as session:
        at = {"lease_until": MORNING, "started_at": MORNING}
        session.add(JobSlotRow(job="count", slot="s", holder="node", fence=0, **at))

    def counts(_: int) -> None:
        for _ in range(EACH):
            with database.write() as session:
                row = session.get_one(JobSlotRow, ("count", "s"), with_for_update=True)
                row.fence += 1

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(counts, range(WRITERS)))

    with database.read() as session:
        assert session.get_one(JobSlotRow, ("count", "s")).fence == WRITERS * EACH
