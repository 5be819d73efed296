"""What sixty-four people wait for their acts, as multiples of one durable commit of that run.

A commit alone takes as long as the disk; one beside is made on the same disk and processors while
they work, and waits for these as they do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles
from threading import Event
from time import perf_counter

from review.bootstrap import wall_clock
from tests.bench.crowded import serving
from tests.bench.measure import Wait, tell
from tests.builders import OfficeForTests
from tests.clock import Clock
from tests.conftest import in_length
from tests.load import colleagues

COMMITS = 30
ALONE, PAUSE = 50, 0.05


def measured(folder: Path) -> Iterator[Wait]:
    """Let sixty-four people work at once, and tell the 99th of a hundred waits for an act."""
    office = colleagues.staffed(OfficeForTests(folder / "data", clock=Clock(at=wall_clock())))
    office.close()
    over = Event()
    over.set()
    alone = median(_commits(folder / "alone.db", over))
    pile = colleagues.Pile()
    with serving(office) as port, colleagues.colleagues(port, seed=20_260_331) as people:
        colleagues.filling(people, pile)
        with ThreadPoolExecutor(1) as beside:
            over.clear()
            meanwhile = beside.submit(_commits, folder / "meanwhile.db", over)
            colleagues.at_work(people, seconds=in_length(short=60, full=300), pile=pile)
            over.set()
    acts = [deed.seconds for each in people for deed in each.deeds if deed.what != "hand_in"]
    tell(f"{len(acts)} acts, {sum(each.turns for each in people)} turns, {pile.open} open at last")
    name = f"p99 of {len(acts)} acts of {len(people)} people at once"
    slow = quantiles(acts, n=100)[-1]
    busy = quantiles(meanwhile.result(), n=100)[-1]
    yield Wait(name=f"{name}, by a commit alone", seconds=slow, one=alone)
    yield Wait(
        name=f"{name}, by the p99 of commits beside", seconds=slow, one=busy, at_most=COMMITS
    )


def _commits(path: Path, over: Event) -> list[float]:
    """Measure durable commits on this disk, in a file that nobody else uses, until it is over."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE beside (at REAL)")
        found = [_committed(connection) for _ in range(ALONE)]
        while not over.wait(PAUSE):
            found.append(_committed(connection))
        return found


def _committed(connection: sqlite3.Connection) -> float:
    began = perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO beside VALUES (?)", (began,))
    connection.execute("COMMIT")
    return perf_counter() - began
