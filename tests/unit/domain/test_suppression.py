"""A public table tells of no single paper: small cells are left out, and what would tell them."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.suppression import SMALL, PublicTable, is_safe, publishable

ROWS, COLUMNS = ("甲", "乙"), ("一", "二")
CELLS = tuple(product(ROWS, COLUMNS))
NUMBERS = st.lists(st.integers(0, 9), min_size=4, max_size=4)


def table(*numbers: int) -> PublicTable:
    return publishable(dict(zip(CELLS, numbers, strict=True)), rows=ROWS, columns=COLUMNS)


def readings(shown: PublicTable) -> list[tuple[int, ...]]:
    """Every way to fill the gaps with small numbers that agrees with all that is shown."""
    gaps = [cell for cell in CELLS if shown.cells[cell] is None]
    found = []
    for guess in product(range(1, SMALL + 1), repeat=len(gaps)):
        whole = {**shown.cells, **dict(zip(gaps, guess, strict=True))}
        if shown.total is None or sum(whole.values()) == shown.total:
            found.append(guess)
    return found


@given(NUMBERS)
def test_no_cell_left_out_can_be_computed(numbers):
    """Whoever takes every gap for a small number finds none, or several in each of them."""
    shown = table(*numbers)
    found = readings(shown)

    for place in range(len(found[0]) if found else 0):
        assert len({guess[place] for guess in found}) > 1


@given(NUMBERS)
def test_no_small_cell_is_shown_and_what_is_shown_is_true(numbers):
    shown = table(*numbers)
    true = dict(zip(CELLS, numbers, strict=True))

    for cell, count in shown.cells.items():
        assert count is None or (count == true[cell] and (count == 0 or count > SMALL))
    assert shown.total in (None, sum(numbers))


@given(NUMBERS)
def test_a_margin_tells_nothing_that_its_cells_do_not(numbers):
    shown = table(*numbers)

    for row, total in shown.row_totals.items():
        cells = [shown.cells[row, column] for column in COLUMNS]
        assert (total is None) == (None in cells)
    for column, total in shown.column_totals.items():
        cells = [shown.cells[row, column] for row in ROWS]
        assert (total is None) == (None in cells)


def test_a_lone_small_cell_takes_another_with_it():
    shown = table(2, 20, 30, 7)

    assert [shown.cells[cell] for cell in CELLS] == [None, 20, 30, None]
    assert shown.row_totals == {"甲": None, "乙": None}
    assert shown.column_totals == {"一": None, "二": None}
    assert shown.total == 59
    assert shown.has_gaps


def test_a_table_without_small_cells_is_shown_whole():
    shown = table(5, 0, 0, 12)

    assert not shown.has_gaps
    assert (shown.row_totals["甲"], shown.column_totals["二"], shown.total) == (5, 12, 17)


def test_where_nothing_else_hides_it_the_total_is_left_out_too():
    shown = table(0, 0, 1, 0)

    assert shown.total in (None, 1)
    assert readings(shown) == [] or len({guess[0] for guess in readings(shown)}) > 1


@pytest.mark.parametrize(
    ("hidden", "safe"),
    [([], True), ([3], False), ([1, 1], False), ([4, 4], False), ([1, 2], True), ([2, 9], True)],
)
def test_a_sum_that_forces_its_parts_is_no_hiding_place(hidden, safe):
    assert is_safe(hidden) is safe
