"""The benches in short: a step, on both databases, and serving stay near their floors.

`make bench` measures against the goals themselves, on a machine that does nothing else. Here many
tests run beside it, so each ratio has a ceiling of its own, half as high again as its goal: a
median of rounds taken in turns, in one process and one minute, does not cross it by chance, and
what makes the product twice as slow does.
"""

from __future__ import annotations

from pathlib import Path
from time import process_time, sleep

import pytest

from tests.bench import durable_step, reassess, starting
from tests.bench.measure import Ratio, compared
from tests.postgres import Databases

ROUNDS = 5
EACH = 2
GENEROUS = 1.5


def keeps(ratio: Ratio) -> None:
    """Say what was measured where it is over its ceiling."""
    assert ratio.at_most is not None
    assert ratio.middle <= ratio.at_most * GENEROUS, str(ratio)


def test_a_durable_step_stays_near_a_bare_session_in_a_file(tmp_path: Path):
    url = f"sqlite:///{tmp_path}/data/office.db"
    guarded, unguarded = durable_step.measured(
        tmp_path,
        url,
        lambda: durable_step.sqlite_copy(tmp_path, url),
        rounds=ROUNDS,
        each=EACH,
    )

    keeps(guarded)
    assert unguarded.at_most is None  # told beside it, and no goal


@pytest.mark.postgres
def test_a_durable_step_stays_near_a_bare_session_on_a_server(
    postgres_databases: Databases, tmp_path: Path
):
    url = postgres_databases.fresh()
    guarded, _ = durable_step.measured(
        tmp_path, url, lambda: postgres_databases.copy_of(url), rounds=ROUNDS, each=EACH
    )

    keeps(guarded)


def test_a_round_over_many_papers_stays_near_its_rows_by_batched_sql(tmp_path: Path):
    """Of few papers: what happens once weighs as much as all of them, so twice the goal is kept.

    By the processor time of this process: a single round, and whoever works beside it is not asked.
    """
    ratio, memory, _ = reassess.measured(tmp_path, papers=1000, clock=process_time)

    assert isinstance(ratio, Ratio)
    assert ratio.middle <= 2 * reassess.AT_MOST, str(ratio)
    assert not memory.is_missed, str(memory)


@pytest.mark.slow
def test_serving_answers_soon_after_its_libraries_are_there(tmp_path: Path):
    keeps(starting.serving(tmp_path, rounds=3))


def test_what_takes_four_times_as_long_is_over_the_ceiling():
    """The comparison can fail: it is not so generous that nothing would be noticed.

    Both sleep: how long work takes depends on who else works, and a sleep only grows by a little.
    """
    ratio = compared(
        "four times", lambda: sleep(0.08), to=("once", lambda: sleep(0.02)), at_most=1.2, rounds=5
    )

    with pytest.raises(AssertionError, match="four times"):
        keeps(ratio)
