"""The command line as an office calls it, on a data folder of its own."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from loguru import logger

from review.bootstrap import open_office
from review.cli.answering import answer
from review.commands import FoundAgency, NewAccount
from review.domain.vocabulary import Role
from review.settings import read_settings

TOP = Path(__file__).parents[2]
CAST = {
    "li": ("李明", Role.DRAFTER),
    "wang": ("王芳", Role.SECTION_HEAD),
    "zhou": ("周岚", Role.OFFICE_REVIEWER),
    "sun": ("孙强", Role.CONFIDENTIALITY_OFFICER),
    "gu": ("顾平", Role.APPROVING_OFFICIAL),
    "chen": ("陈静", Role.PUBLISHER),
    "zheng": ("郑雪", Role.INFORMATION_OFFICER),
}


@dataclass(frozen=True)
class Said:
    """What a command said, and the code with which it left."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> Any:
        """What it printed as JSON."""
        return json.loads(self.out)


Calls = Callable[..., Said]
NOTHING_FOUND = "\n".join(
    f"{item}={'是' if item in 'JKMNOP' else '否'}" for item in "ABCDEFGHIJKLMNOP"
)
"""The check list as one fills it who found nothing."""


@pytest.fixture(autouse=True)
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
def environment(data_dir) -> dict[str, str]:
    """What an office opened by hand is told: the same as the commands."""
    return {"XIANSHEN_DATA_DIR": str(data_dir)}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def on_both(request, environment, monkeypatch) -> None:
    """Keep the rows in a file of the data folder, and then on PostgreSQL."""
    if request.param == "postgresql":
        environment["XIANSHEN_DATABASE_URL"] = request.getfixturevalue("fresh_postgres")
        monkeypatch.setenv("XIANSHEN_DATABASE_URL", environment["XIANSHEN_DATABASE_URL"])


@pytest.fixture
def xianshen(data_dir, capsys) -> Calls:
    """Call a command in this process."""

    def call(*args: object) -> Said:
        capsys.readouterr()
        code = answer([str(arg) for arg in args])
        said = capsys.readouterr()
        return Said(code=code, out=said.out, err=said.err)

    return call


@pytest.fixture
def process(data_dir) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Call a command as a process of its own, with nothing in its environment but ours."""

    def call(*args: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "review.cli", *map(str, args)],
            cwd=TOP,
            env={"XIANSHEN_DATA_DIR": str(data_dir), "PYTHONPATH": str(TOP), **environment},
            capture_output=True,
            check=False,
        )

    return call


@pytest.fixture
def demo_office(environment) -> None:
    """An office marked as a demo at its creation, with its cast: here a name alone will do."""
    office = open_office(read_settings(environment))
    office.found(
        FoundAgency(
            code="BS",
            name="某局",
            profile="small",
            sections=("办公室",),
            accounts=tuple(
                NewAccount(login=login, name=name, password=None, roles=(role,), section="办公室")
                for login, (name, role) in CAST.items()
            ),
            is_demo=True,
        )
    )
    office.close()


@pytest.fixture
def notice(tmp_path) -> Path:
    """A notice with a mobile number, to be published."""
    path = tmp_path / "通知.txt"
    path.write_text(
        "关于开展春季义务植树活动的通知\n\n各科室：\n现将有关事项通知如下，请按时报名。\n"
        "联系人手机 13800138000。\n\n某局办公室\n2026年3月2日\n（此件主动公开）\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def received(xianshen, demo_office, notice) -> dict[str, Any]:
    """The notice, received."""
    return xianshen(*receive(notice)).told


def receive(*files: Path) -> tuple[object, ...]:
    """Return the words with which a paper is handed in."""
    return (
        *("receive", *files, "--title", "关于开展春季义务植树活动的通知", "--kind", "通知"),
        *("--section", "办公室", "--source", "own", "--by", "li", "--json"),
    )
