"""The office at work in a process of its own: `python -m tests.crash.at_work FOLDER URL MOMENT`.

Each affair that was answered is written to FOLDER/told and synced before the next one begins:
what stands there was acknowledged, and may not be lost.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from tests.clock import Clock
from tests.crash.affairs import BEGIN, Season, opened
from tests.crash.doom import Doom, Moment

TOLD, SEEN = "told", "seen"
NEVER = "never"


def main(folder: Path, url: str, moment: str) -> None:
    """Do the affairs of the season, unless killed."""
    clock = Clock(BEGIN)
    office = opened(folder / "data", url, clock=clock)
    doom = Doom(at=None if moment == NEVER else Moment.of(moment))
    with (folder / TOLD).open("w", encoding="utf-8") as journal:

        def tell(**what: object) -> None:
            doom.enter("")
            journal.write(json.dumps(what) + "\n")
            journal.flush()
            os.fsync(journal.fileno())

        doom.watch()
        Season(office=office, clock=clock, tells=tell, enters=doom.enter).go_on()
    seen = [[*key, times] for key, times in sorted(doom.seen.items())]
    (folder / SEEN).write_text(json.dumps(seen), encoding="utf-8")
    office.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
