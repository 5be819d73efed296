"""What is faster than reading, and what nobody can say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from review.domain.pacing import QUICKEST, READ, haste
from review.domain.vocabulary import Act


@pytest.mark.parametrize(
    ("seconds", "files", "said"),
    [(0, 1, 0), (QUICKEST - 1, 1, QUICKEST - 1), (QUICKEST, 1, None), (QUICKEST, 2, QUICKEST),
     (2 * QUICKEST, 2, None), (86_400, 3, None), (-5, 1, None), (3, 0, None)],
)  # fmt: skip
def test_each_file_takes_its_time(seconds, files, said):
    assert haste(Act.CHECK, timedelta(seconds=seconds), files=files) == said


def test_nothing_is_said_of_what_is_not_known_or_asks_for_no_reading():
    assert haste(Act.CHECK, None, files=1) is None
    for act in set(Act) - READ:
        assert haste(act, timedelta(0), files=1) is None
