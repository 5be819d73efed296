"""Starting: the help against the interpreter, the server against importing what it stands on."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.bench.measure import ROUNDS, Ratio, compared
from tests.clock import Clock
from tests.crash.affairs import BEGIN, Season, opened

TOP = Path(__file__).parents[2]
LIBRARIES = "fastapi, uvicorn, sqlmodel, alembic.command, apscheduler.schedulers.background, jinja2"
PARSED = "argon2, loguru, transitions, python_multipart, orjson, cryptography.hazmat"
AT_MOST = 2.0


def measured(folder: Path) -> Iterator[Ratio]:
    """Compare processes that run to their end, or to their first answer."""
    for name, code in (("python -c pass", "pass"), ("importing click", "import click")):
        yield compared("xianshen --help", lambda: _run("-m", "review.cli", "--help"),
                       to=(name, lambda code=code: _run("-c", code)))  # fmt: skip
    yield serving(folder)


def serving(folder: Path, *, rounds: int = ROUNDS) -> Ratio:
    """Compare serving a first page with importing what serving stands on."""
    office = opened(folder / "data", _url(folder), clock=Clock(BEGIN))
    Season(office=office, clock=Clock(BEGIN)).found()
    office.close()
    return compared(
        "serve to its first answer",
        lambda: _first_answer(folder),
        to=("importing its libraries", lambda: _run("-c", f"import {LIBRARIES}, {PARSED}")),
        at_most=AT_MOST,
        rounds=rounds,
    )


def _url(folder: Path) -> str:
    return f"sqlite:///{(folder / 'data' / 'xianshen.db').as_posix()}"


def _run(*words: str) -> None:
    subprocess.run([sys.executable, *words], cwd=TOP, check=True, stdout=subprocess.DEVNULL)


def _first_answer(folder: Path) -> None:
    """Serve until a page comes, then stop; what stopping takes is counted too, and is little."""
    with closing(socket.socket()) as any_port:
        any_port.bind(("127.0.0.1", 0))
        port = any_port.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "review.cli", "serve", "--port", str(port)],
        cwd=TOP,
        env={"XIANSHEN_DATA_DIR": str(folder / "data"), "PYTHONPATH": str(TOP)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert server.stdout is not None
    server.stdout.readline()  # it says where it serves before it answers
    while not _answers(port):
        pass
    server.kill()
    server.wait()
    server.stdout.close()


def _answers(port: int) -> bool:
    page = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        page.request("GET", "/sign-in")
        return page.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        page.close()
