"""What sixty-four people wait for their acts, as multiples of one durable commit of that run."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from review.bootstrap import wall_clock
from tests.bench.crowded import serving
from tests.bench.measure import Wait, tell
from tests.builders import Clock, OfficeForTests
from tests.conftest import in_length
from tests.load import colleagues

COMMITS = 30
ALONE = 50


def measured(folder: Path) -> Iterator[Wait]:
    """Let sixty-four people work at once, and tell the 99th of a hundred waits for an act."""
    office = colleagues.staffed(OfficeForTests(folder / "data", clock=Clock(at=wall_clock())))
    office.close()
    one = _one_commit(folder / "beside.db")
    pile = colleagues.Pile()
    with serving(office) as port, colleagues.colleagues(port, seed=20_260_331) as people:
        colleagues.filling(people, pile)
        colleagues.at_work(people, seconds=in_length(short=60, full=300), pile=pile)
    acts = [deed.seconds for each in people for deed in each.deeds if deed.what != "hand_in"]
    tell(f"{len(acts)} acts, {sum(each.turns for each in people)} turns, {pile.open} open at last")
    yield Wait(
        name=f"p99 of {len(acts)} acts of {len(people)} people at once",
        seconds=quantiles(acts, n=100)[-1],
        one=one,
        at_most=COMMITS,
    )


def _one_commit(path: Path) -> float:
    """Measure a durable commit on this disk, by itself."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE beside (at REAL)")
        return median(_committed(connection) for _ in range(ALONE))


def _committed(connection: sqlite3.Connection) -> float:
    began = perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO beside VALUES (?)", (began,))
    connection.execute("COMMIT")
    return perf_counter() - began
