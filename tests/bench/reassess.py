"""A round over very many papers, against its own rows written by batched SQL in the same run.

Every paper has its screening stored, as after the first round under today's rules. The floor writes
the very rows that the round wrote into a copy of the database, under all guards, without reading
or judging anything: entries one by one, for each follows the head before it; all else by the
thousand. Beside the round another process commits as people do, and says how long it waited; in
turns with these it commits to a file that nobody else uses, which tells what a commit takes then.
"""

from __future__ import annotations

import gc
import json
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from review.commands import RunReassessment
from review.storage.columns import new_id
from tests.bench.measure import Grown, Measured, Ratio, Wait
from tests.builders import OfficeForTests

AT_MOST = 6.0
MEGABYTES = 100
COMMITS = 30
PAPERS = 100_000
LONG = 1_000_000
MARCH = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
CLONED = ("document", "version", "file", "review_case", "step", "act", "mode_statement")
MANY = 1000
OTHER_WRITER = """
import json, select, sqlite3, sys, time
def opened(path):
    connection = sqlite3.connect(path, isolation_level=None, timeout=30)
    connection.execute("PRAGMA synchronous=FULL")
    return connection
def commit(connection):
    began = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO heartbeat (job, rang_at) VALUES ('other', ?)"
                       " ON CONFLICT (job) DO UPDATE SET rang_at = excluded.rang_at", (began,))
    connection.execute("COMMIT")
    return time.perf_counter() - began
shared, alone = opened(sys.argv[1]), opened(sys.argv[2])
alone.execute("PRAGMA journal_mode=WAL")
alone.execute("CREATE TABLE heartbeat (job TEXT PRIMARY KEY, rang_at TEXT)")
waits, others = [], []
for _ in range(50):
    commit(shared), commit(alone)
print("ready", flush=True)
sys.stdin.readline()
while not select.select([sys.stdin], [], [], 0.005)[0]:
    waits.append(commit(shared))
    others.append(commit(alone))
waits.sort(), others.sort()
def share(times, part):
    return times[int(len(times) * part)] if times else 0.0
print(json.dumps([share(others, 0.5), share(others, 0.99), share(waits, 0.99), len(waits)]))
"""


def measured(
    folder: Path, *, papers: int, clock: Callable[[], float] = time.perf_counter
) -> Iterator[Measured]:
    """Compare a round over so many papers with its rows alone.

    Where other work shares the machine, a clock of this process alone compares both fairly.
    """
    number = papers
    office = prepared(folder, papers=number)
    path = folder / "office.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before = connection.execute("SELECT seq FROM ledger_head").fetchone()[0]
    floor = folder / "floor.db"
    shutil.copy(path, floor)
    other = _other_writer(path)
    resident = _resident()
    gc.collect()
    gc.freeze()  # what others hold in this process is not gone through again and again
    began = clock()
    (report,) = office.office.reassess(RunReassessment(), caller=None)
    ours = clock() - began
    gc.unfreeze()
    grown = _resident() - resident
    one, undisturbed, waited, commits = _told(other)
    office.close()
    if report.counts["flagged"] != number:
        raise AssertionError(report.counts)
    theirs = _write_again(path, floor, after=before, clock=clock)
    name = f"a round over {number:,} papers"
    yield Ratio(
        name=name,
        floor="its rows by batched SQL, under all guards",
        ours_seconds=ours,
        floor_seconds=theirs,
        ratios=(ours / theirs,),
        at_most=AT_MOST,
    )
    yield Grown(name=f"memory of {name}", megabytes=grown, at_most=MEGABYTES)
    yield Wait(
        name=f"p99 of {commits} commits beside {name}",
        seconds=waited,
        one=one,
        at_most=COMMITS,
        nobody=undisturbed,
    )


def prepared(folder: Path, *, papers: int) -> OfficeForTests:
    """An office with so many papers on request that fell due, cloned from one that was led there.

    Written past the guards, which stand again afterwards: leading each there would take days.
    """
    office = OfficeForTests(folder).found()
    office.on_request(until=date(2026, 3, 1))
    with closing(sqlite3.connect(folder / "office.db", isolation_level=None)) as connection:
        _clone(connection, papers - 1)
    office.clock.at = MARCH
    return office


