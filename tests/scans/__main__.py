"""`python -m tests.scans`: no scan with something planted may end clear; how many are read right.

Pages are drawn, worn and read until the numbers asked for are reached; what came of them stands in
docs/campaigns.md. The exit code is 1 when a page with a planted mark or number ended clear.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle
from random import Random
from time import monotonic

from loguru import logger

from review.screening.recognition import recogniser_of
from review.screening.rules import active_ruleset
from tests.bench.measure import tell
from tests.campaigns import PAGE, commit, inserted
from tests.scans.judged import Outcome, good_wears, looked_at, wears
from tests.scans.kinds import CLEAN, PLANTED, SEALED, Kind
from tests.scans.wear import Wear

_SEED, _PLANTED, _GOOD, _CLEAN = 20231108, 290, 116, 60
_RIGHT, _SURE = 0.95, 0.90
_PLAIN_ANGLE, _SLANT, _QUIET, _ROUGH = 1.5, 3.0, 4, 8


def main(arguments: list[str]) -> int:
    """Run the campaign and print its tables."""
    asked = argparse.ArgumentParser(prog="python -m tests.scans")
    asked.add_argument("--seed", type=int, default=_SEED)
    asked.add_argument("--planted", type=int, default=_PLANTED, help="pages, worn in every way")
    asked.add_argument("--good", type=int, default=_GOOD, help="planted pages, scanned well")
    asked.add_argument("--clean", type=int, default=_CLEAN, help="pages with nothing planted")
    given = asked.parse_args(arguments)
    logger.remove()
    began = monotonic()
    hidden = {**PLANTED, **SEALED}
    harsh = list(_looked(hidden, wears, seed=given.seed, count=given.planted))
    good = list(_looked(hidden, good_wears, seed=given.seed + 1, count=given.good))
    clean = list(_looked(CLEAN, good_wears, seed=given.seed + 2, count=given.clean))
    command = " ".join(("python -m tests.scans", *arguments))
    minutes = (monotonic() - began) / 60
    head = f"提交 `{commit()}`，`make ocr` 执行 `{command}`，用时 {minutes:.0f} 分钟，"
    head += f"种子 {given.seed}。"
    block = "\n".join((head, *told(harsh, good, clean)))
    tell(block)
    PAGE.write_text(inserted(PAGE.read_text(encoding="utf-8"), "ocr", block), encoding="utf-8")
    return int(any(outcome.is_clear for _, outcome in (*harsh, *good)))


def _looked(
    kinds: Mapping[str, Kind],
    ways: Callable[[Random], Iterator[Wear]],
    *,
    seed: int,
    count: int,
) -> Iterator[tuple[str, Outcome]]:
    recogniser, ruleset = recogniser_of(), active_ruleset()
    if recogniser is None:
        sys.exit("no recogniser is installed: pip install '.[ocr]'")
    chance = Random(seed)  # noqa: S311 - the same pages for the same seed
    for number, name, wear in zip(range(count), cycle(kinds), ways(chance), strict=False):
        outcome = looked_at(
            kinds[name],
            wear,
            chance=Random(f"{seed} {number}"),  # noqa: S311 - as above
            recogniser=recogniser,
            ruleset=ruleset,
        )
        sys.stderr.write(f"\r{number + 1}/{count} ")
        yield name, outcome
    sys.stderr.write("\r")


def told(
    harsh: list[tuple[str, Outcome]],
    good: list[tuple[str, Outcome]],
    clean: list[tuple[str, Outcome]],
) -> Iterator[str]:
    """Yield the lines of the page: tables of what was planted, then the goals."""
    planted = [*harsh, *good]
    for title, key in _WAYS.items():
        yield from _table(title, planted, key=key)
    yield from _table("埋设的内容", good, key=lambda name, _: name)
    missed = [(name, outcome) for name, outcome in planted if outcome.is_clear]
    yield ""
    for name, outcome in missed:
        yield f"- 误为未见疑点：{name} {outcome.value} {outcome.wear}"
    plain = [each for each in good if each[0] not in SEALED]
    yield from _goal("200 dpi 以上、没有印章，读对的", plain, lambda o: o.is_right, _RIGHT)
    yield from _goal("没有埋设、扫描清楚，有把握读完的", clean, lambda o: o.is_sure, _SURE)
    yield from _goal("没有埋设、扫描清楚，没有疑点的", clean, lambda o: not o.findings, 1.0)
    seconds = sorted(outcome.seconds for _, outcome in (*planted, *clean))
    yield f"- 一页用 {seconds[len(seconds) // 2]:.1f} 秒（中位数），最慢 {seconds[-1]:.1f} 秒。"
    verdict = "通过" if not missed else "不合格"
    yield f"- 有埋设的 {len(planted)} 页，误为未见疑点 {len(missed)} 页：{verdict}。"


def _dpi(_: str, outcome: Outcome) -> str:
    return f"{outcome.wear.dpi:>3} dpi"


def _angle(_: str, outcome: Outcome) -> str:
    angle = abs(outcome.wear.angle)
    return "1.5° 以内" if angle <= _PLAIN_ANGLE else "3° 以内" if angle <= _SLANT else "8° 以内"


def _noise(_: str, outcome: Outcome) -> str:
    noise = outcome.wear.noise
    return "4 级以内" if noise <= _QUIET else "8 级以内" if noise <= _ROUGH else "更多"


def _seal(name: str, _: Outcome) -> str:
    return "盖着印章" if name in SEALED else "没有印章"


_WAYS = {"分辨率": _dpi, "倾斜": _angle, "噪声": _noise, "印章": _seal}


def _table(
    title: str, pages: list[tuple[str, Outcome]], *, key: Callable[[str, Outcome], str]
) -> Iterator[str]:
    rows: dict[str, list[Outcome]] = defaultdict(list)
    for name, outcome in pages:
        rows[key(name, outcome)].append(outcome)
    yield f"\n| {title} | 页数 | 读对 | 查出 | 没有把握 | 误为未见疑点 |"
    yield "|---|---:|---:|---:|---:|---:|"
    for row in sorted(rows):
        of = rows[row]
        counts = [
            sum(outcome.is_right for outcome in of),
            sum(outcome.is_met for outcome in of),
            sum(not outcome.is_sure for outcome in of),
            sum(outcome.is_clear for outcome in of),
        ]
        shares = " | ".join(f"{count / len(of):.0%}" for count in counts[:3])
        yield f"| {row} | {len(of)} | {shares} | {counts[3]} |"


def _goal(
    what: str,
    pages: list[tuple[str, Outcome]],
    is_met: Callable[[Outcome], bool],
    goal: float,
) -> Iterator[str]:
    if pages:
        share = sum(is_met(outcome) for _, outcome in pages) / len(pages)
        word = "达到" if share >= goal else "没有达到"
        yield f"- {what}：{len(pages)} 页的 {share:.1%}，目标 {goal:.0%}，{word}。"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
