"""The hours in the ledger follow one another, as far as those who write them stood in line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from review.services.complaints import Complaint, complaint
from review.services.work import Work
from review.storage.rows import LedgerEntryRow

IN_LINE = timedelta(days=1)
"""So much earlier than the entry before it one may be, and no clock went back.

Who writes looks at the clock, then stands in line; a round looks where it begins, and people
write between its batches.
"""


def went_back(work: Work) -> Iterator[Complaint]:
    """Complain of each entry before which the clock went back (I10)."""
    before = aliased(LedgerEntryRow)
    query: Select[int, datetime, datetime] = (
        select(col(LedgerEntryRow.seq), col(LedgerEntryRow.at), col(before.at).label("was"))
        .join(
            before,
            (col(before.agency_id) == col(LedgerEntryRow.agency_id))
            & (col(before.seq) == col(LedgerEntryRow.seq) - 1),
        )
        .where(col(LedgerEntryRow.at) < col(before.at))
    )
    for row in work.session.execute(query, execution_options={"yield_per": 1000}):
        if row.was - row.at > IN_LINE:
            yield complaint("I10", f"ledger_entry:{row.seq}", "clock_went_back")
