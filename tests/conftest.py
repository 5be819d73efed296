"""What the tests stand on: a real PostgreSQL, real files, and an honest list of what was skipped.

The only reader of the environment among the tests:

XIANSHEN_TEST_ALL=1          what is missing on this machine is a failure, not a skip
XIANSHEN_TEST_DATABASE_URL   a PostgreSQL server to use, by an account that may create databases
XIANSHEN_REAL_FILES          the folder that holds real/ and corpus/
XIANSHEN_LONG=1              campaigns in full length
"""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NoReturn

import hypothesis
import pytest

from tests.postgres import Databases, Unavailable, reachable, throw_away_server

_TOGGLES = (
    "XIANSHEN_TEST_ALL",
    "XIANSHEN_TEST_DATABASE_URL",
    "XIANSHEN_REAL_FILES",
    "XIANSHEN_LONG",
)

hypothesis.settings.register_profile("here", deadline=None, max_examples=50)
hypothesis.settings.register_profile(
    "everywhere", deadline=None, max_examples=200, derandomize=True, print_blob=True
)


def _demands_all() -> bool:
    return os.environ.get("XIANSHEN_TEST_ALL") == "1"


def pytest_configure(config: pytest.Config) -> None:
    """Forget the settings of this machine: no test may reach an office's own database."""
    for name in [name for name in os.environ if name.startswith("XIANSHEN_")]:
        if name not in _TOGGLES:
            del os.environ[name]
    hypothesis.settings.load_profile("everywhere" if _demands_all() else "here")


def pytest_collection_finish() -> None:
    """Leave what was imported alone: gone through again and again it takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 50)


@pytest.fixture(scope="session")
def unavailable() -> Callable[[str], NoReturn]:
    """Say what this machine lacks: a skip with its reason, a failure where all is demanded."""

    def say(reason: str) -> NoReturn:
        if _demands_all():
            pytest.fail(f"XIANSHEN_TEST_ALL=1 时不许跳过：{reason}", pytrace=False)
        pytest.skip(reason)

    return say


@pytest.fixture(scope="session")
def postgres_databases(
    unavailable: Callable[[str], NoReturn], testrun_uid: str, worker_id: str
) -> Iterator[Databases]:
    """One server for each worker; what it makes is gone afterwards."""
    with ExitStack() as stack:
        named = os.environ.get("XIANSHEN_TEST_DATABASE_URL")
        try:
            server = reachable(named) if named else stack.enter_context(throw_away_server())
        except Unavailable as reason:
            unavailable(str(reason))
        made = Databases(server, prefix=f"xianshen_{testrun_uid[:8]}_{worker_id}")
        stack.callback(made.drop_all)
        yield made


@pytest.fixture(scope="session")
def postgres_url(postgres_databases: Databases) -> str:
    """The database of this worker, shared by its tests."""
    return postgres_databases.fresh()


@pytest.fixture
def fresh_postgres(postgres_databases: Databases) -> Iterator[str]:
    """An empty database for one test."""
    url = postgres_databases.fresh()
    yield url
    postgres_databases.drop(url)


def named_folder() -> Path | None:
    """Return the folder of real papers, where one is named; the benchmarks ask too."""
    named = os.environ.get("XIANSHEN_REAL_FILES")
    return Path(named) if named else None


@pytest.fixture(scope="session")
def real_files(unavailable: Callable[[str], NoReturn]) -> Path:
    """The folder of real papers, which is no part of the project."""
    folder = named_folder()
    if folder is None:
        pytest.skip("没有真实文件：用 XIANSHEN_REAL_FILES 指定放有 real/ 和 corpus/ 的目录")
    if not (folder / "real").is_dir():
        unavailable(f"XIANSHEN_REAL_FILES 所指的目录里没有 real/：{folder}")
    return folder


def is_long() -> bool:
    """Say whether campaigns are asked for in full length; the benchmarks ask too."""
    return os.environ.get("XIANSHEN_LONG") == "1"


def in_length(*, short: int, full: int) -> int:
    """Choose how much a campaign does, or a benchmark."""
    return full if is_long() else short


@pytest.fixture(scope="session")
def amount() -> Callable[..., int]:
    """Choose how much a campaign does: `amount(short=1_000, full=100_000)`."""
    return in_length


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List what was skipped and why: what did not run is not what passed."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(_reason(report) for report in skipped)
    terminalreporter.section("跳过的测试 / skipped tests")
    for reason, times in sorted(reasons.items()):
        terminalreporter.write_line(f"{times:>4} × {reason}")
    if not reasons:
        terminalreporter.write_line("没有跳过任何测试。/ Nothing was skipped.")


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    said = report.longrepr
    text = said[2] if isinstance(said, tuple) else str(said)
    return text.removeprefix("Skipped: ")
