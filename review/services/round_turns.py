"""How long a round holds what others wait for, and how it lets them go first.

On SQLite one transaction writes at a time, and whoever waits looks again after pauses that grow: a
round that took it anew at once might never be found without it. On PostgreSQL who enters something
for an agency waits in line for the head of its chain.

So a round holds it for a little longer than a few commits take, and then leaves it free until even
he who just missed it has looked again.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from itertools import accumulate
from time import perf_counter, sleep

COMMITS = 6
"""So many commits' time may a batch hold on, and in any case for `SHORTEST`."""
SHORTEST, LONGEST = 0.006, 0.05
"""In seconds: below, most of the time would go into commits; above, people would notice."""
FEWEST, MOST = 6, 100
"""How many papers a batch takes: fewer would cost more in between than in themselves."""
LOOKS = (0.001, 0.002, 0.005, 0.010, 0.015, 0.020, 0.025)
"""After which pauses, one after the other, SQLite looks whether it is free; the last ones last."""
REMEMBERED = 8


def may_hold(commit: float) -> float:
    """Return for how many seconds a batch may hold on where a commit takes so many."""
    return min(SHORTEST + COMMITS * commit, LONGEST)


def next_size(size: int, *, pace: float, may_hold: float) -> int:
    """Return how many papers the next batch takes, after one of this size.

    As many as may be at this pace, in seconds for each: at most twice, at least half of this size.
    """
    fitting = int(may_hold / pace) if pace > 0 else MOST
    return max(FEWEST, min(max(fitting, size // 2), 2 * size, MOST))


def left_free(held: float) -> float:
    """Return for how many seconds it is left free after it was held so long.

    Until whoever began to wait as it was taken looks again for the first time after its end, had he
    just missed that.
    """
    for pause, waited in zip(LOOKS, accumulate(LOOKS), strict=True):
        if held <= waited:
            return pause
    return LOOKS[-1]


def _last() -> deque[float]:
    return deque(maxlen=REMEMBERED)


@dataclass(slots=True)
class Turns:
    """The turns of one round: what the last ones took, by a clock that only counts seconds.

    The quickest of them counts: the others waited for a processor or a disk, and would have done so
    with fewer papers too.
    """

    size: int = FEWEST
    _commits: deque[float] = field(default_factory=_last)
    _paces: deque[float] = field(default_factory=_last)
    _held: float = 0.0
    _over_at: float = 0.0

    @property
    def may_hold(self) -> float:
        """For how many seconds the next batch may hold on."""
        return may_hold(min(self._commits, default=LONGEST))

    def let_others_first(self) -> None:
        """Wait until it was free for long enough."""
        if self._held > 0:
            sleep(max(left_free(self._held) - (perf_counter() - self._over_at), 0.0))

    def took(self, *, since: float, written: float, over: float) -> None:
        """Note a turn: since when it was held, when all was written, and when committed."""
        self._over_at = over
        self._held = over - since
        self._commits.append(over - written)

    def fit(self, papers: int) -> None:
        """Let the next turn take as many papers as may be, after one of so many."""
        self._paces.append(self._held / papers)
        self.size = next_size(papers, pace=min(self._paces), may_hold=self.may_hold)
