"""How long a round holds what others wait for: for a few commits, and then it is left free."""

from __future__ import annotations

from itertools import accumulate

import pytest

from review.services.round_turns import (
    COMMITS,
    FEWEST,
    LONGEST,
    LOOKS,
    MOST,
    REMEMBERED,
    SHORTEST,
    Turns,
    left_free,
    may_hold,
    next_size,
)


@pytest.mark.parametrize(
    ("commit", "seconds"),
    [(0.0, SHORTEST), (0.001, SHORTEST + COMMITS * 0.001), (1.0, LONGEST)],
)
def test_a_batch_may_hold_on_for_a_few_commits_and_never_for_long(commit: float, seconds: float):
    assert may_hold(commit) == pytest.approx(seconds)


def test_a_batch_grows_and_shrinks_to_what_its_time_holds():
    size, pace = FEWEST, 0.0005
    sizes = []
    for _ in range(6):
        size = next_size(size, pace=pace, may_hold=0.02)
        sizes.append(size)

    assert sizes == [12, 24, 40, 40, 40, 40]
    assert [next_size(40, pace=slow, may_hold=0.02) for slow in (0.001, 0.002, 0.1)] == [20, 20, 20]


@pytest.mark.parametrize(("size", "pace"), [(1, 1e9), (FEWEST, 0.5), (7, 0.5)])
def test_however_slow_it_goes_on_by_a_few(size: int, pace: float):
    assert next_size(size, pace=pace, may_hold=SHORTEST) == FEWEST


@pytest.mark.parametrize("pace", [0.0, 1e-9])
def test_however_quick_it_takes_so_many_and_no_more(pace: float):
    assert next_size(MOST, pace=pace, may_hold=LONGEST) == MOST


@pytest.mark.parametrize("held", [0.0005, 0.002, 0.0031, 0.008, 0.0081, 0.02, 0.05])
def test_whoever_came_in_between_finds_it_free(held: float):
    """Whenever he came while it was held, one of his looks falls into the time it is left free."""
    free = left_free(held)
    looks = [0.0, *accumulate(LOOKS)]

    for late in range(1000):
        came = held * late / 1000
        assert any(held <= came + look <= held + free + 1e-12 for look in looks), came


def test_the_quickest_of_the_last_turns_counts():
    """One that waited for a processor would have waited with fewer papers too."""
    turns = Turns()
    turns.took(since=100.0, written=100.002, over=100.003)
    turns.fit(FEWEST)
    turns.took(since=101.0, written=103.0, over=104.0)
    turns.fit(12)

    assert turns.may_hold == pytest.approx(SHORTEST + COMMITS * 0.001)
    assert turns.size == 24


def test_after_many_slow_turns_it_is_slow():
    """A disk that has become slow: what a quick one took is remembered for a few turns only."""
    turns = Turns()
    turns.took(since=100.0, written=100.002, over=100.003)
    for second in range(REMEMBERED):
        turns.took(since=101.0 + second, written=101.006 + second, over=101.01 + second)
        turns.fit(FEWEST)

    assert turns.may_hold == pytest.approx(SHORTEST + COMMITS * 0.004)
    assert turns.size == 12
