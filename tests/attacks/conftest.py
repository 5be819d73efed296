"""An attacker's footing: a shell on the machine, a data folder, nothing else."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from loguru import logger

from review import logs
from review.cli.answering import answer
from tests.attacks.wall import TITLE, TRACES, Wall
from tests.builders import OfficeForTests, Screenings, copied


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said, and the code with which it left."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        return self.out + self.err


@pytest.fixture
def _loggers_as_they_were() -> Iterator[None]:
    """Leave the process-wide doors as they were found."""
    root = logging.root
    handlers, level = root.handlers[:], root.level
    hook, thread_hook = sys.excepthook, threading.excepthook
    yield
    logger.remove()
    logger.configure(patcher=lambda record: None)
    logging.captureWarnings(capture=False)
    root.handlers[:], sys.excepthook, threading.excepthook = handlers, hook, thread_hook
    root.setLevel(level)


@pytest.fixture
def data_dir(tmp_path, monkeypatch) -> Path:
    """The data folder of this test."""
    folder = tmp_path / "data"
    monkeypatch.setenv("XIANSHEN_DATA_DIR", str(folder))
    return folder


@pytest.fixture
def shell(data_dir, capsys, monkeypatch, _loggers_as_they_were) -> Callable[..., Said]:
    """Type a command, with a token in the environment or without."""

    def typed(*args: object, token: str | None = None) -> Said:
        if token is None:
            monkeypatch.delenv("XIANSHEN_TOKEN", raising=False)
        else:
            monkeypatch.setenv("XIANSHEN_TOKEN", token)
        capsys.readouterr()
        code = answer([str(arg) for arg in args])
        said = capsys.readouterr()
        return Said(code=code, out=said.out, err=said.err)

    return typed


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)],
)
def wall(request, tmp_path, _loggers_as_they_were) -> Iterator[Wall]:
    """A founded office that writes its log, on either database."""
    logs.set_up(folder=tmp_path / "logs")
    url = f"sqlite:///{tmp_path}/data/office.db"
    if request.param == "postgresql":
        url = request.getfixturevalue("fresh_postgres")
    tests = OfficeForTests(tmp_path / "data", url=url).found()
    yield Wall(tests, tmp_path / "logs")
    tests.close()


@pytest.fixture
def is_kept(wall, capfd):
    """Say that nothing of the paper is in the log, on a stream, in a row, or in what was shown."""

    def kept(*shown: str) -> None:
        streams = capfd.readouterr()
        places = (wall.logged(), streams.out, streams.err, wall.rows(), *shown)
        for place in places:
            assert not [trace for trace in TRACES if trace in place], place[:2000]
        for place in (wall.logged(), streams.err, wall.rows()):
            assert TITLE not in place, place[:2000]

    return kept


@pytest.fixture(scope="session")
def screenings() -> Screenings:
    """The real screening, each text once."""
    return Screenings()


@pytest.fixture(scope="session")
def founded_bureau(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A founded office to copy: founding takes longer than most attacks."""
    folder = tmp_path_factory.mktemp("bureau")
    OfficeForTests(folder).found().close()
    return folder


@pytest.fixture
def bureau(
    founded_bureau: Path, tmp_path: Path, screenings: Screenings
) -> Iterator[OfficeForTests]:
    """An office with its whole cast, and no paper in it."""
    folder = tmp_path / "bureau"
    opened = OfficeForTests(folder, url=copied(founded_bureau, folder), screenings=screenings)
    yield opened
    opened.close()
