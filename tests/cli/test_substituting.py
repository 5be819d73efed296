"""`xianshen user substitute`: who is away names a deputy, for a time."""

from __future__ import annotations

from datetime import timedelta

from review.bootstrap import wall_clock
from review.services.work import SHANGHAI


def test_a_deputy_is_named_for_some_days_and_both_are_told(xianshen, demo_office):
    today = wall_clock().astimezone(SHANGHAI).date()
    later = today + timedelta(days=4)
    days = ("--from", today, "--to", later)

    said = xianshen("user", "substitute", "zhou", "分管领导", *days, "--by", "gu")
    refused = xianshen("user", "substitute", "gu", "分管领导", *days, "--by", "gu")
    past = xianshen(
        *("user", "substitute", "zhou", "分管领导", "--by", "gu"),
        *("--from", today - timedelta(days=2), "--to", later),
    )

    assert (said.code, refused.code, past.code) == (0, 1, 1)
    assert f"{today} 至 {later}" in said.out
    assert "不能请这位人员代理" in refused.err
    assert "从今天或以后起" in past.err
    (line,) = xianshen("user", "substitutions", "--by", "zhou", "--json").told
    assert line == {
        "principal": "顾平",
        "substitute": "周岚",
        "role": "approving_official",
        "first_day": today.isoformat(),
        "last_day": later.isoformat(),
        "is_mine": False,
    }
    assert "周岚" in xianshen("user", "substitutions", "--by", "gu").out
    assert "没有代理" in xianshen("user", "substitutions", "--by", "li").out
