"""In which order cases press."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.pressing import Found, Press, Risk, Weight, press_of

FRIDAY, SATURDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 30)
TODAY = FRIDAY


def weight(serial=1, *, due_on=MONDAY, remaining=1, **found):
    return Weight(number=(2026, serial), due_on=due_on, remaining=remaining, found=Found(**found))


def in_order(*weights):
    placed = sorted(weights, key=lambda one: one.place(today=TODAY))
    return [one.number[1] for one in placed]


def test_time_comes_first_then_what_was_found_then_the_days_left():
    late = date(2026, 11, 24)

    assert in_order(
        weight(1, due_on=None, remaining=None, blocks=9),
        weight(2, due_on=date(2026, 12, 3), remaining=4),
        weight(3, due_on=date(2026, 12, 4), remaining=5, confirms=1),
        weight(4, due_on=date(2026, 12, 4), remaining=5, blocks=1),
        weight(5),
        weight(6, due_on=late, remaining=-3),
        weight(7, due_on=late, remaining=-3, unread=1),
        weight(8, due_on=FRIDAY, remaining=0),
    ) == [7, 6, 8, 5, 4, 3, 2, 1]


def test_more_of_the_same_comes_first_and_the_older_of_equals():
    assert in_order(weight(3), weight(2, blocks=1), weight(1, blocks=4), weight(4)) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("due_on", "remaining", "today", "press"),
    [
        (FRIDAY, 0, FRIDAY, Press.SOON),
        (FRIDAY, 0, SATURDAY, Press.OVERDUE),
        (MONDAY, 1, FRIDAY, Press.SOON),
        (date(2026, 12, 1), 2, FRIDAY, Press.LATER),
        (None, None, FRIDAY, Press.NEVER),
    ],
    ids=["today", "on the weekend after", "next working day", "later", "no day"],
)
def test_how_a_day_presses(due_on, remaining, today, press):
    assert press_of(due_on, remaining, today=today) is press


@pytest.mark.parametrize(
    ("found", "risk"),
    [
        (Found(), Risk.NONE),
        (Found(confirms=2), Risk.TO_CONFIRM),
        (Found(confirms=2, blocks=1), Risk.BLOCKED),
        (Found(unread=1), Risk.BLOCKED),
    ],
    ids=["nothing", "confirm", "block", "unread"],
)
def test_a_file_nobody_has_read_is_as_grave_as_a_blocking_finding(found, risk):
    assert found.risk is risk


counts = st.integers(0, 5)
weights = st.builds(
    lambda serial, left, *found: weight(
        serial, remaining=left, unread=found[0], blocks=found[1], confirms=found[2]
    ),
    st.integers(1, 99),
    st.integers(0, 30),
    counts,
    counts,
    counts,
)


@given(st.lists(weights, unique_by=lambda one: one.number), st.randoms())
def test_the_order_does_not_hang_on_how_the_rows_came(some, chance):
    shuffled = list(some)
    chance.shuffle(shuffled)

    assert in_order(*shuffled) == in_order(*some)
