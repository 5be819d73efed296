"""Peers that are in no lock of ours: an environment of their own, which answers through pipes.

`.venv-peers` is made at the first run from the versions in peers.txt, by the user's own pip and its
settings. A peer that cannot be had is told of and left out: that is no missed goal.
"""

from __future__ import annotations

import json
import subprocess
import sysconfig
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.measure import tell

_HERE = Path(__file__).parent
FOLDER = _HERE.parents[1] / ".venv-peers"
_VERSIONS = {
    line.partition("==")[0]: line
    for line in (_HERE / "peers.txt").read_text(encoding="utf-8").split("\n")
    if line and not line.startswith("#")
}


class Absent(Exception):  # noqa: N818 - no fault: what is left out is told
    """A peer is not to be had here, or cannot do what it is asked; says which and why."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A process in which a peer runs."""

    name: str
    process: subprocess.Popen[str]

    def ask(self, question: object) -> Any:
        """Put one question to it and wait for the answer.

        Raises:
            Absent: it ended, or failed at this question.
        """
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        said = json.loads(line or '{"fault": "it ended before it answered"}')
        if "fault" in said:
            raise Absent(f"{self.name}: {said['fault']}")
        return said["answer"]


@contextmanager
def peer(name: str) -> Iterator[Peer]:
    """Start a peer, and end it afterwards.

    Raises:
        Absent: it is not installed and cannot be.
    """
    process = subprocess.Popen(
        [_python_with(name), _HERE / "beside.py", name],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, encoding="utf-8",
    )  # fmt: skip
    try:
        yield Peer(name, process)
    finally:
        process.kill()
        process.communicate()


def _python_with(name: str) -> Path:
    """Return the interpreter of the peers, once this one is installed for it."""
    python = Path(sysconfig.get_path("scripts", "venv", vars={"base": str(FOLDER)})) / "python"
    stamp = FOLDER / f"has-{_VERSIONS[name]}"
    if stamp.is_file() and _runs(python):
        return python
    tell(f"installing {_VERSIONS[name]} into {FOLDER.name}")
    try:
        if not _runs(python):
            venv.create(FOLDER, with_pip=True, clear=True)
        pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        subprocess.run([*pip, _VERSIONS[name]], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as fault:
        raise Absent(f"{_VERSIONS[name]} cannot be installed: {_last_line(fault)}") from fault
    stamp.touch()
    return python


def _runs(python: Path) -> bool:
    try:
        asked = subprocess.run([python, "-m", "pip", "--version"], check=False, capture_output=True)
    except OSError:
        return False
    return asked.returncode == 0


def _last_line(fault: OSError | subprocess.CalledProcessError) -> str:
    said = getattr(fault, "stderr", None) or str(fault).encode()
    return said.decode(errors="replace").strip().rpartition("\n")[2]
