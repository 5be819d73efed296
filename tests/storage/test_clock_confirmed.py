"""Who compared the clock says so, and what was held up goes on."""

from __future__ import annotations

import pytest

from review.commands import ConfirmClock
from review.domain.errors import NotYours
from review.domain.vocabulary import Role
from review.services.clock_doubts import Doubt, confirm_clock, doubt
from review.services.heartbeats import BELL, ring


@pytest.mark.parametrize(("days", "why"), [(400, Doubt.AHEAD), (-400, Doubt.BACK)])
def test_an_administrator_says_that_the_clock_is_right(staff, days, why):
    staff.small()
    staff.serves("zhou", Role.OFFICE_REVIEWER)
    with staff.work() as work:
        ring(work.session, job=BELL, now=staff.now)
    staff.later(days=days)
    with staff.reading() as work:
        assert doubt(work).doubt is why

    with pytest.raises(NotYours):
        staff.does("zhou", confirm_clock, ConfirmClock())
    staff.does("guan", confirm_clock, ConfirmClock())

    with staff.reading() as work:
        assert doubt(work) is None


def test_it_is_told_in_the_ledger(staff):
    staff.small()
    staff.does("guan", confirm_clock, ConfirmClock())

    with staff.reading() as work:
        assert doubt(work) is None
    assert staff.ledger_stands()
