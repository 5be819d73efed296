"""`make campaign`, `make crash`, `make fuzz`: run what takes long; write down what came of it.

Each is a run of pytest; what the tests record of themselves (how many, from which seed, what
happened) is read from its report and stands in docs/campaigns.md, with the commit it was run on.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from xml.etree import ElementTree as ET

TOP = Path(__file__).parents[1]
PAGE = TOP / "docs" / "campaigns.md"
BEGIN, END = "<!-- {name}：由 make {name} 写入 -->", "<!-- {name} 完 -->"
WORDS = {
    "campaign": ("tests/properties",),
    "crash": ("-m", "crash", "tests/crash"),
    "fuzz": ("tests/fuzz",),
}
"""What each campaign runs; further options are passed on."""
COUNTED = "counted:"
"""How a test calls what it counts; parts of one test are added up."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one test did, over all its parts."""

    name: str
    seeds: tuple[str, ...]
    counted: Mapping[str, int]
    failed: int


def main(name: str, *options: str) -> int:
    """Run a campaign and write its block of the page; return how pytest ended."""
    began = monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        ended = _run(*WORDS[name], *options, report=report)
        outcomes = tuple(outcomes_of(report.read_text(encoding="utf-8")))
    seconds = monotonic() - began
    command = " ".join(("pytest", *WORDS[name], *options))
    block = block_of(name, command, outcomes, commit=commit(), seconds=seconds, ended=ended)
    PAGE.write_text(inserted(PAGE.read_text(encoding="utf-8"), name, block), encoding="utf-8")
    print(block)  # noqa: T201
    return ended


def outcomes_of(report: str) -> Iterator[Outcome]:
    """Read what the tests recorded of themselves; those that recorded nothing are not told."""
    told: dict[str, list[ET.Element]] = {}
    for case in ET.fromstring(report).iter("testcase"):  # noqa: S314  # pytest wrote it just now
        if case.find("properties") is not None:
            told.setdefault(str(case.get("name")).partition("[")[0], []).append(case)
    for name, cases in sorted(told.items()):
        said = [
            (one.get("name", ""), one.get("value", ""))
            for case in cases
            for one in case.iter("property")
        ]
        counted: Counter[str] = Counter()
        for what, value in said:
            if what.startswith(COUNTED):
                counted[what.removeprefix(COUNTED)] += int(value)
        failed = sum(case.find(end) is not None for case in cases for end in ("failure", "error"))
        seeds = tuple(dict.fromkeys(value for what, value in said if what == "seed"))
        yield Outcome(name, seeds, counted, failed)


def block_of(  # each is a line of the page
    name: str,
    command: str,
    outcomes: tuple[Outcome, ...],
    *,
    commit: str,
    seconds: float,
    ended: int,
) -> str:
    """Return the block of one campaign as it stands in the page."""
    rows = [("检验", "做了", "种子", "结果"), ("---", "---", "---", "---")]
    for one in outcomes:
        counts = "，".join(f"{what} {number}" for what, number in one.counted.items())
        result = "通过" if not one.failed else f"{one.failed} 处失败"
        rows.append((f"`{one.name}`", counts, "、".join(one.seeds), result))
    return "\n".join(
        (
            f"提交 `{commit}`，`make {name}` 执行 `{command}`，用时 {seconds / 60:.0f} 分钟，"
            + ("全部通过。" if ended == 0 else f"pytest 以 {ended} 退出。"),
            "",
            *("| " + " | ".join(row) + " |" for row in rows),
        )
    )


def inserted(page: str, name: str, block: str) -> str:
    """Return the page with a campaign's block in its place."""
    begin, end = BEGIN.format(name=name), END.format(name=name)
    before, _, rest = page.partition(begin)
    after = rest.partition(end)[2]
    return f"{before}{begin}\n\n{block}\n\n{end}{after}"


def _run(*words: str, report: Path) -> int:
    ended = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            *words,
            f"--junitxml={report}",
            "-o",
            "junit_family=xunit1",
        ],
        cwd=TOP,
        check=False,
    )
    return ended.returncode


def commit() -> str:
    """Return the commit of this run, and whether more was changed."""

    def git(*words: str) -> str:
        said = subprocess.run(["git", *words], cwd=TOP, capture_output=True, text=True, check=False)
        return said.stdout.strip()

    changed = git("status", "--porcelain", "--untracked-files=no")
    head = git("rev-parse", "--short=12", "HEAD") or "?"
    return f"{head}（另有未提交的改动）" if changed else head


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
