"""How long the campaigns of the properties run, and the founded offices that they copy."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import OfficeForTests, Screenings
from tests.postgres import Databases

MEMORY = Path("/dev/shm")  # noqa: S108  # commits are as durable there as everywhere, only faster


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer another number of sequences, and another first seed."""
    group = parser.getgroup("properties")
    group.addoption("--pure-sequences", type=int, default=20_000, help="随机序列数（纯引擎）")
    group.addoption("--pure-seed", type=int, default=20_260_331, help="第一条随机序列的种子")
    group.addoption("--service-sequences", type=int, default=1_000, help="随机序列数（SQLite）")
    group.addoption("--postgres-sequences", type=int, default=150, help="随机序列数（PostgreSQL）")
    group.addoption("--stories", type=int, default=12, help="随机故事数（Hypothesis）")
    group.addoption("--service-seed", type=int, default=20_260_331, help="第一个单位的种子")


@pytest.fixture(scope="session")
def screenings() -> Screenings:
    """What was screened once in this process."""
    return Screenings()


@pytest.fixture(scope="session")
def fast_folder() -> Iterator[Path]:
    """A folder on the quickest disk there is: thousands of durable commits lie in it."""
    with tempfile.TemporaryDirectory(
        prefix="xianshen-", dir=MEMORY if MEMORY.is_dir() else None
    ) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def founded_sqlite(fast_folder: Path) -> Path:
    """The folder of a founded office, to copy."""
    folder = fast_folder / "founded"
    OfficeForTests(folder).found().close()
    return folder


@pytest.fixture(scope="session")
def founded_postgres(postgres_databases: Databases, fast_folder: Path) -> str:
    """A founded office on PostgreSQL, to copy."""
    url = postgres_databases.fresh()
    OfficeForTests(fast_folder / "founded-postgres", url=url).found().close()
    return url
