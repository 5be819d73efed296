"""Screen damaged files one after the other, and ask after each what must not have happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from review.domain.findings import FileReport
from review.domain.vocabulary import Verdict
from tests.fuzz.originals import PLANT
from tests.fuzz.peers import Peers

_IDENTITY = "person.resident_id"
_STATUS = Path("/proc/self/status")
FLAT = 64 * 1024
"""So many kilobytes the parent may grow over any number of files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Damaged:
    """A damaged file, and how it came about."""

    ending: str
    kind: str
    seed: int
    content: bytes = field(repr=False)
    origin: str = ""
    """The name of the real file it was made of."""
    is_planted: bool = False

    @property
    def name(self) -> str:
        """How it is told of: enough to make it again."""
        planted = "（含号码）" if self.is_planted else ""
        return f"{self.seed} {self.origin or self.ending}{planted} {self.kind}"


@dataclass(slots=True)
class Watch:
    """What came of all files so far."""

    screened: Callable[..., FileReport]
    peers: Peers
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    """Each file that is clear although nobody can read it, or although its number is read."""

    def look(self, file: Damaged) -> None:
        """Screen one file; whatever it holds, there is a report, and it is not wrongly clear."""
        report = self.screened(file.content, name=f"a.{file.ending}")
        self.counts["损坏的文件"] += 1
        self.counts["不可读" if report.unreadable else report.verdict.label] += 1
        is_found = any(one.rule == _IDENTITY for one in report.findings)
        if report.verdict is Verdict.CLEAR:
            self._ask(file, must_read=True)
        elif file.is_planted and not report.unreadable and not is_found:
            self._ask(file, must_read=False)

    def _ask(self, file: Damaged, *, must_read: bool) -> None:
        """Ask the peer whether what we call clear, or without the number, is so."""
        self.counts["由旁证读过"] += 1
        answer = self.peers.ask(file.ending, file.content)
        if answer.refusal and must_read:
            self.wrong.append(f"{file.name}：旁证读不出（{answer.refusal}），却算未见疑点")
        if file.is_planted and PLANT in answer.text:
            self.wrong.append(f"{file.name}：旁证读到了号码，却没有发现")


def own_kilobytes() -> int:
    """Return how much memory this process holds now."""
    if not _STATUS.exists():
        return 0
    lines = _STATUS.read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
