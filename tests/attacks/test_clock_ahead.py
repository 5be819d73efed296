"""A paper that went out under a clock ahead of time is withdrawn all the same (S41, I8)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from review.commands import OpenCase
from review.storage.rows import OutboxRow
from tests.builders import MORNING, OfficeForTests
from workflows.errors import RequirementsUnmet


@pytest.mark.parametrize("ahead", [timedelta(seconds=3), timedelta(days=30)], ids=str)
def test_a_withdrawal_is_never_overtaken_by_an_earlier_publication(
    bureau: OfficeForTests, ahead: timedelta
):
    """Another node's clock was ahead, or this one's was, and was put right."""
    received = bureau.approved()
    bureau.clock.at = MORNING + ahead
    bureau.step(received.case, "publish", by="chen")
    bureau.office.send()
    bureau.clock.at = MORNING + timedelta(seconds=1)

    bureau.taken_down(received.document)
    bureau.office.send()

    assert received.document is not None
    place = bureau.folder / "published" / received.document
    assert [path.name for path in place.iterdir()] == ["withdrawn.json"]
    (withdrawal,) = bureau.rows(OutboxRow, action="withdraw")
    assert withdrawal.receipt != "superseded"
    (publication,) = bureau.rows(OutboxRow, action="publish")
    assert publication.seq < withdrawal.seq


def test_a_paper_withdrawn_after_a_year_that_never_was_does_not_return(bureau: OfficeForTests):
    """A case opened while the clock stood in another year has the higher number, not the later say.

    The new review was opened under the wrong clock, and the paper withdrawn after it was put right.
    """
    received = bureau.published()
    anew = datetime(2027, 1, 4, 1, 0, tzinfo=UTC)
    bureau.clock.at = anew
    case = bureau.do(OpenCase(document=str(received.document)), by="li").case
    bureau.clock.at = MORNING + timedelta(days=1)
    bureau.taken_down(received.document)
    bureau.step(case, "propose", by="li", mode="主动公开")
    bureau.step(case, "verify", by="wang")
    bureau.step(case, "pass_check", by="zhou")
    bureau.step(case, "decide_in_full", by="gu")

    with pytest.raises(RequirementsUnmet):
        bureau.step(case, "publish", by="chen")
