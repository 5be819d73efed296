"""The office of the cast, founded once and copied for each story."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.story import Story, found
from tests.postgres import Databases


@pytest.fixture(scope="session")
def sqlite_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A founded office in a file, to copy: founding takes longer than most stories."""
    folder = tmp_path_factory.mktemp("founded")
    found(f"sqlite:///{(folder / 'office.db').as_posix()}", folder)
    return folder / "office.db"


@pytest.fixture(scope="session")
def postgres_office(postgres_databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A founded office on a server, to copy."""
    url = postgres_databases.fresh()
    found(url, tmp_path_factory.mktemp("founded"))
    return url


@pytest.fixture
def story(sqlite_story: Story) -> Story:
    """The cast at its desks on a Monday morning; a module may ask for both databases instead."""
    return sqlite_story


@pytest.fixture
def sqlite_story(sqlite_office: Path, tmp_path: Path) -> Iterator[Story]:
    """The same, its rows in a file."""
    copy = Path(shutil.copy(sqlite_office, tmp_path / "office.db"))
    begun = Story(f"sqlite:///{copy.as_posix()}", tmp_path)
    yield begun
    begun.close()


@pytest.fixture
def postgres_story(
    postgres_office: str, postgres_databases: Databases, tmp_path: Path
) -> Iterator[Story]:
    """The same on PostgreSQL."""
    url = postgres_databases.copy_of(postgres_office)
    begun = Story(url, tmp_path)
    yield begun
    begun.close()
    postgres_databases.drop(url)


@pytest.fixture(
    params=[
        pytest.param("sqlite_story", id="sqlite"),
        pytest.param("postgres_story", id="postgresql", marks=pytest.mark.postgres),
    ]
)
def story_on_both(request: pytest.FixtureRequest) -> Story:
    """The same on either database."""
    begun: Story = request.getfixturevalue(request.param)
    return begun
