"""kill -9 in the middle of a round, and again the round: every paper once, and the report balances.

The papers: many plain ones, one that enters the window, one that goes by itself. What the second
round reports and what the first had committed before it died are together all there was to do.
"""

from __future__ import annotations

import json
import multiprocessing
import shutil
import signal
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select
from sqlmodel import col

from review.bootstrap import open_office
from review.commands import RunReassessment
from review.services.doctor import examine
from review.services.set_aside import put_aside
from review.settings import Settings
from review.storage.ledger import verify
from review.storage.rows import CaseRow, DocumentRow, RunRow
from tests.bench.reassess import MARCH, prepared
from tests.builders import OfficeForTests, sqlite_in
from tests.clock import Clock
from tests.compiled import share
from tests.crash.doom import Moment
from tests.crash.round_at_work import ROUND, SEEN, run_round
from tests.postgres import Databases

pytestmark = [
    pytest.mark.crash,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有 SIGKILL"),
]
PLAIN = 120
CLONED = "cloned"
"""Of what the doctor complains before the round: nobody entered papers that are only clones."""
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.crash.round_at_work"])
LABELLED = (
    "statement:1",  # nothing was begun
    "statement:40",  # within the first batch of plain papers
    "statement:300",
    "before commit:1",  # a whole batch, and nobody knows
    "after commit:1",
    "statement:440",  # within the second
    "before commit:2",
    "after commit:2",  # all plain ones
    "before commit:3",  # those that go by themselves
    "after commit:3",
    "before commit:4",  # the last of them, or the run itself
)


@dataclass(frozen=True, slots=True)
class Bureau:
    """An office with many papers due, in a folder, its rows at an address."""

    folder: Path
    url: str

    def runs(self, moment: str | None = None) -> int:
        """Run a round until its moment, or to the end; return how the process ended."""
        child = FORKS.Process(target=run_round, args=(self.folder, self.url, moment))
        child.start()
        child.join(120)
        assert child.exitcode is not None
        return child.exitcode

    def picked_up(self) -> None:
        """Run the round again, and find everything done exactly once."""
        settings = Settings(data_dir=self.folder, database_url=self.url)
        office = open_office(settings, clock=Clock(at=MARCH))
        share(office.database)
        try:
            with office.database.read() as session:
                before = Counter(session.scalars(_stages()))
                entered = len(session.scalars(select(RunRow)).all())
            (report,) = office.reassess(RunReassessment(), caller=None)
            with office.database.read() as session:
                papers = set(session.scalars(select(col(DocumentRow.id))))
                cases = session.scalars(_cases()).all()
                flaws = verify(session)
                runs = len(session.scalars(select(RunRow)).all())
                session.expunge_all()
            assert sorted(case.document_id for case in cases) == sorted(papers)
            stages = Counter(case.stage for case in cases)
            assert stages == {"assessed": PLAIN + 1, "hold_window": 1}
            assert sorted(case.serial for case in cases) == sorted({case.serial for case in cases})
            assert before.total() + report.counts["flagged"] == len(papers)
            assert runs == entered + 1
            assert flaws == ()
            known = json.loads((self.folder / CLONED).read_text())
            assert [one for one in office.ask(examine) if one.subject not in known] == []
        finally:
            office.close()


def _cases():
    return select(CaseRow).where(col(CaseRow.procedure) == "reassessment")


def _stages():
    return select(col(CaseRow.stage)).where(col(CaseRow.procedure) == "reassessment")


