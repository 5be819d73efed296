"""The steps of a case, in their order."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlmodel import col

from review.services.work import Work
from review.storage.rows import StepRow
from review.storage.told_once import told_once

_STEPS = select(StepRow).where(col(StepRow.case_id) == bindparam("case")).order_by(col(StepRow.rev))


@told_once
def steps_of(work: Work, case_id: str) -> tuple[StepRow, ...]:
    """Return every step that was taken in a case, its opening first."""
    return tuple(work.session.scalars(_STEPS, {"case": case_id}))
