"""One writer at a time, readers apart, one durable commit a step, and no update lost."""

from __future__ import annotations

import resource
import struct
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, func, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlmodel import Session, col

from review.commands import TakeStep
from review.domain.errors import StaleCase
from review.domain.second_step_refusals import CodeWrong
from review.services.person_entries import locked
from review.services.second_step import pass_second_step
from review.services.sign_in import end_sessions, open_session
from review.services.steps import take_step
from review.services.work import Work
from review.storage.database import Database
from review.storage.ledger import head_of
from review.storage.rows import (
    CaseRow,
    HeartbeatRow,
    StepRow,
)
from tests.builders import MORNING, OfficeForTests
from tests.readers import open_all
from workflows.errors import NoSuchStep, WrongRole

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "busy_timeout": 30000,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "secure_delete": 1,
    "recursive_triggers": 1,
}


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    with closing(Database(sqlite_url)) as opened:
        yield opened


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[OfficeForTests]:
    """An office at work on either database."""
    with closing(OfficeForTests(tmp_path, url=database_url).found()) as opened:
        yield opened


def _rang(job: str) -> HeartbeatRow:
    return HeartbeatRow(job=job, rang_at=MORNING)


def _jobs(database: Database) -> list[str]:
    with database.read() as session:
        return sorted(session.scalars(select(col(HeartbeatRow.job))))


@pytest.mark.parametrize("pragma", PRAGMAS)
def test_both_engines_keep_what_is_written_and_ask_the_guards(
    sqlite_database: Database, pragma: str
):
    for engine in (sqlite_database.writer, sqlite_database.reader):
        with engine.connect() as connection:
            assert connection.scalar(text(f"PRAGMA {pragma}")) == PRAGMAS[pragma]


def test_a_reader_cannot_write(database: Database):
    """A page that only looks can change nothing, by no mistake of ours."""
    with pytest.raises(DBAPIError, match=r"readonly|read-only"), database.read() as session:
        session.execute(insert(HeartbeatRow).values(job="nightly", rang_at=MORNING))

    assert _jobs(database) == []


def test_a_reader_sees_one_moment(database: Database):
    """A list and its count come from the same state, whatever is committed in between."""
    with database.read() as session:
        before = session.scalar(select(func.count()).select_from(HeartbeatRow))
        with database.write() as writing:
            writing.add(_rang("nightly"))
        after = session.scalar(select(func.count()).select_from(HeartbeatRow))

    assert (before, after) == (0, 0)
    assert _jobs(database) == ["nightly"]


class Struck(Exception):  # noqa: N818 - lightning, not a fault of ours
    """Something happens in the middle of a transaction."""


def _struck(database: Database) -> None:
    with database.write() as session:
        session.add(_rang("nightly"))
        session.flush()
        raise Struck


def test_what_fails_leaves_nothing(database: Database):
    with pytest.raises(Struck):
        _struck(database)

    assert _jobs(database) == []


def _owe(database: Database) -> None:
    """Ring, and owe something that the database asks for at COMMIT only."""
    due = "REFERENCES lender (id) DEFERRABLE INITIALLY DEFERRED"
    with database.write() as session:
        session.add(_rang("nightly"))
        session.execute(text("CREATE TABLE lender (id INTEGER PRIMARY KEY)"))
        session.execute(text(f"CREATE TABLE loan (owed INTEGER {due})"))
        session.execute(text("INSERT INTO loan VALUES (1)"))


def _ring(database: Database, job: str) -> None:
    with database.write() as session:
        session.add(_rang(job))


def test_a_commit_that_fails_leaves_nothing_and_holds_up_nobody(database: Database):
    """What comes next is written, in the same process and by another one."""
    with pytest.raises(IntegrityError):
        _owe(database)

    with closing(Database(database.url.render_as_string(hide_password=False))) as another:
        _ring(another, "hourly")
    _ring(database, "daily")
    _ring(database, "weekly")

    assert _jobs(database) == ["daily", "hourly", "weekly"]


