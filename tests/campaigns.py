"""`make campaign`, `crash`, `fuzz`, `years`: run what takes long; write down what came of it.

Each is a run of pytest; what the tests record of themselves (how many, from which seed, what
happened) is read from its report and stands in docs/campaigns.md, with the commit it was run on.
What has laps can be ended and gone on with: `--from-lap 8` adds to what the page tells of seven.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from xml.etree import ElementTree as ET

TOP = Path(__file__).parents[1]
PAGE = TOP / "docs" / "campaigns.md"
BEGIN, END = "<!-- {name}：由 make {name} 写入 -->", "<!-- {name} 完 -->"
WORDS = {
    "campaign": ("--dist", "worksteal", "tests/properties"),
    "crash": ("-m", "crash", "tests/crash"),
    "fuzz": ("tests/fuzz",),
    "years": ("-s", "tests/years"),
}
"""What each campaign runs; further options are passed on."""
COUNTS = ("--pure-sequences", "--service-sequences", "--postgres-sequences", "--stories")
"""What is shared out among the laps of a campaign that has several."""
FIRST_SEED, OFFICES = 20_260_331, 1_000
"""Where the seeds begin, and more offices than a lap has: no lap walks what another walked."""
TITLES = ("检验", "做了", "种子", "结果")
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
    """Run a campaign and write its block of the page after each lap; return how pytest ended."""
    began, on, ended = monotonic(), commit(), 0
    first, options = first_lap(options)
    heads, outcomes = told_before(PAGE.read_text(encoding="utf-8"), name) if first > 1 else ((), ())
    command = " ".join(("pytest", *WORDS[name], *options))
    laps = tuple(laps_of(options))
    for lap, asked in enumerate(laps[first - 1 :], start=first):
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.xml"
            ended = _run(*WORDS[name], *asked, report=report)
            told = outcomes_of(report.read_text(encoding="utf-8"))
        outcomes = tuple(added(outcomes, told))
        so_far = (
            f"{command}（第 {first}–{lap} 轮，共 {len(laps)} 轮）" if len(laps) > 1 else command
        )
        seconds = monotonic() - began
        head = head_of(name, so_far, commit=on, seconds=seconds, ended=ended)
        block = block_of((*heads, head), outcomes)
        PAGE.write_text(inserted(PAGE.read_text(encoding="utf-8"), name, block), encoding="utf-8")
        print(block)  # noqa: T201
        if ended:
            break
    return ended


def first_lap(options: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """Return with which lap to go on, and the other options."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--from-lap", type=int, default=1)
    asked, rest = parser.parse_known_args(options)
    return asked.from_lap, tuple(rest)


def laps_of(options: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the options of each lap: its share of what is counted, from seeds of its own."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--laps", type=int, default=1)
    for count in COUNTS:
        parser.add_argument(count, type=int, default=0)
    asked, rest = parser.parse_known_args(options)
    totals = [getattr(asked, count.removeprefix("--").replace("-", "_")) for count in COUNTS]
    if asked.laps == 1:
        yield tuple(options)
        return
    for lap in range(asked.laps):
        shares = [total // asked.laps + (lap < total % asked.laps) for total in totals]
        seeds = {
            "--pure-seed": FIRST_SEED + lap * -(-totals[0] // asked.laps),
            "--service-seed": FIRST_SEED + lap * OFFICES,
        }
        said = (*zip(COUNTS, shares, strict=True), *seeds.items())
        yield (*rest, *(str(word) for pair in said for word in pair))


def added(before: Iterable[Outcome], more: Iterable[Outcome]) -> Iterator[Outcome]:
    """Add what a lap did to what was done before it, test by test."""
    told = {one.name: one for one in before}
    for one in more:
        known = told.get(one.name, Outcome(one.name, (), {}, 0))
        told[one.name] = Outcome(
            one.name,
            tuple(dict.fromkeys((*known.seeds, *one.seeds))),
            Counter(known.counted) + Counter(one.counted),
            known.failed + one.failed,
        )
    for name in sorted(told):
        yield told[name]


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


def head_of(name: str, command: str, *, commit: str, seconds: float, ended: int) -> str:
    """Return the line that tells of one run: on which commit, what, how long, how it ended."""
    return f"提交 `{commit}`，`make {name}` 执行 `{command}`，用时 {seconds / 60:.0f} 分钟，" + (
        "全部通过。" if ended == 0 else f"pytest 以 {ended} 退出。"
    )


def block_of(heads: Iterable[str], outcomes: Iterable[Outcome]) -> str:
    """Return the block of a campaign as it stands in the page: its runs, and what came of them."""
    rows = [TITLES, ("---",) * len(TITLES)]
    for one in outcomes:
        counts = "，".join(f"{what} {number}" for what, number in one.counted.items())
        result = "通过" if not one.failed else f"{one.failed} 处失败"
        rows.append((f"`{one.name}`", counts, "、".join(one.seeds), result))
    return "\n".join(
        (*(f"{head}\n" for head in heads), *("| " + " | ".join(row) + " |" for row in rows))
    )


def told_before(page: str, name: str) -> tuple[tuple[str, ...], tuple[Outcome, ...]]:
    """Read what the page tells of a campaign: the line of each run, and each test's outcome."""
    lines = page.partition(BEGIN.format(name=name))[2].partition(END.format(name=name))[0]
    heads = tuple(line for line in lines.splitlines() if line.startswith("提交 "))
    rows = [line.strip("| ").split(" | ") for line in lines.splitlines() if line.startswith("| `")]
    return heads, tuple(
        Outcome(
            test.strip("`"),
            tuple(filter(None, seeds.strip().split("、"))),
            {what: int(number) for what, number in map(str.split, counts.split("，"))},
            0 if result == "通过" else int(result.split()[0]),
        )
        for test, counts, seeds, result in rows
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
