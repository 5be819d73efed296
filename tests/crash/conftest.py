"""A prepared office of either kind to copy, and what its season leaves when nobody dies."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clock import Clock
from tests.crash.affairs import BEGIN, Season, opened
from tests.crash.aftermath import Portrait
from tests.crash.mortal import Mortal, Prepared
from tests.postgres import Databases


def _prepare(folder: Path, url: str) -> None:
    clock = Clock(BEGIN)
    office = opened(folder / "data", url, clock=clock)
    Season(office=office, clock=clock).prepare()
    office.close()


def _sqlite(folder: Path) -> str:
    return f"sqlite:///{(folder / 'data' / 'office.db').as_posix()}"


@pytest.fixture(scope="session")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """An office on SQLite."""
    folder = tmp_path_factory.mktemp("prepared")
    _prepare(folder, _sqlite(folder))
    return Prepared(folder, _sqlite)


@pytest.fixture(scope="session")
def on_postgres(
    tmp_path_factory: pytest.TempPathFactory, postgres_databases: Databases
) -> Prepared:
    """An office on PostgreSQL."""
    folder, url = tmp_path_factory.mktemp("prepared"), postgres_databases.fresh()
    _prepare(folder, url)
    return Prepared(folder, lambda _: postgres_databases.copy_of(url))


@pytest.fixture(scope="session")
def undisturbed(on_sqlite: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Mortal:
    """An office that nobody killed: how its season ends, and how often each moment came."""
    office = on_sqlite.copied(tmp_path_factory.mktemp("undisturbed"))
    assert office.works() == 0, (office.folder / "errors").read_text(errors="replace")
    return office


@pytest.fixture(scope="session")
def in_peace(undisturbed: Mortal) -> Portrait:
    """What a season leaves when nobody dies."""
    return undisturbed.picked_up()
