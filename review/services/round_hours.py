"""By which hour a round works: it may last for days.

Of its start are the day up to which papers are due and by which the rules judge them
(`RunReport.on`: of a campaign, its scope and its days), up to which case it goes over what waits,
how many there were, and `RunRow.started_at`.

Everything else is of the hour of its batch, asked anew for each transaction: when an entry was
written, a case opened, a step taken or a paper published; the year of a case's number, the deadline
of its stage and the first day of a window; whether an authorisation is in force, and a window over.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from review.domain.clock_refusals import ClockMoved
from review.services.clock_doubts import SLACK
from review.services.pulses import Pulse, steady_clock


class Hours:
    """The hours of one round, by a clock that was believed when it began."""

    def __init__(
        self, clock: Callable[[], datetime], *, steady: Callable[[], float] | None = None
    ) -> None:
        """Begin now; `steady` counts seconds by a clock that nobody sets, where there is one."""
        self._clock, self._steady = clock, steady
        self.began = self._latest = clock()
        self._last = self._pulse(self.began)

    def now(self) -> datetime:
        """Return the hour of the next batch.

        Raises:
            ClockMoved: since the batch before, the clock went otherwise than time did. What was
                committed stands; a round by a clock that is right goes on from there.
        """
        now, last = self._clock(), self._last
        pulse = self._pulse(now)
        is_moved = self._steady is not None and last.was_moved(now=now, steady=pulse.steady)
        if is_moved or now < self._latest - SLACK:
            raise ClockMoved(since=self._latest, now=now)
        self._last, self._latest = pulse, max(now, self._latest)
        return now

    def _pulse(self, now: datetime) -> Pulse:
        return Pulse(began=now, steady=0.0 if self._steady is None else self._steady())


def hours_by(clock: Callable[[], datetime], *, is_wall: bool) -> Hours:
    """Begin by a clock: the machine's is compared with its steady one; that of a demo may leap."""
    return Hours(clock, steady=steady_clock if is_wall else None)