@contextmanager
def _no_room(path: Path) -> Iterator[None]:
    """No file of this process grows beyond the log of writes as it is: a full disk."""
    least, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = path.with_name(f"{path.name}-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (least, most))


def test_a_full_disk_refuses_a_commit_and_an_emptied_one_takes_the_next(sqlite_database: Database):
    """Nothing need be started again once there is room."""
    _ring(sqlite_database, "before")

    with _no_room(Path(str(sqlite_database.url.database))), pytest.raises(OperationalError):
        _ring(sqlite_database, "full")
    _ring(sqlite_database, "after")

    assert _jobs(sqlite_database) == ["after", "before"]


def _ring_twice(database: Database) -> None:
    with database.write() as session:
        for _ in range(2):
            session.execute(insert(HeartbeatRow).values(job="一段正文", rang_at=MORNING))


def test_parameters_are_in_no_message(database: Database):
    """A fault is logged; the text of a paper must not be logged with it."""
    with pytest.raises(DBAPIError) as raised:
        _ring_twice(database)

    assert "parameters hidden" in str(raised.value)
    assert "[parameters:" not in str(raised.value)


def test_a_step_on_an_old_page_is_refused(office: OfficeForTests):
    """Two people look at the same page; the second is told, and nothing of his is kept."""
    received = office.receive()
    shown = office.view(received.case).rev
    office.step(received.case, "propose", by="li", mode="主动公开")
    second = TakeStep(
        case=str(received.case), action="verify", opinion="同意", inputs={}, expected_rev=shown
    )

    with pytest.raises(StaleCase):
        office.do(second, by="wang")

    assert _steps(office, received.case) == ["open", "propose"]


@pytest.mark.postgres
def test_the_server_plans_no_statement_anew_that_it_has_planned(fresh_postgres: str):
    """The statements of a working day are some hundreds; each is kept by the connection."""
    several, often = 300, 6  # the driver prepares what it was asked five times
    with closing(Database(fresh_postgres)) as database, database.write() as session:
        for number in range(several):
            for _ in range(often):
                session.execute(text(f"SELECT {number}"))
        kept = session.scalar(text("SELECT count(*) FROM pg_prepared_statements"))

    assert kept >= several


@pytest.mark.postgres
def test_a_step_that_waited_for_another_is_refused(postgres_copy: str, tmp_path: Path):
    """Two people click at the same instant: the second waits for the first, and is told."""
    with closing(OfficeForTests(tmp_path, url=postgres_copy).found()) as office:
        received = office.receive()
        step = TakeStep(case=str(received.case), action="propose", inputs={"mode": "主动公开"})
        database, caller = office.office.database, office.caller("li")
        with ThreadPoolExecutor(1) as pool, database.write() as session:
            head_of(session, caller.agency_id)
            second = pool.submit(office.do, step, by="li")
            _wait_for_a_waiter(database)
            work = Work(session=session, now=office.clock(), means=office.office.means)
            take_step(work, step, caller=caller)
            session.commit()
            with pytest.raises(NoSuchStep):
                second.result(timeout=30)

        assert _steps(office, received.case) == ["open", "propose"]
        assert office.complaints() == ()


@pytest.mark.postgres
def test_a_code_opens_no_session_that_was_ended_while_it_waited(postgres_copy: str, tmp_path: Path):
    """Somebody else's hand is on the account: a password reset ends what owed the code."""
    with closing(OfficeForTests(tmp_path, url=postgres_copy).found()) as office:
        database, person = office.office.database, office.caller("li").person_id

        def work(session: Session) -> Work:
            return Work(session=session, now=office.clock(), means=office.office.means)

        def types_his_code() -> object:
            with database.write() as session:
                return pass_second_step(work(session), owed.cookie, "000000")

        with database.write() as session:
            owed = open_session(work(session), locked(work(session), person), awaits_code=True)
        with ThreadPoolExecutor(1) as pool, database.write() as session:
            locked(work(session), person)
            answer = pool.submit(types_his_code)
            _wait_for_a_waiter(database)
            end_sessions(work(session), person)
            session.commit()
            assert isinstance(answer.result(timeout=30), CodeWrong)


def _wait_for_a_waiter(database: Database) -> None:
    """Return when somebody waits for a lock in this database."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    mine = f"{waiting} AND datname = current_database()"
    with database.reader.connect() as connection:
        watched = connection.execution_options(isolation_level="AUTOCOMMIT")
        while not watched.scalar(text(mine)):
            watched.execute(text("SELECT pg_sleep(0.01)"))


def _steps(office: OfficeForTests, case: str | None) -> list[str]:
    with office.office.database.read() as session:
        query = select(col(StepRow.action)).join(CaseRow, col(CaseRow.id) == col(StepRow.case_id))
        return list(session.scalars(query.order_by(col(StepRow.rev))))


@contextmanager
def commits(database: Database) -> Iterator[list[str]]:
    """Count the commits of both engines while the block runs."""
    counted: list[str] = []
    listeners: list[tuple[Engine, Callable[..., None]]] = []
    for name, engine in (("writer", database.writer), ("reader", database.reader)):

        def committed(_: object, name: str = name) -> None:
            counted.append(name)

        event.listen(engine, "commit", committed)
        listeners.append((engine, committed))
    yield counted
    for engine, listener in listeners:
        event.remove(engine, "commit", listener)


def durable(path: Path) -> int:
    """Count the commits that the write-ahead log holds: each ends in a frame that says so."""
    log = path.with_name(f"{path.name}-wal").read_bytes()
    size = struct.unpack(">I", log[8:12])[0]
    salt, found = log[16:24], 0
    for start in range(32, len(log), size + 24):
        frame = log[start : start + 24]
        if frame[8:16] == salt and struct.unpack(">I", frame[4:8])[0]:
            found += 1
    return found


WAY_TO_DECISION = {"propose": "li", "verify": "wang", "pass_check": "zhou", "decide_in_full": "gu"}


def test_a_step_is_one_commit(office: OfficeForTests):
    """Each answer shown as given is one transaction; what is carried afterwards has its own."""
    database = office.office.database

    with commits(database) as handing_in:
        case = str(office.receive().case)
    for action, by in WAY_TO_DECISION.items():
        open_all(office.office, case, caller=office.caller(by))
        with commits(database) as counted:
            office.step(case, action, by=by, **({"mode": "主动公开"} if by == "li" else {}))
        assert counted == ["writer"]
    publish = TakeStep(case=case, action="publish")
    with commits(database) as publishing:
        office.office.change(take_step, publish, caller=office.caller("chen"))

    assert handing_in == publishing == ["writer"]


def test_a_refused_step_is_no_commit(office: OfficeForTests):
    received = office.receive()

    with commits(office.office.database) as counted, pytest.raises(WrongRole):
        office.step(received.case, "propose", by="wang", mode="主动公开")

    assert counted == []


def test_looking_is_no_commit(office: OfficeForTests):
    received = office.receive()

    with commits(office.office.database) as counted:
        office.view(received.case, by="li")

    assert counted == []


def test_a_step_is_one_durable_commit(sqlite_url: str, tmp_path: Path):
    """Counted where it is kept: in the write-ahead log of the file, not in the program."""
    with closing(OfficeForTests(tmp_path, url=sqlite_url).found()) as office:
        path = Path(str(office.office.database.url.database))
        received = office.receive()
        counts = [durable(path)]
        office.step(received.case, "propose", by="li", mode="主动公开")
        counts.append(durable(path))
        office.view(received.case, by="wang")
        counts.append(durable(path))
        office.step(received.case, "verify", by="wang")
        counts.append(durable(path))

    assert [count - counts[0] for count in counts] == [0, 1, 1, 2]


def test_a_file_uri_leaves_no_folder_of_its_own_name(tmp_path, monkeypatch):
    """`file:/srv/x.db?mode=ro` is no path: nothing is made of it beside where one stands."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    Database(f"sqlite:///file:{tmp_path}/there/office.db?mode=ro&uri=true").close()
    Database(f"sqlite:///{tmp_path}/made/office.db").close()

    assert list((tmp_path / "here").iterdir()) == []
    assert not (tmp_path / "there").exists()
    assert (tmp_path / "made").is_dir()
