"""One round in a process of its own, that may be killed: between commits, before one, in one.

The process is forked from one that has the product loaded: a death costs tenths of a second.
"""

from __future__ import annotations

import json
from pathlib import Path

from loguru import logger
from sqlalchemy import Engine, event

from review.bootstrap import open_office
from review.commands import RunReassessment
from review.settings import Settings
from tests.bench.reassess import MARCH
from tests.clock import Clock
from tests.compiled import share
from tests.crash.doom import Doom, Moment

SEEN = "seen"
ROUND = "round"


def run_round(folder: Path, url: str, moment: str | None) -> None:
    """Run a round over what is due, unless killed; leave how often each moment came."""
    logger.remove()
    settings = Settings(data_dir=folder, database_url=url)
    office = open_office(settings, clock=Clock(at=MARCH))
    share(office.database)
    doom = Doom(at=None if moment is None else Moment.of(moment))
    doom.watch()
    event.listen(Engine, "before_cursor_execute", lambda *_: doom.happens("statement"))
    doom.enter(ROUND)
    office.reassess(RunReassessment(), caller=None)
    doom.enter("")
    (folder / SEEN).write_text(json.dumps([[*key, times] for key, times in doom.seen.items()]))
    office.close()