def _made(folder: Path) -> None:
    office = prepared(folder, papers=PLAIN)
    office.clock.at = MARCH.replace(month=1, day=6)
    held = office.on_request(until=date(2026, 3, 1), text="关于口径的复函\n现函复如下。\n")
    alone = office.on_request(until=date(2026, 3, 1), text="关于用房的复函\n现答复如下。\n")
    office.authorise(hold_days=5)
    office.clock.at = MARCH
    office.consented(held.document)

    def put(work):
        document = work.session.get_one(DocumentRow, alone.document)
        put_aside(work, document.id, agency_id=document.agency_id, error="OSError")

    office.office.change(put)
    complaints = [one.subject for one in office.office.ask(examine) if one.invariant != "I10"]
    (folder / CLONED).write_text(json.dumps([*complaints, "heartbeat"]))
    office.close()


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office before its round, on SQLite."""
    folder = tmp_path_factory.mktemp("due")
    _made(folder)
    return folder


@pytest.fixture(scope="session")
def seen(pattern: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, int]]:
    """How often each moment came in a round that nobody killed."""
    bureau = copied(pattern, tmp_path_factory.mktemp("undisturbed"))
    assert bureau.runs() == 0
    found = json.loads((bureau.folder / SEEN).read_text())
    bureau.picked_up()
    return [(happening, times) for _, happening, times in found]


def copied(pattern: Path, folder: Path) -> Bureau:
    """A copy to be killed."""
    shutil.copytree(pattern, folder, dirs_exist_ok=True)
    return Bureau(folder, sqlite_in(folder))


@pytest.mark.parametrize("label", LABELLED)
def test_a_round_killed_at_a_label_is_done_once_when_run_again(
    pattern, tmp_path, label, record_property
):
    record_property("counted:定点掐断", 1)
    bureau = copied(pattern, tmp_path)

    assert bureau.runs(f"{ROUND}:{label}") == -signal.SIGKILL

    bureau.picked_up()


@pytest.fixture
def deaths(request, amount) -> tuple[int, int]:
    """From which seed, and how many."""
    seed = int(request.config.getoption("randomly_seed", default=20260302))
    return seed, amount(short=1, full=300)


@pytest.mark.slow
def test_a_round_killed_at_random_and_killed_again_is_done_once(
    pattern, seen, tmp_path, deaths, record_property
):
    """Twice in a row before it is let be."""
    seed, number_of_deaths = deaths
    chance = Random(seed)  # noqa: S311 - which moment, not whose secret
    record_property("seed", seed)
    killed = 0
    for number in range(number_of_deaths):
        folder = tmp_path / str(number)
        folder.mkdir()
        bureau = copied(pattern, folder)
        moments = [_any(chance, seen) for _ in range(2)]
        sys.stdout.write(f"seed {seed}, round {number}: {moments}\n")
        for moment in moments:
            ended = bureau.runs(moment)
            assert ended in (-signal.SIGKILL, 0)  # where less is left to do it may not come
            killed += ended != 0
        bureau.picked_up()
        shutil.rmtree(folder)
    assert killed >= number_of_deaths
    record_property("counted:掐断", killed)


@pytest.mark.postgres
def test_on_postgres_a_killed_round_is_done_once_when_run_again(
    postgres_databases: Databases, tmp_path
):
    """The server undoes what its dead client had begun, and lets go of the chain."""
    url = postgres_databases.fresh()
    bureau = Bureau(tmp_path, url)
    few = _few_on_a_server(tmp_path, url)

    assert bureau.runs(f"{ROUND}:before commit:1") == -signal.SIGKILL
    assert bureau.runs() == 0

    settings = Settings(data_dir=tmp_path, database_url=url)
    office = open_office(settings, clock=Clock(at=MARCH))
    with office.database.read() as session:
        found = [case.document_id for case in session.scalars(_cases())]
        assert verify(session) == ()
    office.close()
    assert sorted(found) == sorted(few)


def _few_on_a_server(folder: Path, url: str) -> list[str]:
    office = OfficeForTests(folder, url=url).found()
    papers = [office.on_request(until=date(2026, 3, 1)).document for _ in range(3)]
    office.close()
    return [str(paper) for paper in papers]


def _any(chance: Random, seen: list[tuple[str, int]]) -> str:
    happening, times = chance.choice(seen)
    return str(Moment(during=ROUND, happening=happening, nth=chance.randint(1, times)))
