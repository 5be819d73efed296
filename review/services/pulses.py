"""When the bell last rang, by the machine's clock and by one that nobody sets: kept over a restart.

A clock that was set ahead while nobody rang is told from days on which nobody was there: as long as
the machine was not started anew, the steady clock goes on. A machine that was is believed for a
month, as after any absence; what was late is named.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from review.private import opened_privately
from review.services.clock_doubts import SLACK

NAME = "pulse.json"
_BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """An instant by the machine's clock, and what one that nobody sets showed at the time."""

    began: datetime
    steady: float

    def was_moved(self, *, now: datetime, steady: float) -> bool:
        """Say whether the machine's clock went otherwise than time did since then."""
        went = timedelta(seconds=steady - self.steady)
        return abs(now - self.began - went) > SLACK


def steady_clock() -> float:
    """Return seconds that no setting of the machine's clock moves; sleep counts where it can."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


def boot_of_machine() -> str | None:
    """Return the name of this run of the machine; None where it has none."""
    with suppress(OSError):
        return _BOOT.read_text("ascii").strip() or None
    return None


def kept(folder: Path, pulse: Pulse, *, boot: str | None) -> None:
    """Keep the pulse of a ring for whoever rings after a restart, where there is room for it."""
    if boot is None:
        return
    said = {"boot": boot, "at": pulse.began.isoformat(), "steady": pulse.steady}
    place = folder / NAME
    with suppress(OSError):
        fresh = place.with_suffix(".new")
        with open(fresh, "wb", opener=opened_privately) as file:  # Path has no opener
            file.write(json.dumps(said).encode())
        fresh.replace(place)


def resumed(folder: Path, *, rang_at: datetime | None, boot: str | None) -> Pulse | None:
    """Return the pulse of the last ring, if it was in this run of the machine.

    Where the last ring on record is another, somebody compared the clock meanwhile, or rang
    elsewhere: then nothing is known.
    """
    try:
        said = json.loads((folder / NAME).read_text("utf-8"))
        pulse = Pulse(began=datetime.fromisoformat(said["at"]), steady=float(said["steady"]))
        is_of_this_run = boot is not None and said["boot"] == boot
    except (OSError, ValueError, KeyError, TypeError):
        return None
    is_last = rang_at is not None and abs(rang_at - pulse.began) <= SLACK
    return pulse if is_of_this_run and is_last else None
