"""A process that watches itself from outside the product and ends itself at a named moment.

Moments come from what the interpreter and SQLAlchemy tell anybody who asks: audit events before a
rename, profile events around the calls that reach the disk, events of the engine around a commit.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import FrameType

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection
from sqlmodel import Session

ON_DISK: Mapping[object, str] = {
    os.fsync: "fsync",
    os.unlink: "unlink",
    os.rename: "rename",
    os.replace: "rename",
}
WRITES = ("BufferedWriter.write", "BufferedRandom.write")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The `nth` time that something happens in a part of the work."""

    during: str
    happening: str
    nth: int

    def __str__(self) -> str:
        return f"{self.during}:{self.happening}:{self.nth}"

    @classmethod
    def of(cls, text: str) -> Moment:
        during, happening, nth = text.split(":")
        return cls(during=during, happening=happening, nth=int(nth))


@dataclass(slots=True, kw_only=True)
class Doom:
    """Counts what happens, and kills this process at its moment; SIGKILL leaves no last words."""

    at: Moment | None
    during: str = ""
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)
    _commits: set[int] = field(default_factory=set)

    def watch(self) -> None:
        """Begin to count; nothing of the product knows."""
        event.listen(Engine, "commit", self._before_commit)
        event.listen(Session, "after_commit", self._after_commit)
        sys.addaudithook(self._audited)
        sys.setprofile(self._profiled)

    def enter(self, part: str) -> None:
        """Say which part of the work begins; "" is none of it."""
        self.during = part

    def happens(self, happening: str) -> None:
        """Count it, and die if this is the moment."""
        if not self.during:
            return
        self.seen[self.during, happening] += 1
        now = Moment(during=self.during, happening=happening, nth=self.seen[self.during, happening])
        if now == self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def _before_commit(self, _: Connection) -> None:
        self.happens("before commit")
        self._commits.add(1)

    def _after_commit(self, _: Session) -> None:
        if self._commits:  # else a savepoint was released
            self._commits.clear()
            self.happens("after commit")

    def _audited(self, name: str, _: tuple[object, ...]) -> None:
        if name == "os.rename":  # os.replace tells the same
            self.happens("before rename")

    def _profiled(self, _: FrameType, moment: str, what: object) -> None:
        known = ON_DISK.get(what) if moment.startswith("c_") else None
        if moment == "c_call" and known not in (None, "rename"):
            self.happens(f"before {known}")
        elif moment == "c_return" and known:
            self.happens(f"after {known}")
        elif moment == "c_return" and getattr(what, "__qualname__", "") in WRITES:
            self.happens("after write")
