"""One procedure of an agency as a page shows it: drawn, proved, and who runs by it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import col

from review.commands import Caller
from review.domain.errors import NoSuchProcedure
from review.services.accounts import actor_of
from review.services.definitions import drafters_of
from review.services.duties import CONFIRMERS
from review.services.procedure_lines import ProcedureLine, procedures
from review.services.work import Work
from review.storage.rows import CaseRow
from workflows.proof import Violation, prove


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureHands:
    """What somebody may do with procedures; the services decide all the same."""

    drafts: bool
    confirms: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureView:
    """One definition: what it says, whether it is safe, and what runs by it now."""

    line: ProcedureLine
    violations: tuple[Violation, ...]
    running: int
    """Open cases that follow exactly this definition; they finish under it."""
    would_be_old: int
    """Open cases that follow the one it is drafted to replace."""


def own_procedures(work: Work, *, caller: Caller) -> tuple[ProcedureLine, ...]:
    """List the procedures of the caller's agency: followed and drafted."""
    return procedures(work, agency_id=caller.agency_id)


def procedure_view(work: Work, digest: str, *, caller: Caller) -> ProcedureView:
    """Return one definition of the caller's agency; that of another is as if there were none."""
    lines = own_procedures(work, caller=caller)
    line = next((each for each in lines if each.procedure.digest == digest), None)
    if line is None:
        raise NoSuchProcedure(procedure=digest[:12])
    others = {
        each.procedure.digest
        for each in lines
        if each.is_active and each.procedure.name == line.procedure.name
    } - {digest}
    return ProcedureView(
        line=line,
        violations=tuple(prove(line.procedure)),
        running=_running(work, caller, {digest}),
        would_be_old=_running(work, caller, others),
    )


def procedure_hands(work: Work, *, caller: Caller) -> ProcedureHands:
    """Return what somebody may do with procedures."""
    own = actor_of(work, caller).roles
    return ProcedureHands(
        drafts=not own.isdisjoint(drafters_of(work, caller)),
        confirms=not own.isdisjoint(CONFIRMERS),
    )


def _running(work: Work, caller: Caller, digests: set[str]) -> int:
    query = select(func.count()).where(
        col(CaseRow.agency_id) == caller.agency_id,
        col(CaseRow.procedure_digest).in_(digests),
        col(CaseRow.closed_at).is_(None),
    )
    return work.session.scalars(query.select_from(CaseRow)).one()
