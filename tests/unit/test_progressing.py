"""How far a round has come, told in words."""

from __future__ import annotations

import pytest

from review.cli.progressing import doing
from review.services.round_progress import Progress


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (None, "正在评估"),
        (0.0, "正在评估（预计还要不到一分钟）"),
        (59.9, "正在评估（预计还要不到一分钟）"),
        (60.0, "正在评估（预计还要 1 分钟）"),
        (3600.0, "正在评估（预计还要 1 小时）"),
        (200_000.0, "正在评估（预计还要 55 小时33 分钟）"),
    ],
)
def test_what_is_left_is_said_in_minutes_and_hours(left, said):
    assert doing(left) == said


def test_what_is_left_follows_from_the_pace_so_far():
    heard: list[int] = []
    progress = Progress(of=300, heard=lambda one: heard.append(one.done))
    assert progress.left(elapsed=5.0) is None

    progress.goes_on(50)
    progress.goes_on(50)

    assert heard == [50, 100]
    assert progress.left(elapsed=10.0) == 20.0
    progress.goes_on(250)  # more came in meanwhile
    assert progress.left(elapsed=10.0) == 0.0


def test_a_rate_is_of_what_was_screened():
    assert Progress().rate == 0.0
    assert Progress(screened=30, seconds=4.0).rate == 7.5
