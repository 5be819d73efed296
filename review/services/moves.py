"""Moving a case in one stroke: everything a step changes, gathered first, written in order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Insert, insert, update
from sqlmodel import Session, SQLModel, col

from review.commands import Caller, HandedFile
from review.domain.searching import sought_in
from review.domain.vocabulary import Act, DisclosureMode, Role
from review.services.agency_rules import ruleset_of
from review.services.carried_disposals import carry_over
from review.services.case_entries import swap
from review.services.cases import document_of, procedure_of, stage_due_on
from review.services.entries import who
from review.services.messages_asked import tell_of_step
from review.services.papers import store
from review.services.sought import keep_pairs
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.commitments import said_in_step
from review.storage.ledger import Change, append
from review.storage.rows import (
    ActRow,
    CaseRow,
    DocumentRow,
    OutboxRow,
    PurgeRow,
    StatementRow,
    StepRow,
    VersionRow,
)
from review.storage.tables import table_of
from workflows.engine import Actor
from workflows.model import Step

NAMED = ("title", "number")
"""By what a paper is found."""
_INSERTS: Mapping[type[SQLModel], Insert] = {
    kind: insert(table_of(kind)) for kind in (ActRow, OutboxRow, PurgeRow, StatementRow, StepRow)
}


@dataclass(slots=True, kw_only=True)
class Move:
    """Everything one step changes, gathered before anything is written."""

    step: Step
    actor: Actor
    role: Role
    caller: Caller | None
    opinion: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    version: VersionRow | None = None
    files: tuple[HandedFile, ...] = ()
    """The new version that the step brings, and what it is made of."""
    mode: DisclosureMode | None = None
    acts: list[ActRow] = field(default_factory=list)
    standing: frozenset[Act] | None = None
    """Acts known to stand before the step; None when nobody looked."""
    statement: StatementRow | None = None
    case_values: dict[str, object] = field(default_factory=dict)
    document_values: dict[str, object] = field(default_factory=dict)
    after: list[SQLModel] = field(default_factory=list)
    """Rows that are written once the document has changed: outbox, purge."""


def move(work: Work, case: CaseRow, change: Move) -> None:
    """Take a step, all or nothing: its entry, the step and what it brings, at last the case.

    The guards let rows join only while the case still stands at the revision before.
    """
    document, session = document_of(work, case), work.session
    row = step_row(work, case, change)
    entry = entry_of(
        work,
        case,
        document,
        change,
        row,
        version=change.version or session.get_one(VersionRow, case.version_id),
        ruleset=ruleset_of(work, case.agency_id).identity,
    )
    _number(change.after, append(session, entry))
    if change.version is not None:
        store(work, change.version, change.files, caller=change.caller)
    _write(session, row)
    tell_of_step(session, case, rev=row.rev, stage=row.to_stage, at=row.at)
    done_anew = tuple(act.act for act in change.acts)  # the earlier one stands no more
    _void(work, case, change, acts=(*change.step.voids, *done_anew))
    if change.version is not None:
        carry_over(work, case, change.version, caller=change.caller)
    for act in change.acts:
        _write(session, act)  # each is judged beside those before it
    if change.statement is not None:
        _write(session, change.statement)
    if change.document_values:
        _change_document(work, document, change.document_values)
    for one in change.after:
        _write(session, one)
    _advance(work, case, change)


def _write(session: Session, row: SQLModel) -> None:
    """Insert one row now, where it stands in the order; nothing in the session depends on it."""
    session.execute(_INSERTS[type(row)], row.model_dump())


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
        role=change.role,
        rev=case.rev + 1,
        mode=change.mode,
        ruleset=version.ruleset,
        procedure_digest=case.procedure_digest,
        opinion=change.opinion,
        at=work.now,
    )


def step_row(work: Work, case: CaseRow, change: Move) -> StepRow:
    """Return the row of a step that a move takes."""
    return StepRow(
        id=new_id(),
        agency_id=case.agency_id,
        case_id=case.id,
        rev=case.rev + 1,
        action=change.step.action,
        from_stage=case.stage,
        to_stage=change.step.target,
        version_id=change.version.id if change.version else case.version_id,
        person_id=None if change.caller is None else change.actor.person,
        principal_id=change.actor.principal,
        role=change.role,
        opinion=change.opinion,
        inputs=json.dumps(dict(change.inputs), ensure_ascii=False, sort_keys=True),
        token_id=change.caller.token_id if change.caller else None,
        os_account=change.caller.os_account if change.caller else None,
        at=work.now,
    )


def entry_of(  # noqa: PLR0913  # each is a part of the entry
    work: Work,
    case: CaseRow,
    document: DocumentRow,
    change: Move,
    row: StepRow,
    *,
    version: VersionRow,
    ruleset: str,
) -> Change:
    """What the ledger keeps: who, what, which bytes; words only as a salted commitment (H11)."""
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
            "haste": next((act.haste for act in change.acts if act.haste is not None), None),
            "voids": sorted(change.step.voids),
            "effects": sorted(change.step.effects),
            "mode": change.mode.value if change.mode else None,
            "version": version.id,
            "manifest": version.manifest,
            "ruleset": ruleset,
            "procedure": case.procedure_digest,
            "principal": change.actor.principal,
            "role": change.role.value,
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
    """Write the case where the step leads."""
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
    swap(work, CaseRow, case, values)


def _change_document(work: Work, document: DocumentRow, values: dict[str, object]) -> None:
    is_renamed = bool(values.keys() & {*NAMED})
    if is_renamed:
        title, number = (values.get(one, getattr(document, one)) for one in NAMED)
        values["sought"] = sought_in(str(title), None if number is None else str(number))
    swap(work, DocumentRow, document, {**values, "rev": document.rev + 1})
    if is_renamed:
        keep_pairs(work.session, document)
