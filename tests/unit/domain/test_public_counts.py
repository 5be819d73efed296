"""A public table tells of no single paper, nor do two of them, whatever an attacker computes."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.public_counts import STEP, PublicTable, coarse, publishable

ROWS, COLUMNS = ("甲", "乙"), ("一", "二")
CELLS = tuple(product(ROWS, COLUMNS))
NUMBERS = st.lists(st.integers(0, 12), min_size=4, max_size=4)
MOST = 60
FEW = frozenset(range(1, STEP))
"""What may not be told: that there are one to four, or that so many came or went."""


def table(*numbers: int) -> PublicTable:
    return publishable(dict(zip(CELLS, numbers, strict=True)), rows=ROWS, columns=COLUMNS)


def behind(shown: int) -> frozenset[int]:
    """Every count that an attacker must reckon with behind a number that is shown."""
    return frozenset(count for count in range(MOST) if coarse(count) == shown)


def tells(shown: PublicTable) -> tuple[object, ...]:
    """Everything that a page of it shows."""
    return (*shown.cells.values(), *shown.row_totals.values(), *shown.column_totals.values())


@pytest.mark.parametrize("count", range(30))
def test_one_table_never_tells_that_there_are_few(count):
    possible = behind(coarse(count))

    assert count in possible
    assert len(possible) >= 3
    assert not possible <= FEW


@pytest.mark.parametrize("before", range(16))
def test_two_tables_never_tell_that_few_came_or_went(before):
    """The attacker subtracts all that may have been from all that may be."""
    for after in range(30):
        possible = {
            late - early for early in behind(coarse(before)) for late in behind(coarse(after))
        }

        assert after - before in possible
        assert not possible <= FEW, (before, after)
        assert not possible <= {-few for few in FEW}, (before, after)
        assert len(possible) >= STEP


def test_a_paper_more_or_less_is_mostly_not_even_seen():
    unseen = [count for count in range(1, 100) if coarse(count) == coarse(count + 1)]

    assert len(unseen) >= 79


@given(NUMBERS)
def test_sums_tell_nothing_that_the_cells_do_not(numbers):
    """Of every other office with the same cells the page would show the very same."""
    shown = table(*numbers)
    lowest = table(*(min(behind(cell)) for cell in shown.cells.values()))
    highest = table(*(max(behind(cell)) for cell in shown.cells.values()))

    assert tells(shown) == tells(lowest) == tells(highest)
    assert shown.total == sum(shown.row_totals.values()) == sum(shown.column_totals.values())


@given(NUMBERS)
def test_what_is_shown_is_near_the_truth(numbers):
    shown = table(*numbers)

    for number, cell in zip(numbers, shown.cells.values(), strict=True):
        assert cell % STEP == 0
        assert abs(cell - number) <= STEP // 2
