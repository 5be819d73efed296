"""The trail of each case walked again: a case stands where its steps led, as the ledger tells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select
from sqlmodel import col

from review.domain.vocabulary import Effect
from review.services.cases import procedure_of
from review.services.complaints import Complaint, complaint
from review.services.conversions import faults_of_conversion
from review.services.work import Work
from review.storage.commitments import committed
from review.storage.rows import CaseRow, DocumentRow, LedgerEntryRow, OutboxRow, StepRow
from review.storage.scrubbed import NO_FIELDS, NO_WORDS
from workflows.model import Step

BATCH = 1000
OPENED = "open"


COLUMNS: tuple[Any, ...] = (
    col(CaseRow.id).label("case_id"),
    col(CaseRow.procedure_digest),
    col(CaseRow.stage),
    col(CaseRow.document_id),
    col(StepRow.id).label("step_id"),
    col(StepRow.action),
    col(StepRow.from_stage),
    col(StepRow.to_stage),
    col(StepRow.version_id),
    col(StepRow.person_id),
    col(StepRow.role),
    col(StepRow.opinion),
    col(StepRow.inputs),
    col(StepRow.at),
    col(LedgerEntryRow.body),
    col(DocumentRow.intercepted_at),
)


@dataclass(slots=True, kw_only=True)
class Trail:
    """One case while its steps are walked."""

    case: str
    digest: str
    stage: str
    document: str
    at: str | None = None
    """Where the steps walked so far have led."""
    published: int = 0
    converted_at: datetime | None = None
    held_at: datetime | None = None
    faults: list[tuple[str, str]] | None = None

    def blame(self, invariant: str, fault: str) -> None:
        """Note a fault once."""
        self.faults = self.faults or []
        if (invariant, fault) not in self.faults:
            self.faults.append((invariant, fault))


def unlike_their_trails(work: Work, *, document: str | None = None) -> Iterator[Complaint]:
    """Walk the trails of all cases, or of those of one paper."""
    for _, rows in groupby(_steps(work, document), key=lambda row: row.case_id):
        trail = _walked(work, list(rows))
        _count_messages(work, trail)
        if trail.converted_at is not None:
            for fault in faults_of_conversion(
                work, trail.case, held_at=trail.held_at, converted_at=trail.converted_at
            ):
                trail.blame("I7", fault)
        for invariant, fault in trail.faults or ():
            yield complaint(invariant, f"review_case:{trail.case}", fault)


def _steps(work: Work, document: str | None) -> Iterator[Row[Any]]:
    query = _all_steps() if document is None else _steps_of_one()
    return iter(
        work.session.execute(query, {"document": document}, execution_options={"yield_per": BATCH})
    )


@cache
def _steps_of_one() -> Select[Any]:
    return _all_steps().where(col(CaseRow.document_id) == bindparam("document"))


@cache
def _all_steps() -> Select[Any]:
    of_case = (
        (col(LedgerEntryRow.agency_id) == col(CaseRow.agency_id))
        & (col(LedgerEntryRow.subject) == "review_case:" + col(CaseRow.id))
        & (col(LedgerEntryRow.subject_rev) == col(StepRow.rev))
    )
    return (
        select(*COLUMNS)
        .join(StepRow, col(StepRow.case_id) == col(CaseRow.id))
        .join(DocumentRow, col(DocumentRow.id) == col(CaseRow.document_id))
        .outerjoin(LedgerEntryRow, of_case)
        .order_by(col(CaseRow.id), col(StepRow.rev))
    )


def _walked(work: Work, rows: list[Row[Any]]) -> Trail:
    first = rows[0]
    trail = Trail(
        case=first.case_id,
        digest=first.procedure_digest,
        stage=first.stage,
        document=first.document_id,
    )
    for row in rows:
        _walk(work, trail, row)
    if trail.at != trail.stage:
        trail.blame("I9", "stage_unlike_trail")
    return trail


def _walk(work: Work, trail: Trail, row: Row[Any]) -> None:
    """One step on: a row of the procedure, from where the case stood, told by its entry."""
    if not _is_told(row):
        trail.blame("I4", "step_unlike_entry")
    procedure = procedure_of(work, trail.digest)
    if row.from_stage != trail.at:
        trail.blame("I9", "stage_unlike_trail")
    trail.at = row.to_stage
    if row.from_stage is None:
        if (row.action, row.to_stage) != (OPENED, procedure.start):
            trail.blame("I9", "stage_unknown")
        return
    step = next(
        (one for one in procedure.steps_from(row.from_stage) if one.action == row.action), None
    )
    if step is None or step.target != row.to_stage:
        trail.blame("I9", "stage_unknown")
        return
    if row.role not in step.by:
        trail.blame("I9", "role_unlike_row")
    _note(trail, step, row)


def _note(trail: Trail, step: Step, row: Row[Any]) -> None:
    if Effect.HOLD in step.effects:
        trail.held_at = row.at
    if step.publishes:
        trail.published += 1
        if step.automatic is not None or row.person_id is None:
            trail.converted_at = row.at


def _is_told(row: Row[Any]) -> bool:
    """The entry tells the same step: where from, where to, on which bytes, in which words.

    Of an intercepted paper the words went with the bytes.
    """
    if row.body is None:
        return False
    told = json.loads(row.body)["body"]
    if row.from_stage is None:
        opened = (row.to_stage, row.version_id, row.role.value)
        return tuple(told.get(key) for key in ("stage", "version", "role")) == opened
    went = row.intercepted_at is not None and (row.opinion, row.inputs) == (NO_WORDS, NO_FIELDS)
    said = told.get("said") if went else committed(row.step_id, row.opinion, row.inputs)
    wanted = (
        row.from_stage, row.to_stage, row.version_id, row.person_id, row.role.value, said,
    )  # fmt: skip
    keys = ("from", "to", "version", "person", "role", "said")
    return tuple(told.get(key) for key in keys) == wanted


def _count_messages(work: Work, trail: Trail) -> None:
    """Every decision that published asked each channel once (I6)."""
    if not trail.published:
        return
    asked = select(func.count(), func.count(col(OutboxRow.channel).distinct())).where(
        col(OutboxRow.document_id) == trail.document,
        col(OutboxRow.case_id) == trail.case,
        col(OutboxRow.action) == "publish",
    )
    rows, channels = work.session.execute(asked).one()
    if not rows or rows != channels * trail.published:
        trail.blame("I6", "not_sent")
