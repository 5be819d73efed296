"""What stands on rows is tested on both databases, each test on one of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from loguru import logger

from review.bootstrap import Office
from review.settings import Settings
from review.storage.database import Database
from review.storage.schema import upgrade
from tests.clock import Clock
from tests.compiled import share
from tests.postgres import Databases
from tests.storage.bell import EVENING
from tests.storage.guards.bench import Bench
from tests.storage.guards.bench import postgres_bench as on_postgres
from tests.storage.guards.bench import sqlite_bench as on_sqlite
from tests.storage.staff import Staff


def _made(url: str) -> str:
    database = Database(url)
    upgrade(database)
    database.close()
    return url


@pytest.fixture(scope="session")
def sqlite_pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("pattern") / "office.db"
    _made(f"sqlite:///{path.as_posix()}")
    return path


@pytest.fixture(scope="session")
def postgres_pattern(postgres_databases: Databases) -> str:
    """A migrated database to copy."""
    return _made(postgres_databases.fresh())


@pytest.fixture
def sqlite_url(sqlite_pattern: Path, tmp_path: Path) -> str:
    """A migrated SQLite file, empty."""
    return f"sqlite:///{Path(shutil.copy(sqlite_pattern, tmp_path / 'office.db')).as_posix()}"


@pytest.fixture
def postgres_copy(postgres_pattern: str, postgres_databases: Databases) -> Iterator[str]:
    """A migrated PostgreSQL database, empty."""
    url = postgres_databases.copy_of(postgres_pattern)
    yield url
    postgres_databases.drop(url)


@pytest.fixture(
    params=[
        pytest.param("sqlite_url", id="sqlite"),
        pytest.param("postgres_copy", id="postgresql", marks=pytest.mark.postgres),
    ]
)
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database, empty, of either kind."""
    url: str = request.getfixturevalue(request.param)
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated database, empty, of either kind, with its one place that commits."""
    opened = Database(database_url)
    share(opened)
    yield opened
    opened.close()


@pytest.fixture
def staff(database: Database) -> Staff:
    """The people of an office that is not founded yet."""
    return Staff(database)


@pytest.fixture(scope="session")
def sqlite_bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """An office in a file, and a copy of the file without guards."""
    with on_sqlite(tmp_path_factory.mktemp("bench")) as bench:
        yield bench


@pytest.fixture(scope="session")
def postgres_bench(
    postgres_databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Bench]:
    """An office in a database, and a copy of the database without guards."""
    with on_postgres(postgres_databases, tmp_path_factory.mktemp("bench")) as bench:
        yield bench


@pytest.fixture(
    params=[
        pytest.param("sqlite_bench", id="sqlite"),
        pytest.param("postgres_bench", id="postgresql", marks=pytest.mark.postgres),
    ]
)
def bench(request: pytest.FixtureRequest) -> Bench:
    """The office on either kind of database."""
    made: Bench = request.getfixturevalue(request.param)
    return made


@pytest.fixture
def clock() -> Clock:
    """A clock that tests set."""
    return Clock(EVENING)


@pytest.fixture
def house(database: Database, tmp_path: Path, clock: Clock) -> Office:
    """An office of the product, over a database of its own, by a clock that tests set."""
    settings = Settings(data_dir=tmp_path, database_url=str(database.url))
    return Office(settings, database, clock=clock)


@pytest.fixture
def told() -> Iterator[list[object]]:
    """What was logged."""
    lines: list[object] = []
    sink = logger.add(lambda message: lines.append(message.record), level="WARNING")
    yield lines
    logger.remove(sink)
