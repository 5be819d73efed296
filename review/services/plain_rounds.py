"""Flagging and assessing plain papers by the hundred: the same rows as one by one, in fewer words.

Read and judged while nothing is locked; written only if nothing was entered and no midnight passed
meanwhile, else asked again under the lock. Where anything fails, the batch is undone and its papers
go one by one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from loguru import logger
from sqlalchemy import CursorResult, bindparam, func, insert, select, update
from sqlmodel import col

from review.domain.errors import StaleCase
from review.domain.vocabulary import Role
from review.services.agency_rules import ruleset_of
from review.services.cases import (
    active_procedure,
    new_case,
    opening,
    opening_step,
    stage_due_on,
)
from review.services.job_slots import SlotLostError
from review.services.moves import entry_of, step_row
from review.services.plain_papers import Plain, plain_after, plain_again
from review.services.reassessing import PROCEDURE, assess_step, rung, told
from review.services.round_batches import Round
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.ledger import Change, append_all, tip_of
from review.storage.rows import CaseRow, StepRow
from review.storage.tables import table_of
from workflows.model import Procedure

BATCH = 100
Values = dict[str, Any]
PER_PAPER = ("id", "serial", "document_id", "version_id", "opened_because")
"""What differs between the cases of one batch: the procedure publishes nothing, so no due day."""
_CASES = table_of(CaseRow)
_ASSESSED = update(_CASES).where(_CASES.c.id == bindparam("swapped"), _CASES.c.rev == 1)


def flag_plain(round_: Round) -> None:
    """Flag and assess every plain paper that is due; what is left goes one by one."""
    on, agency_id = round_.report.on, round_.agency_id
    after: str | None = ""
    while after is not None:
        with round_.database.read() as session:
            work = round_.work(session)
            seen = (tip_of(session, agency_id)[0], work.today)
            papers, after = plain_after(work, agency_id=agency_id, on=on, after=after, size=BATCH)
            session.expunge_all()
        papers = [one for one in papers if one.document.id not in round_.aside]
        if papers:
            _write(round_, papers, seen=seen)
            round_.progress.goes_on(len(papers))


def _write(round_: Round, papers: list[Plain], *, seen: tuple[int, date]) -> None:
    """One durable commit; a batch that fails leaves no trace but a line in the log.

    They were judged as they were `seen`: at a number of the ledger, on a day.
    """
    with round_.write() as work:
        session = work.session
        if (tip_of(session, round_.agency_id)[0], work.today) != seen:
            ids = [one.document.id for one in papers]
            papers = plain_again(work, ids, agency_id=round_.agency_id, on=round_.report.on)
        try:
            with session.begin_nested():
                cases = _written(work, papers, agency_id=round_.agency_id)
        except SlotLostError:
            raise
        except Exception as error:  # noqa: BLE001  # whatever it is, each is tried by itself
            session.expire_all()
            logger.warning("a batch goes one by one", error=type(error).__name__)
            return
    _count(round_, papers, cases)


def _count(round_: Round, papers: list[Plain], cases: list[Values]) -> None:
    report = round_.report
    for one, case in zip(papers, cases, strict=True):
        report.counts["flagged"] += 1
        report.counts[f"proposed:{one.judged.proposed.value}"] += 1
        report.names(f"{case['year']}-{case['serial']:04d}")


def _written(work: Work, papers: list[Plain], *, agency_id: str) -> list[Values]:
    """Write entries, cases, steps, and the cases as assessed, in the order the guards ask for."""
    if not papers:
        return []
    procedure = active_procedure(work, PROCEDURE, agency_id=agency_id)
    session, made = work.session, _Made()
    writer = _Writer(work, papers[0], procedure, agency_id=agency_id)
    for one in papers:
        writer.write(one, made)
    append_all(session, made.changes)
    session.execute(insert(_CASES), made.cases)
    session.execute(insert(table_of(StepRow)), made.steps)
    done = cast("CursorResult[Any]", session.execute(_ASSESSED, made.assessed))
    if done.rowcount != len(made.cases):
        raise StaleCase(expected=1, found=2)
    return made.cases


@dataclass(frozen=True, slots=True)
class _Made:
    """The rows of a batch, by table, and its entries in their order."""

    changes: list[Change] = field(default_factory=list)
    cases: list[Values] = field(default_factory=list)
    steps: list[Values] = field(default_factory=list)
    assessed: list[Values] = field(default_factory=list)


class _Writer:
    """Makes the rows of one paper after the other out of those of the first.

    Making a row anew takes longer than all the rest; of a batch only what names a paper differs.
    """

    def __init__(self, work: Work, first: Plain, procedure: Procedure, *, agency_id: str) -> None:
        self._work = work
        self._ruleset = ruleset_of(work, agency_id).identity
        step = assess_step(procedure)
        serial = _last_serial(work, agency_id)
        self._case = new_case(work, first.document, procedure, first.version.id, serial=serial)
        if self._case.due_on is not None:
            raise LookupError(procedure.name)  # a day of each paper's own: one by one
        self._change = rung(step, first.judged)
        self._opened = opening_step(work, self._case, None, role=Role.SYSTEM)
        self._taken = step_row(work, self._case, self._change)
        self._of_case, self._of_opened, self._of_taken = (
            row.model_dump() for row in (self._case, self._opened, self._taken)
        )
        self._assessed = {
            "stage": step.target,
            "stage_since": work.now,
            "stage_due_on": stage_due_on(work, procedure, step.target, since=work.today),
            "rev": 2,
        }
        self._told: dict[tuple[int, bool], str] = {}

    def write(self, one: Plain, made: _Made) -> None:
        """Add the rows and the entries of one paper."""
        work, case = self._work, self._case
        case.id, case.serial = new_id(), case.serial + 1
        case.document_id, case.version_id = one.document.id, one.version.id
        case.opened_because = ",".join(one.because)
        mine: Values = {"case_id": case.id, "version_id": case.version_id}
        self._taken.id = new_id()
        made.changes.append(opening(work, case, None, role=Role.SYSTEM))
        made.changes.append(
            entry_of(
                work,
                case,
                one.document,
                self._change,
                self._taken,
                version=one.version,
                ruleset=self._ruleset,
            )
        )
        of_case = {name: getattr(case, name) for name in PER_PAPER}
        made.cases.append({**self._of_case, **of_case})
        made.steps.append({**self._of_opened, **mine, "id": new_id()})
        made.steps.append({**self._of_taken, **mine, "id": self._taken.id})
        outcome = one.judged.proposed.value
        told_ = {"swapped": case.id, "assessment": self._said(one), "outcome": outcome}
        made.assessed.append({**self._assessed, **told_})

    def _said(self, one: Plain) -> str:
        key = (id(one.judged.assessment), one.judged.checked is not None)
        if key not in self._told:
            self._told[key] = told(one.judged)
        return self._told[key]


def _last_serial(work: Work, agency_id: str) -> int:
    query = select(func.max(col(CaseRow.serial))).where(
        col(CaseRow.agency_id) == agency_id, col(CaseRow.year) == work.today.year
    )
    return work.session.scalars(query).one() or 0
