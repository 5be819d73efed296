"""Moving a case in one stroke: everything a step changes, gathered first, written in order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import CursorResult, inspect, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import SQLModel, col

from review.commands import Caller
from review.domain.errors import (
    StaleCase,
)
from review.domain.vocabulary import Act, DisclosureMode
from review.services.cases import document_of, procedure_of, stage_due_on
from review.services.entries import who
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.commitments import said_in_step
from review.storage.ledger import Change, append
from review.storage.rows import (
    ActRow,
    CaseRow,
    DocumentRow,
    OutboxRow,
    StatementRow,
    StepRow,
    VersionRow,
)
from workflows.engine import Actor
from workflows.model import Step


@dataclass(slots=True, kw_only=True)
class Move:
    """Everything one step changes, gathered before anything is written."""

    step: Step
    actor: Actor
    caller: Caller | None
    opinion: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    version: VersionRow | None = None
    mode: DisclosureMode | None = None
    acts: list[ActRow] = field(default_factory=list)
    standing: frozenset[Act] | None = None
    """Acts known to stand before the step; None when nobody looked."""
    statement: StatementRow | None = None
    case_values: dict[str, object] = field(default_factory=dict)
    document_values: dict[str, object] = field(default_factory=dict)
    after: list[SQLModel] = field(default_factory=list)
    """Rows that may only be written once the document has changed: outbox, purge."""


def move(work: Work, case: CaseRow, change: Move) -> None:
    """Take a step: entry, void acts, case, step, acts, statement and document, all or nothing."""
    document = document_of(work, case)
    before, rev = case.stage, case.rev + 1
    row = _step_row(work, case, change, rev=rev)
    seq = append(work.session, _entry(work, case, document, change, row))
    _number(change.after, seq)
    done_anew = tuple(act.act for act in change.acts)  # the earlier one stands no more
    _void(work, case, change, acts=(*change.step.voids, *done_anew))
    _advance(work, case, change)
    work.session.add(row)
    for act in change.acts[:-1]:
        work.session.add(act)
        work.session.flush()  # each act is judged beside those before it
    work.session.add_all(change.acts[-1:])
    if change.statement is not None:
        change.statement.rev = rev
        work.session.add(change.statement)
    if change.document_values:
        work.session.flush()
        _change_document(work, document, change.document_values)
    work.session.add_all(change.after)
    work.session.flush()
    assert row.from_stage == before  # noqa: S101  # the trail tells where the case came from


def _number(rows: list[SQLModel], seq: int) -> None:
    """Tell messages by which entry they were asked for: by it, not by a clock, they are ordered."""
    for row in rows:
        if isinstance(row, OutboxRow):
            row.seq = seq


def act_row(work: Work, case: CaseRow, change: Move, *, act: Act, version: VersionRow) -> ActRow:
    """Return the row of an act by the actor of a move, on these very bytes."""
    return ActRow(
        agency_id=case.agency_id,
        case_id=case.id,
        document_id=case.document_id,
        version_id=version.id,
        manifest=version.manifest,
        act=act,
        person_id=change.actor.person,
        principal_id=change.actor.principal,
        mode=change.mode,
        ruleset=version.ruleset,
        procedure_digest=case.procedure_digest,
        opinion=change.opinion,
        at=work.now,
    )


def _step_row(work: Work, case: CaseRow, change: Move, *, rev: int) -> StepRow:
    return StepRow(
        id=new_id(),
        agency_id=case.agency_id,
        case_id=case.id,
        rev=rev,
        action=change.step.action,
        from_stage=case.stage,
        to_stage=change.step.target,
        version_id=change.version.id if change.version else case.version_id,
        person_id=None if change.caller is None else change.actor.person,
        principal_id=change.actor.principal,
        opinion=change.opinion,
        inputs=json.dumps(dict(change.inputs), ensure_ascii=False, sort_keys=True),
        token_id=change.caller.token_id if change.caller else None,
        os_account=change.caller.os_account if change.caller else None,
        at=work.now,
    )


def _entry(work: Work, case: CaseRow, document: DocumentRow, change: Move, row: StepRow) -> Change:
    """What the ledger keeps: who, what, which bytes; words only as a salted commitment (H11)."""
    version = change.version or work.session.get_one(VersionRow, case.version_id)
    moves_document = bool(change.document_values)
    return Change(
        agency_id=case.agency_id,
        event=f"case:{change.step.action}",
        subject=f"review_case:{case.id}",
        subject_rev=case.rev + 1,
        at=work.now,
        document_id=document.id if moves_document else None,
        document_rev=document.rev + 1 if moves_document else None,
        body={
            "case": case.id,
            "from": case.stage,
            "to": change.step.target,
            "acts": sorted(act.act.value for act in change.acts),
            "voids": sorted(change.step.voids),
            "effects": sorted(change.step.effects),
            "mode": change.mode.value if change.mode else None,
            "version": version.id,
            "manifest": version.manifest,
            "ruleset": work.means.ruleset.identity,
            "procedure": case.procedure_digest,
            "principal": change.actor.principal,
            "said": said_in_step(row),
            **who(change.caller),
        },
    )


def _void(work: Work, case: CaseRow, change: Move, *, acts: tuple[Act, ...]) -> None:
    if not acts or (change.standing is not None and change.standing.isdisjoint(acts)):
        return
    standing = update(ActRow).where(
        col(ActRow.case_id) == case.id,
        col(ActRow.act).in_(acts),
        col(ActRow.voided_at).is_(None),
    )
    work.session.execute(standing.values(voided_at=work.now))


def _advance(work: Work, case: CaseRow, change: Move) -> None:
    """Write the case if nobody else did meanwhile (compare and swap)."""
    if change.version is not None:
        change.case_values["version_id"] = change.version.id
    procedure = procedure_of(work, case.procedure_digest)
    target = procedure.stages[change.step.target]
    values: dict[str, object] = {
        "stage": target.name,
        "stage_since": work.now,
        "stage_due_on": stage_due_on(work, procedure, target.name, since=work.today),
        "rev": case.rev + 1,
        **change.case_values,
    }
    if target.settled and case.closed_at is None:
        values["closed_at"] = work.now
    _swap(work, CaseRow, case, values)


def _change_document(work: Work, document: DocumentRow, values: dict[str, object]) -> None:
    _swap(work, DocumentRow, document, {**values, "rev": document.rev + 1})


def _swap(
    work: Work,
    table: type[CaseRow | DocumentRow],
    row: CaseRow | DocumentRow,
    values: dict[str, object],
) -> None:
    stored = inspect(table).local_table  # the plain table: nothing in the session is to be matched
    swap = update(stored).where(stored.c.id == row.id, stored.c.rev == row.rev)
    done = work.session.execute(swap.values(**values))
    if cast("CursorResult[Any]", done).rowcount != 1:
        raise StaleCase(expected=row.rev, found=row.rev + 1)
    for name, value in values.items():  # what was written need not be read again
        set_committed_value(row, name, value)
