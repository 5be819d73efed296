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

from review.cli.answering import answer
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
