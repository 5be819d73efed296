"""`python -m tests.bench [NAME …]`: how long things take, as multiples of the least they could.

`reassess=30000` is a round over so many papers.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from loguru import logger

from tests.bench import (
    apart,
    chain,
    crowded,
    durable_step,
    hiding,
    importing,
    office,
    pdf,
    people,
    pure,
    reassess,
    recognised,
    screened,
    sheets,
    starting,
    terms,
)
from tests.bench.measure import ROUNDS, Measured, Ratio, tell
from tests.conftest import is_long, named_folder
from tests.postgres import Databases, Unavailable, throw_away_server


def _sqlite(folder: Path) -> Iterator[Ratio]:
    url = f"sqlite:///{folder}/data/office.db"
    yield from durable_step.measured(folder, url, lambda: durable_step.sqlite_copy(folder, url))


def _postgres(folder: Path) -> Iterator[Ratio]:
    with ExitStack() as stack:
        try:
            server = stack.enter_context(throw_away_server())
        except Unavailable as reason:
            tell(f"skipped: {reason}")
            return
        databases = Databases(server, prefix="bench")
        url = databases.fresh()
        yield from durable_step.measured(folder, url, lambda: databases.copy_of(url))


BENCHES: dict[str, Callable[[Path], Iterator[Measured]]] = {
    "sqlite": _sqlite,
    "postgresql": _postgres,
    "reassess": lambda folder: reassess.measured(
        folder, papers=reassess.LONG if is_long() else reassess.PAPERS
    ),
    "importing": importing.measured,
    "starting": starting.measured,
    "chain": chain.measured,
    "crowded": crowded.measured,
    "people": people.measured,
    "pure": lambda _: pure.measured(),
    "screening": lambda _: screened.measured(),
    "terms": terms.measured,
    "child": lambda _: apart.measured(),
    "word": lambda _: office.measured(named_folder()),
    "sheets": lambda _: sheets.measured(named_folder()),
    "pdf": lambda _: pdf.measured(named_folder()),
    "hiding": hiding.measured,
    "recognition": lambda _: recognised.measured(),
}


def _asked(name: str) -> Callable[[Path], Iterator[Measured]]:
    """Return a bench by its name; a number behind it says over how many papers."""
    name, _, papers = name.partition("=")
    if not papers:
        return BENCHES[name]
    return lambda folder: reassess.measured(folder, papers=int(papers))


def main(names: list[str]) -> int:
    """Measure what is named, or everything; say 1 when a goal is missed."""
    logger.remove()
    tell(f"Python {platform.python_version()}, {os.cpu_count()} cores, median of {ROUNDS} rounds")
    missed = 0
    for name in names or BENCHES:
        with tempfile.TemporaryDirectory(prefix="xianshen-bench-") as folder:
            for measured in _asked(name)(Path(folder)):
                tell(measured)
                missed += measured.is_missed
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
