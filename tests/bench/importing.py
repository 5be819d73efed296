"""A manifest of ten thousand lines, killed in the middle and gone on with, against its screening.

The floor is the screening of such papers, of title and text, with nothing kept of it; some are
screened before, in between and afterwards, for other work comes and goes in so long a time.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from review.bootstrap import open_office
from review.commands import FoundAgency, NewAccount
from review.domain.vocabulary import Role
from review.screening import screen, screen_words
from review.screening.rules import active_ruleset
from review.screening.words import Words
from review.settings import Settings
from tests.bench.measure import Measured, Ratio, tell
from tests.manifests import Folder, many, written

TOP = Path(__file__).parents[2]
LINES = 10_000
EVERY = 100
SAMPLED = 100
"""Papers that are screened alone, each time; the rest of them is alike."""


def measured(folder: Path, *, lines: int = LINES) -> Iterator[Measured]:
    """Compare importing with screening; then a run that finds everything there with the same."""
    data = folder / "data"
    _found(data)
    papers = many(folder / "papers", lines=lines, every=EVERY)
    manifest = written(papers, "gb18030.csv")
    alone = [_screened_alone(papers)]
    began = time.perf_counter()
    stopped = _told(data, manifest, stop_after=lines // 2)
    first = time.perf_counter() - began
    tell(f"  killed after {stopped} lines were told")
    alone.append(_screened_alone(papers))
    began = time.perf_counter()
    outcomes = _outcomes(data, manifest)
    ours = first + time.perf_counter() - began
    _balances(papers, outcomes)
    alone.append(_screened_alone(papers))
    yield _ratio(f"importing a line of {lines:,}, killed halfway", ours / lines, alone)
    began = time.perf_counter()
    if _outcomes(data, manifest)["已收"]:
        raise AssertionError(outcomes)
    yield _ratio("finding a line that came in before", (time.perf_counter() - began) / lines, alone)


def _outcomes(data: Path, manifest: Path) -> Counter[str]:
    """Run an import to its end; return how many lines became what."""
    said, _ = _begun(data, manifest).communicate()
    *lines, sums = said.splitlines()
    tell(f"  {sums}")
    return Counter(line.split("  ")[1] for line in lines)


def _balances(papers: Folder, outcomes: Counter[str]) -> None:
    expected = Counter(papers.outcomes)
    came_in = outcomes["已收"] + outcomes["收过"]
    if outcomes.total() != len(papers.lines) or came_in != expected["imported"] + expected["there"]:
        raise AssertionError(outcomes)


def _ratio(name: str, ours: float, alone: list[float]) -> Ratio:
    return Ratio(
        name=name,
        floor="screening one such paper, nothing kept",
        ours_seconds=ours,
        floor_seconds=median(alone),
        ratios=tuple(ours / one for one in alone),
    )


def _found(data: Path) -> None:
    office = open_office(Settings(data_dir=data, database_url=_url(data)))
    account = NewAccount(
        login="li", name="李明", password=None, roles=(Role.DRAFTER,), section="办公室"
    )
    office.found(
        FoundAgency(
            code="bench",
            name="云溪区财政局",
            profile="small",
            sections=("办公室",),
            accounts=(account,),
            is_demo=True,
        )
    )
    office.close()


def _url(data: Path) -> str:
    data.mkdir()
    return f"sqlite:///{(data / 'xianshen.db').as_posix()}"


def _begun(data: Path, manifest: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "review.cli", "import", str(manifest), "--by", "li"],
        cwd=TOP,
        env={"XIANSHEN_DATA_DIR": str(data), "PYTHONPATH": str(TOP)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )


def _told(data: Path, manifest: Path, *, stop_after: int) -> int:
    """Kill an import once it has told of so many lines; return of how many it told."""
    with _begun(data, manifest) as running:
        assert running.stdout is not None
        for _ in range(stop_after):
            running.stdout.readline()
        running.kill()
        return stop_after + len(running.stdout.read().splitlines())


def _screened_alone(papers: Folder) -> float:
    """Return the seconds of screening one paper, over some of them."""
    rules = active_ruleset()
    sample = sorted(papers.path.glob("*.txt"))[:SAMPLED]
    began = time.perf_counter()
    for path in sample:
        screen(path.read_bytes(), name=path.name, ruleset=rules)
        screen_words(Words(title=path.name), rules)
    return (time.perf_counter() - began) / len(sample)
