"""Procedures as definitions: kept whole for ever by hash, and which one new cases follow.

One administrator drafts, another person confirms: the chain decides who must sign, so nobody
alone makes it shorter (S65).
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from review.commands import ActivateProcedure, Caller, CloseProcedure, ConfirmProcedure
from review.domain.account_refusals import AnotherMustConfirm
from review.domain.errors import AlreadyDone, NoSuchProcedure, ProcedureUnsafe
from review.domain.procedure_refusals import LastProcedure, NothingDrafted
from review.domain.vocabulary import Role
from review.services.account_rules import rules_in
from review.services.accounts import must_hold
from review.services.cases import lock, procedure_of
from review.services.duties import CONFIRMERS, KEEPERS
from review.services.entries import enter
from review.services.open_procedures import USUAL, open_procedures, reviews_papers
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.rows import (
    ActivationRow,
    ActiveDefinitionRow,
    CaseRow,
    DefinitionRow,
)
from workflows.loading import load, shipped_procedures
from workflows.model import Procedure
from workflows.proof import prove


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """How a definition came to be followed, or to take no more papers."""

    event: str
    caller: Caller | None = None
    draft: ActivationRow | None = None


FOUNDED = By(event="procedure:activated")


def adopt_shipped(work: Work, agency_id: str) -> None:
    """Let a new agency's cases follow the procedures this release ships."""
    for procedure in shipped_procedures().values():
        _store(work, procedure)
        active = ActiveDefinitionRow(
            agency_id=agency_id, name=procedure.name, digest=procedure.digest, rev=0
        )
        is_open = procedure.name == USUAL
        _follow(work, active, FOUNDED, digest=procedure.digest, takes_papers=is_open)


def draft_activation(work: Work, command: ActivateProcedure, *, caller: Caller) -> str:
    """Draft a proved procedure as the one new cases follow; return its name."""
    must_hold(work, caller, *drafters_of(work, caller))
    lock(work, caller.agency_id)
    procedure = load(command.text)
    _refuse_unsafe(procedure)
    active = work.session.get(ActiveDefinitionRow, (caller.agency_id, procedure.name))
    waiting = _waiting(work, procedure.name, agency_id=caller.agency_id)
    if procedure.digest == (waiting.digest if waiting else None) or _is_followed(active, procedure):
        raise AlreadyDone
    if waiting is not None:
        waiting.ended_at = work.now
        work.session.flush()
    _store(work, procedure)
    row = ActivationRow(
        id=new_id(),
        agency_id=caller.agency_id,
        name=procedure.name,
        digest=procedure.digest,
        drafted_by=caller.person_id,
        drafted_at=work.now,
    )
    enter(
        work,
        "procedure:drafted",
        agency_id=row.agency_id,
        subject=(f"activation:{row.id}", 1),
        body={"name": row.name, "digest": row.digest},
        caller=caller,
    )
    work.session.add(row)
    work.session.flush()
    return row.name


def confirm_activation(work: Work, command: ConfirmProcedure, *, caller: Caller) -> int:
    """Let a drafted procedure take effect; return how many cases run under the old one."""
    must_hold(work, caller, *CONFIRMERS)
    lock(work, caller.agency_id)
    draft = _waiting(work, command.procedure, agency_id=caller.agency_id)
    if draft is None:
        raise NothingDrafted(procedure=command.procedure)
    if draft.drafted_by == caller.person_id:
        raise AnotherMustConfirm
    procedure = procedure_of(work, draft.digest)
    _refuse_unsafe(procedure)
    key = (caller.agency_id, procedure.name)
    active = work.session.get(ActiveDefinitionRow, key) or ActiveDefinitionRow(
        agency_id=caller.agency_id, name=procedure.name, digest=procedure.digest, rev=0
    )
    draft.confirmed_by, draft.confirmed_at = caller.person_id, work.now
    work.session.flush()
    _follow(
        work,
        active,
        By(event="procedure:activated", caller=caller, draft=draft),
        digest=procedure.digest,
        takes_papers=reviews_papers(procedure),
    )
    return _running(work, procedure.name, agency_id=caller.agency_id)


def close_procedure(work: Work, command: CloseProcedure, *, caller: Caller) -> None:
    """Take no more papers by a procedure; one administrator may, for it opens nothing."""
    must_hold(work, caller, *drafters_of(work, caller))
    lock(work, caller.agency_id)
    open_ones = open_procedures(work, agency_id=caller.agency_id)
    active = work.session.get(ActiveDefinitionRow, (caller.agency_id, command.procedure))
    if active is None:
        raise NoSuchProcedure(procedure=command.procedure)
    if not active.takes_papers:
        raise AlreadyDone
    if open_ones == (active.name,):
        raise LastProcedure
    by = By(event="procedure:closed", caller=caller)
    _follow(work, active, by, digest=active.digest, takes_papers=False)


def drafters_of(work: Work, caller: Caller) -> tuple[Role, ...]:
    """In 小型单位 one account keeps both offices; elsewhere it is the security administrator's."""
    is_joined = rules_in(work, caller.agency_id).keepers_may_meet
    return tuple(KEEPERS) if is_joined else (Role.SECURITY_ADMIN,)


def _refuse_unsafe(procedure: Procedure) -> None:
    violations = prove(procedure)
    if violations:
        raise ProcedureUnsafe(why=violations[0].message)


def _is_followed(active: ActiveDefinitionRow | None, procedure: Procedure) -> bool:
    """Followed already, and as open as activating would make it."""
    return (
        active is not None
        and active.digest == procedure.digest
        and active.takes_papers == reviews_papers(procedure)
    )


def _waiting(work: Work, name: str, *, agency_id: str) -> ActivationRow | None:
    query = select(ActivationRow).where(
        col(ActivationRow.agency_id) == agency_id,
        col(ActivationRow.name) == name,
        col(ActivationRow.confirmed_at).is_(None),
        col(ActivationRow.ended_at).is_(None),
    )
    return work.session.scalars(query).one_or_none()


def _store(work: Work, procedure: Procedure) -> None:
    if work.session.get(DefinitionRow, procedure.digest) is None:
        row = DefinitionRow(
            digest=procedure.digest,
            name=procedure.name,
            source=procedure.source,
            stored_at=work.now,
        )
        work.session.add(row)
        work.session.flush()


def _follow(
    work: Work, active: ActiveDefinitionRow, by: By, *, digest: str, takes_papers: bool
) -> None:
    """Write which definition is followed, after the entry that tells of it."""
    draft = by.draft
    enter(
        work,
        by.event,
        agency_id=active.agency_id,
        subject=(f"procedure:{active.agency_id}:{active.name}", active.rev + 1),
        body={
            "name": active.name,
            "digest": digest,
            "takes_papers": takes_papers,
            "activation": draft.id if draft else None,
            "drafted_by": draft.drafted_by if draft else None,
        },
        caller=by.caller,
    )
    active.digest, active.takes_papers, active.rev = digest, takes_papers, active.rev + 1
    work.session.add(active)
    work.session.flush()


def _running(work: Work, name: str, *, agency_id: str) -> int:
    query = select(col(CaseRow.id)).where(
        col(CaseRow.agency_id) == agency_id,
        col(CaseRow.procedure) == name,
        col(CaseRow.closed_at).is_(None),
    )
    return len(list(work.session.execute(query).scalars()))
