"""Counts as bars."""

from __future__ import annotations

from review.domain.tallies import Tally
from review.web.bars import HEIGHT, bars_of, columns_of


def test_the_tallest_column_fills_the_picture():
    drawn = columns_of([Tally(label="1", count=2), Tally(label="2", count=1)])

    assert [(one.y, one.height) for one in drawn.columns] == [(0, HEIGHT), (HEIGHT / 2, HEIGHT / 2)]


def test_where_nothing_was_counted_all_lie_on_the_ground():
    drawn = columns_of([Tally(label="1", count=0)])

    assert [(one.y, one.height) for one in drawn.columns] == [(HEIGHT, 0)]


def test_the_longest_bar_is_as_long_as_there_is_room():
    assert [bar.length for bar in bars_of([("甲", 4), ("乙", 1)])] == [100, 25]
