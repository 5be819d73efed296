"""Limits and extensions that nobody can grant."""

from __future__ import annotations

from datetime import date

import pytest

from workflows.clock_events import (
    EventFault,
    EventsMalformed,
    Extend,
    Limit,
    LimitFault,
    LimitMalformed,
    Resume,
)


@pytest.mark.parametrize("days", [0, -1, 1001])
def test_no_law_gives_no_days_or_years_of_them(days):
    with pytest.raises(LimitMalformed, match="天数应在 1 到 1000 之间") as refusal:
        Limit(days=days)

    assert refusal.value.fault is LimitFault.OUT_OF_RANGE


def test_an_extension_gives_at_least_a_day():
    with pytest.raises(LimitMalformed):
        Extend(on=date(2024, 7, 1), days=0, approver="顾平")


def test_an_extension_that_nobody_approved_is_none():
    with pytest.raises(LimitMalformed, match="须有批准人") as refusal:
        Extend(on=date(2024, 7, 1), days=20, approver=" ")

    assert refusal.value.fault is LimitFault.APPROVER_MISSING


def test_a_refused_event_is_named_with_its_day():
    refusal = EventsMalformed(EventFault.NOT_PAUSED, event=Resume(on=date(2024, 7, 1)))

    assert str(refusal) == "2024-07-01“恢复计时”之前没有暂停计时"