def _clone(connection: sqlite3.Connection, number: int) -> None:
    connection.row_factory = sqlite3.Row
    guards = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("BEGIN IMMEDIATE")
    for guard in guards:
        connection.execute(f"DROP TRIGGER {guard['name']}")
    first = {
        table: [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608
        for table in CLONED
    }
    own = {row["id"] for rows in first.values() for row in rows}
    for start in range(0, number, MANY):
        names = [{name: new_id() for name in own} for _ in range(start, min(start + MANY, number))]
        for table, rows in first.items():
            columns = list(rows[0])
            holes = ", ".join("?" * len(columns))
            connection.executemany(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({holes})",  # noqa: S608
                [
                    _cloned(row, mine, serial=start + place + 2)
                    for place, mine in enumerate(names)
                    for row in rows
                ],
            )
    for guard in guards:
        connection.execute(guard["sql"])
    connection.execute("COMMIT")


def _cloned(row: dict[str, Any], names: dict[str, str], *, serial: int) -> Sequence[Any]:
    return [
        serial if column == "serial" else names.get(value, value) if value else value
        for column, value in row.items()
    ]


def _write_again(source: Path, target: Path, *, after: int, clock: Callable[[], float]) -> float:
    """Write what the round wrote into a copy from before it; return the seconds of writing."""
    with (
        closing(sqlite3.connect(source)) as written,
        closing(sqlite3.connect(target, isolation_level=None)) as copy,
    ):
        written.row_factory = sqlite3.Row
        copy.execute("PRAGMA journal_mode=WAL")
        copy.execute("PRAGMA synchronous=FULL")
        copy.execute("PRAGMA foreign_keys=ON")
        copy.execute("PRAGMA recursive_triggers=ON")
        opened = "SELECT * FROM review_case WHERE procedure = 'reassessment' ORDER BY serial"
        cases = written.execute(opened)
        entries = written.execute(
            "SELECT * FROM ledger_entry WHERE seq > ? AND subject LIKE 'review_case:%'"
            " ORDER BY seq",
            (after,),
        )
        seconds = 0.0
        while some := cases.fetchmany(MANY):
            steps = [
                tuple(step)
                for case in some
                for step in written.execute("SELECT * FROM step WHERE case_id = ?", (case["id"],))
            ]
            told = [tuple(row) for row in entries.fetchmany(2 * len(some))]
            born = [_born(dict(case)) for case in some]
            became = [_became(case) for case in some]
            began = clock()
            _write_batch(copy, told, born, steps, became)
            seconds += clock() - began
    return seconds


def _write_batch(
    copy: sqlite3.Connection,
    entries: list[tuple[Any, ...]],
    born: list[tuple[Any, ...]],
    steps: list[tuple[Any, ...]],
    became: list[tuple[Any, ...]],
) -> None:
    columns = [row[1] for row in copy.execute("PRAGMA table_info(ledger_entry)")]
    place = {name: columns.index(name) for name in ("agency_id", "seq", "sha256", "sm3")}
    enter = f"INSERT INTO ledger_entry VALUES ({', '.join('?' * len(columns))})"  # noqa: S608
    move = "UPDATE ledger_head SET seq = ?, sha256 = ?, sm3 = ? WHERE agency_id = ?"
    copy.execute("BEGIN IMMEDIATE")
    for entry in entries:
        copy.execute(enter, entry)
        moved = tuple(entry[place[name]] for name in ("seq", "sha256", "sm3", "agency_id"))
        copy.execute(move, moved)
    copy.executemany(f"INSERT INTO review_case VALUES ({', '.join('?' * len(born[0]))})", born)  # noqa: S608
    copy.executemany(f"INSERT INTO step VALUES ({', '.join('?' * len(steps[0]))})", steps)  # noqa: S608
    copy.executemany(
        "UPDATE review_case SET stage = ?, stage_since = ?, stage_due_on = ?, assessment = ?,"
        " outcome = ?, rev = 2 WHERE id = ? AND rev = 1",
        became,
    )
    copy.execute("COMMIT")


def _born(case: dict[str, Any]) -> tuple[Any, ...]:
    """A case as it was opened."""
    fresh = {"stage": "flagged", "assessment": None, "outcome": None, "rev": 1}
    return tuple({**case, **fresh}.values())


def _became(case: sqlite3.Row) -> tuple[Any, ...]:
    names = ("stage", "stage_since", "stage_due_on", "assessment", "outcome", "id")
    return tuple(case[name] for name in names)


def _other_writer(path: Path) -> subprocess.Popen[str]:
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER_WRITER, str(path), str(path.with_name("alone.db"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdin is not None
    assert other.stdout.readline() == "ready\n"
    other.stdin.write("go\n")
    other.stdin.flush()
    return other


def _told(other: subprocess.Popen[str]) -> tuple[float, float, float, int]:
    """Stop the other writer; return what it says.

    A commit to its own file, the median and the p99; the p99 beside the round; of how many.
    """
    said, _ = other.communicate("stop\n", timeout=60)
    one, undisturbed, waited, commits = json.loads(said)
    return one, undisturbed, waited, commits


def _resident() -> float:
    """Return the most memory this process ever held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
