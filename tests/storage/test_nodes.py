"""Four nodes on one PostgreSQL: each night once, and a node that was stopped writes nothing late.

The nodes are processes. A node that has a night in hand says so and waits to be told to go on: then
it is stopped as a frozen machine is, its lease runs out, and another takes the night over.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from review.scheduler import LEASE
from review.storage.database import Database
from review.storage.rows import HeartbeatRow, JobSlotRow

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows 上不能这样停住进程"),
]
EVENING = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
PARTS = {"0", "1", "2"}
NODE = """
import sys
from datetime import datetime
from pathlib import Path
from loguru import logger
from review.bootstrap import Office
from review.scheduler import Job, Rhythm, tick
from review.services import heartbeats
from review.services.work import SHANGHAI
from review.settings import Settings
from review.storage.database import Database

folder, url, name = Path(sys.argv[1]), sys.argv[2], sys.argv[3]

def now():
    return datetime.fromisoformat((folder / "clock").read_text())

def say(*words):
    print(*words, flush=True)

def wait(where):
    if (folder / "waits").read_text() == where:
        say("working")
        sys.stdin.readline()

def work(office, within):
    day = now().astimezone(SHANGHAI).date()
    for part in range(3):
        with within.write() as session:
            heartbeats.put(session, job=f"{day} {part} {name}", now=now())
            if part == 1:
                wait("inside")
        if part == 0:
            wait("between")
    return {"by": name}

logger.remove()
logger.add(lambda line: say("fault", line.record["extra"]["fault"]), level="ERROR")
office = Office(Settings(data_dir=folder / name, database_url=url), Database(url), clock=now)
job = Job(name="nightly", rhythm=Rhythm.EACH_DAY, work=work)
say("ready")
for line in sys.stdin:
    tick(office, jobs=(job,))
    say("rung")
"""


class Node:
    """One node, that rings when it is told to."""

    def __init__(self, folder: Path, url: str, name: str) -> None:
        self.name = name
        self.process = subprocess.Popen(
            [sys.executable, "-c", NODE, folder, url, name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def told(self) -> None:
        """Ring, or go on with the night in hand."""
        assert self.process.stdin is not None
        self.process.stdin.write("on\n")
        self.process.stdin.flush()

    def says(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def signalled(self, what: signal.Signals) -> None:
        os.kill(self.process.pid, what)


class Nodes:
    """Four nodes under one clock."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        self.at(EVENING)
        self.wait("")
        self.all = [Node(folder, url, name) for name in ("one", "two", "three", "four")]
        assert [node.says() for node in self.all] == ["ready"] * 4

    def at(self, instant: datetime) -> None:
        self._write("clock", instant.isoformat())

    def wait(self, where: str) -> None:
        self._write("waits", where)

    def ring(self, *, but: Node | None = None) -> dict[str, Node]:
        """Let all ring at once; return who said what first."""
        asked = [node for node in self.all if node is not but]
        for node in asked:
            node.told()
        return {node.says(): node for node in asked}

    def slots(self) -> dict[str, tuple[int, bool]]:
        """Return how often each night changed hands, and whether it was run to the end."""
        database = Database(self.url)
        with database.read() as session:
            rows = session.exec(select(JobSlotRow).where(col(JobSlotRow.job) == "nightly"))
            found = {row.slot: (row.fence, row.done_at is not None) for row in rows}
        database.close()
        return found

    def written(self, day: str) -> dict[str, set[str]]:
        """Return which parts of a night each node wrote."""
        database = Database(self.url)
        with database.read() as session:
            names = session.exec(select(col(HeartbeatRow.job))).all()
        database.close()
        found: dict[str, set[str]] = {}
        for name in names:
            if name.startswith(day):
                _, part, node = name.split()
                found.setdefault(node, set()).add(part)
        return found

    def _write(self, name: str, text: str) -> None:
        fresh = self.folder / f"{name}.new"
        fresh.write_text(text)
        fresh.replace(self.folder / name)


@pytest.fixture
def nodes(postgres_pattern, postgres_databases, tmp_path) -> Iterator[Nodes]:
    """A server that lets no sleeper hold on for longer than a second."""
    url = postgres_databases.copy_of(postgres_pattern)
    joint = "&" if "?" in url else "?"
    made = Nodes(tmp_path, f"{url}{joint}options=-cidle_in_transaction_session_timeout%3D1000")
    yield made
    for node in made.all:
        node.process.kill()
        node.process.communicate()


def test_each_night_is_run_once_and_a_woken_node_is_refused(nodes):
    nodes.ring()
    nodes.at(EVENING + DAY)
    nodes.ring()
    assert nodes.slots() == {"2027-03-01": (1, True), "2027-03-02": (1, True)}
    assert [parts for day in (1, 2) for parts in nodes.written(f"2027-03-0{day}").values()] == [
        PARTS,
        PARTS,
    ]

    for day, where, kept in ((3, "between", {"0"}), (4, "inside", {"0"})):
        began = EVENING + (day - 1) * DAY
        nodes.at(began)
        nodes.wait(where)
        said = nodes.ring()
        stopped = said["working"]
        stopped.signalled(signal.SIGSTOP)
        nodes.wait("")
        nodes.at(began + LEASE)
        others = nodes.ring(but=stopped)
        assert set(others) == {"rung"}
        night = f"2027-03-0{day}"
        assert nodes.slots()[night] == (2, True)

        stopped.signalled(signal.SIGCONT)
        stopped.told()
        fault = stopped.says()
        assert stopped.says() == "rung"

        assert ("SlotLostError" if where == "between" else "InternalError") in fault
        written = nodes.written(night)
        assert written.pop(stopped.name) == kept
        assert list(written.values()) == [PARTS]
        assert nodes.slots()[night] == (2, True)

    nodes.at(EVENING + 4 * DAY)
    assert set(nodes.ring()) == {"rung"}
    assert nodes.slots()["2027-03-05"] == (1, True)
