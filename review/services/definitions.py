"""Procedures as definitions: kept whole for ever by hash, and which one new cases follow."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from review.commands import ActivateProcedure, Caller
from review.domain.errors import AlreadyDone, ProcedureUnsafe
from review.domain.vocabulary import Role
from review.services.accounts import must_hold
from review.services.cases import lock
from review.services.entries import enter
from review.services.work import Work
from review.storage.rows import ActiveDefinitionRow, AgencyRow, CaseRow, DefinitionRow
from workflows.loading import load, shipped_procedures
from workflows.model import Procedure
from workflows.proof import prove


def adopt_shipped(work: Work) -> None:
    """Let a new agency's cases follow the procedures this release ships."""
    agency = work.session.scalars(select(AgencyRow)).one()
    for procedure in shipped_procedures().values():
        _activate(work, procedure, agency_id=agency.id, caller=None)


def activate_procedure(work: Work, command: ActivateProcedure, *, caller: Caller) -> int:
    """Make a proved procedure the one new cases follow; return how many run under the old one."""
    must_hold(work, caller, Role.SECURITY_ADMIN)
    lock(work, caller.agency_id)
    procedure = load(command.text)
    violations = prove(procedure)
    if violations:
        raise ProcedureUnsafe(why=violations[0].message)
    active = work.session.get(ActiveDefinitionRow, (caller.agency_id, procedure.name))
    if active is not None and active.digest == procedure.digest:
        raise AlreadyDone
    _activate(work, procedure, agency_id=caller.agency_id, caller=caller)
    return _running(work, procedure.name, agency_id=caller.agency_id)


def _activate(work: Work, procedure: Procedure, *, agency_id: str, caller: Caller | None) -> None:
    session = work.session
    if session.get(DefinitionRow, procedure.digest) is None:
        session.add(
            DefinitionRow(
                digest=procedure.digest,
                name=procedure.name,
                source=procedure.source,
                stored_at=work.now,
            )
        )
        session.flush()
    active = session.get(ActiveDefinitionRow, (agency_id, procedure.name)) or ActiveDefinitionRow(
        agency_id=agency_id, name=procedure.name, digest=procedure.digest, rev=0
    )
    enter(
        work,
        "procedure:activated",
        agency_id=agency_id,
        subject=(f"procedure:{agency_id}:{procedure.name}", active.rev + 1),
        body={"name": procedure.name, "digest": procedure.digest},
        caller=caller,
    )
    active.digest, active.rev = procedure.digest, active.rev + 1
    session.add(active)
    session.flush()


def _running(work: Work, name: str, *, agency_id: str) -> int:
    query = select(col(CaseRow.id)).where(
        col(CaseRow.agency_id) == agency_id,
        col(CaseRow.procedure) == name,
        col(CaseRow.closed_at).is_(None),
    )
    return len(list(work.session.execute(query).scalars()))
