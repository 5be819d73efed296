"""An office whose process may be killed, and the prepared one it is a copy of."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.crash.aftermath import Portrait, picked_up
from tests.crash.at_work import NEVER

TOP = Path(__file__).parents[2]
PATIENCE = 120


@dataclass(frozen=True, slots=True)
class Prepared:
    """An office before its season, to be copied for each death."""

    folder: Path
    copy_database: Callable[[Path], str]

    def copied(self, folder: Path) -> Mortal:
        shutil.copytree(self.folder / "data", folder / "data")
        return Mortal(folder, self.copy_database(folder))


@dataclass(frozen=True, slots=True)
class Mortal:
    """An office whose process may be killed."""

    folder: Path
    url: str

    def works(self, moment: str = NEVER, *, seconds: float | None = None) -> int:
        """Let it work until its moment, for so many seconds, or to the end; return how it ended."""
        command = [sys.executable, "-m", "tests.crash.at_work", str(self.folder), self.url, moment]
        with (self.folder / "errors").open("wb") as errors:
            child = subprocess.Popen(command, cwd=TOP, stdout=errors, stderr=errors)
            try:
                return child.wait(PATIENCE if seconds is None else seconds)
            except subprocess.TimeoutExpired:
                child.kill()
                return child.wait()

    def picked_up(self) -> Portrait:
        """Restart it, look for losses, finish its season."""
        return picked_up(self.folder, self.url)
