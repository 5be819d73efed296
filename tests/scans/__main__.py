"""`python -m tests.scans`: no scan with something planted may end clear; how many are read right.

Pages are drawn, worn and read until the numbers asked for are reached. The exit code is 1 when a
page with a planted mark or number ended clear.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle
from random import Random

from loguru import logger

from review.screening.recognition import recogniser_of
from review.screening.rules import active_ruleset
from tests.bench.measure import tell
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
    tell(f"seed {given.seed}")
    hidden = {**PLANTED, **SEALED}
    harsh = list(_looked(hidden, wears, seed=given.seed, count=given.planted))
    good = list(_looked(hidden, good_wears, seed=given.seed + 1, count=given.good))
    clean = list(_looked(CLEAN, good_wears, seed=given.seed + 2, count=given.clean))
    return _told(harsh, good, clean)


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


def _told(
    harsh: list[tuple[str, Outcome]],
    good: list[tuple[str, Outcome]],
    clean: list[tuple[str, Outcome]],
) -> int:
    planted = [*harsh, *good]
    for title, key in _WAYS.items():
        _table(title, planted, key=key)
    _table("planted on", good, key=lambda name, _: name)
    missed = [(name, outcome) for name, outcome in planted if outcome.is_clear]
    for name, outcome in missed:
        tell(f"CLEAR: {name} {outcome.value} {outcome.wear}")
    plain = [each for each in good if each[0] not in SEALED]
    _goal("read right at 200 dpi and more, without a seal", plain, lambda o: o.is_right, _RIGHT)
    _goal("clean scans that end sure", clean, lambda o: o.is_sure, _SURE)
    _goal("clean scans without a finding", clean, lambda o: not o.findings, 1.0)
    seconds = sorted(outcome.seconds for _, outcome in (*planted, *clean))
    tell(f"a page takes {seconds[len(seconds) // 2]:.1f} s, the slowest {seconds[-1]:.1f} s")
    tell(f"planted pages: {len(planted)}, ended clear: {len(missed)}")
    return int(bool(missed))


def _dpi(_: str, outcome: Outcome) -> str:
    return f"{outcome.wear.dpi:>3} dpi"


def _angle(_: str, outcome: Outcome) -> str:
    angle = abs(outcome.wear.angle)
    return "to 1.5°" if angle <= _PLAIN_ANGLE else "to 3°" if angle <= _SLANT else "to 8°"


def _noise(_: str, outcome: Outcome) -> str:
    noise = outcome.wear.noise
    return "to 4 levels" if noise <= _QUIET else "8 levels" if noise <= _ROUGH else "more"


def _seal(name: str, _: Outcome) -> str:
    return "a seal over it" if name in SEALED else "no seal"


_WAYS = {"by resolution": _dpi, "by angle": _angle, "by noise": _noise, "by seal": _seal}


def _table(
    title: str, pages: list[tuple[str, Outcome]], *, key: Callable[[str, Outcome], str]
) -> None:
    rows: dict[str, list[Outcome]] = defaultdict(list)
    for name, outcome in pages:
        rows[key(name, outcome)].append(outcome)
    tell(f"\n| {title} | pages | read right | met | not sure | ended clear |")
    tell("|---|---:|---:|---:|---:|---:|")
    for row in sorted(rows):
        of = rows[row]
        counts = [
            sum(outcome.is_right for outcome in of),
            sum(outcome.is_met for outcome in of),
            sum(not outcome.is_sure for outcome in of),
            sum(outcome.is_clear for outcome in of),
        ]
        shares = " | ".join(f"{count / len(of):.0%}" for count in counts[:3])
        tell(f"| {row} | {len(of)} | {shares} | {counts[3]} |")


def _goal(
    what: str,
    pages: list[tuple[str, Outcome]],
    is_met: Callable[[Outcome], bool],
    goal: float,
) -> None:
    if pages:
        share = sum(is_met(outcome) for _, outcome in pages) / len(pages)
        tell(f"{what}: {share:.1%} of {len(pages)} (goal {goal:.0%}) {_word(share, goal)}")


def _word(share: float, goal: float) -> str:
    return "ok" if share >= goal else "MISSED"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
