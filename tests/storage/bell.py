"""Jobs for a bell that tests ring, and the clock they set."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from sqlmodel import col, select

from review.scheduler import Job, Rhythm
from review.storage.rows import JobSlotRow

EVENING = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)  # eight in the evening at the office
DAY = timedelta(days=1)


def slots(house, job):
    with house.database.read() as session:
        rows = session.exec(
            select(JobSlotRow).where(col(JobSlotRow.job) == job).order_by(col(JobSlotRow.slot))
        )
        return {row.slot: row.report and json.loads(row.report) for row in rows}


def counting(name="nightly", rhythm=Rhythm.EACH_DAY):
    """Return a job that counts how often it was run."""
    runs = []

    def run(office, _):
        runs.append(office.now())
        return {"runs": len(runs)}

    return Job(name=name, rhythm=rhythm, work=run), runs
