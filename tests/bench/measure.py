"""Two ways of doing a thing, measured in turns in one run, and told as a ratio."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from review.screening.attending import SELDOM

ROUNDS = 7

Deed = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """How many times as long ours takes as the floor, round by round."""

    name: str
    floor: str
    ours_seconds: float
    floor_seconds: float
    ratios: tuple[float, ...]
    at_most: float | None = None

    @property
    def middle(self) -> float:
        return median(self.ratios)

    @property
    def is_missed(self) -> bool:
        """Whether there is a goal, and it is not kept."""
        return self.at_most is not None and self.middle > self.at_most

    def __str__(self) -> str:
        goal = "" if self.at_most is None else f"≤ {self.at_most:g}"
        kept = "" if self.at_most is None else ("OVER" if self.is_missed else "ok")
        return (
            f"{self.name:<46} {_time(self.ours_seconds):>9}  ÷ {self.floor:<44}"
            f" {_time(self.floor_seconds):>9}  = {self.middle:6.2f}"
            f"  ({min(self.ratios):.2f} to {max(self.ratios):.2f})  {goal:>6} {kept}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one thing takes beyond another, which a ratio cannot say: round by round, in seconds."""

    name: str
    seconds: tuple[float, ...]
    at_most: float

    @property
    def is_missed(self) -> bool:
        return median(self.seconds) > self.at_most

    def __str__(self) -> str:
        kept = "OVER" if self.is_missed else "ok"
        spread = f"({_time(min(self.seconds))} to {_time(max(self.seconds))})"
        middle = _time(median(self.seconds))
        return f"{self.name:<46} {middle:>9}  {spread}  ≤ {_time(self.at_most)} {kept}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many of the things that are there ours finds, which must be all, and how many a peer."""

    name: str
    there: int
    ours: int
    theirs: int
    peer: str
    times: float = 1.0

    @property
    def is_missed(self) -> bool:
        return self.ours < self.there or self.ours < self.times * self.theirs

    def __str__(self) -> str:
        kept = "OVER" if self.is_missed else "ok"
        return (
            f"{self.name}: {self.there}; ours finds {self.ours}, {self.peer} {self.theirs}"
            f"  all, and ≥ {self.times:g} times as many: {kept}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """By how much the memory of this process grew."""

    name: str
    megabytes: float
    at_most: float

    @property
    def is_missed(self) -> bool:
        return self.megabytes > self.at_most

    def __str__(self) -> str:
        kept = "OVER" if self.is_missed else "ok"
        return f"{self.name}: +{self.megabytes:.1f} MB  ≤ {self.at_most:g} MB {kept}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """How long others waited, as a multiple of one commit.

    `nobody` is what as few of those took longer than that were made in turns with these where
    nobody waits: it tells how busy the machine was.
    """

    name: str
    seconds: float
    one: float
    at_most: float | None = None
    nobody: float | None = None

    @property
    def is_missed(self) -> bool:
        return self.at_most is not None and self.seconds > self.at_most * self.one

    def __str__(self) -> str:
        times = self.seconds / self.one
        told = f"{self.name}: {_time(self.seconds)} = {times:.1f} × {_time(self.one)}"
        if self.nobody is not None:
            told = f"{told} (where nobody waits {_time(self.nobody)})"
        if self.at_most is None:
            return told
        return f"{told}  ≤ {self.at_most:g} {'OVER' if self.is_missed else 'ok'}"


Measured = Ratio | Cost | Tally | Grown | Wait


def compared(  # each is a part of the question
    name: str,
    ours: Deed,
    *,
    to: tuple[str, Deed],
    at_most: float | None = None,
    each: int = 1,
    rounds: int = ROUNDS,
) -> Ratio:
    """Do both in turns, `each` times in a round, and return how they compare."""
    floor_name, floor = to
    ours(), floor()  # what happens once is not what is measured
    gc.freeze()  # what others hold in this process is not gone through before every round
    try:
        pairs = [_pair(ours, floor, each=each, is_even=n % 2 == 0) for n in range(rounds)]
    finally:
        gc.unfreeze()
    return Ratio(
        name=name,
        floor=floor_name,
        ours_seconds=median(mine for mine, _ in pairs) / each,
        floor_seconds=median(other for _, other in pairs) / each,
        ratios=tuple(mine / other for mine, other in pairs),
        at_most=at_most,
    )


@contextmanager
def swept_as_in_a_child() -> Iterator[None]:
    """Look for what can be thrown away as seldom as the children do, whoever is measured."""
    before = gc.get_threshold()
    gc.set_threshold(SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def beyond(
    name: str, ours: Deed, *, floor: Deed, at_most: float, each: int = 1, rounds: int = ROUNDS
) -> Cost:
    """Do both in turns, `each` times in a round, and return by how much ours takes longer."""
    ours(), floor()
    gc.freeze()  # what others hold in this process is not gone through before every round
    try:
        pairs = [_pair(ours, floor, each=each, is_even=n % 2 == 0) for n in range(rounds)]
    finally:
        gc.unfreeze()
    seconds = tuple((mine - other) / each for mine, other in pairs)
    return Cost(name=name, seconds=seconds, at_most=at_most)


def tell(*lines: object) -> None:
    """Print what was measured."""
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _pair(ours: Deed, floor: Deed, *, each: int, is_even: bool) -> tuple[float, float]:
    """Who goes first changes: what warms up for one must not always serve the other."""
    if is_even:
        mine = _seconds(ours, each)
        return mine, _seconds(floor, each)
    other = _seconds(floor, each)
    return _seconds(ours, each), other


def _seconds(deed: Deed, times: int) -> float:
    gc.collect()  # what one leaves behind is not swept up in the time of the other
    began = perf_counter()
    for _ in range(times):
        deed()
    return perf_counter() - began


def _time(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.2f} {unit}"
    return f"{seconds / 1e-9:.0f} ns"
