"""Offices of thousands of papers, filled once for all tests that only look."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.builders import OfficeForTests
from tests.load.crowd import fill
from tests.postgres import Databases

PAPERS = 3000


@pytest.fixture(scope="session")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeForTests]:
    """Three thousand papers in a file."""
    office = OfficeForTests(tmp_path_factory.mktemp("crowded")).found()
    fill(office, papers=PAPERS)
    yield office
    office.close()


@pytest.fixture(scope="session")
def crowded_server(
    tmp_path_factory: pytest.TempPathFactory, postgres_databases: Databases
) -> Iterator[OfficeForTests]:
    """As many on a server."""
    url = postgres_databases.fresh()
    office = OfficeForTests(tmp_path_factory.mktemp("crowded_server"), url=url).found()
    fill(office, papers=PAPERS)
    yield office
    office.close()


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)], ids=lambda name: name
)
def crowd(request: pytest.FixtureRequest) -> OfficeForTests:
    """One of them, and then the other."""
    name = "crowded" if request.param == "sqlite" else "crowded_server"
    found: OfficeForTests = request.getfixturevalue(name)
    return found
