"""The rows of plain papers that are flagged and assessed, made of those of the first of them.

Making a row anew takes longer than all the rest; of some papers only what names each differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from review.domain.vocabulary import Role
from review.services.agency_rules import ruleset_of
from review.services.cases import (
    active_procedure,
    new_case,
    next_serial,
    numbered,
    opening,
    opening_step,
    stage_due_on,
)
from review.services.messages_asked import deliveries, living_addresses
from review.services.moves import entry_of, step_row
from review.services.plain_papers import Plain
from review.services.reassessing import PROCEDURE, assess_step, rung, told
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.ledger import Change, Link, Row, linked
from workflows.model import Procedure

Values = dict[str, Any]
PER_PAPER = ("id", "serial", "document_id", "version_id", "opened_because")
"""What differs between cases of one day: the procedure publishes nothing, so no due day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """All rows of one paper: its two entries, its case as opened and as assessed, its steps.

    `told` are the messages for whoever is told of every step.
    """

    document_id: str
    number: str
    entries: Sequence[Row]
    case: Values
    steps: Sequence[Values]
    told: Sequence[Values]
    assessed: Values


def made_of(work: Work, papers: Sequence[Plain], *, agency_id: str, after: Link) -> Iterator[Made]:
    """Return the rows of these papers, whose entries follow a link; made as they are asked for.

    The database is asked before the first of them, and no more.
    """
    if not papers:
        return iter(())
    procedure = active_procedure(work, PROCEDURE, agency_id=agency_id)
    writer = _Writer(work, papers[0], procedure, agency_id=agency_id)
    return writer.all_of(papers, after=after)


class _Writer:
    def __init__(self, work: Work, first: Plain, procedure: Procedure, *, agency_id: str) -> None:
        self._work = work
        self._ruleset = ruleset_of(work, agency_id).identity
        self._addresses = living_addresses(work.session, agency_id)
        step = assess_step(procedure)
        before = next_serial(work, agency_id) - 1
        self._case = new_case(work, first.document, procedure, first.version.id, serial=before)
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

    def all_of(self, papers: Sequence[Plain], *, after: Link) -> Iterator[Made]:
        """Yield the rows of one paper after the other."""
        for one in papers:
            made = self._of(one, after=after)
            after = _link(made.entries[-1])
            yield made

    def _of(self, one: Plain, *, after: Link) -> Made:
        case = self._case
        case.id, case.serial = new_id(), case.serial + 1
        case.document_id, case.version_id = one.document.id, one.version.id
        case.opened_because = ",".join(one.because)
        mine: Values = {"case_id": case.id, "version_id": case.version_id}
        self._taken.id = new_id()
        outcome = one.judged.proposed.value
        said = {"swapped": case.id, "assessment": self._said(one), "outcome": outcome}
        return Made(
            document_id=one.document.id,
            number=numbered(case.year, case.serial),
            entries=linked(list(self._changes(one)), after=after),
            case={**self._of_case, **{name: getattr(case, name) for name in PER_PAPER}},
            steps=(
                {**self._of_opened, **mine, "id": new_id()},
                {**self._of_taken, **mine, "id": self._taken.id},
            ),
            told=list(self._messages()),
            assessed={**self._assessed, **said},
        )

    def _changes(self, one: Plain) -> Iterator[Change]:
        work, case = self._work, self._case
        yield opening(work, case, None, role=Role.SYSTEM)
        yield entry_of(
            work,
            case,
            one.document,
            self._change,
            self._taken,
            version=one.version,
            ruleset=self._ruleset,
        )

    def _messages(self) -> Iterator[Values]:
        if not self._addresses:
            return
        for step in (self._opened, self._taken):
            for row in deliveries(
                self._addresses, self._case, rev=step.rev, stage=step.to_stage, at=step.at
            ):
                yield row.model_dump()

    def _said(self, one: Plain) -> str:
        key = (id(one.judged.assessment), one.judged.checked is not None)
        if key not in self._told:
            self._told[key] = told(one.judged)
        return self._told[key]


def _link(entry: Row) -> Link:
    return Link(seq=entry["seq"], sha256=entry["sha256"], sm3=entry["sm3"])
