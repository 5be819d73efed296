"""Which procedures papers may be handed in by: the chain is the office's to choose."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from review.domain.errors import NoSuchProcedure
from review.domain.procedure_refusals import ProcedureClosed
from review.domain.vocabulary import Act, Role
from review.services.cases import active_procedure
from review.services.work import Work
from review.storage.rows import ActiveDefinitionRow
from workflows.model import Procedure

USUAL = "publication"
"""The one procedure by which papers come in before the office opened another."""


def review_procedure(work: Work, name: str | None, *, agency_id: str) -> Procedure:
    """Return the definition by which a drafter's paper is reviewed; no other is his to begin.

    The chain is the office's: a drafter chooses among those that are open, and no other.
    """
    open_ones = open_procedures(work, agency_id=agency_id)
    chosen = name or next(iter(open_ones), USUAL)
    procedure = active_procedure(work, chosen, agency_id=agency_id)
    if not reviews_papers(procedure):
        raise NoSuchProcedure(procedure=chosen)
    if chosen not in open_ones:
        raise ProcedureClosed(procedure=chosen, open_ones=open_ones)
    return procedure


def reviews_papers(procedure: Procedure) -> bool:
    """Say whether a procedure begins with a drafter's paper."""
    first = procedure.steps_from(procedure.start)
    return any(step.act is Act.ATTRIBUTION and Role.DRAFTER in step.by for step in first)


def open_procedures(work: Work, *, agency_id: str) -> tuple[str, ...]:
    """Return the names of the procedures by which papers may be handed in, the usual one first."""
    query = select(col(ActiveDefinitionRow.name)).where(
        col(ActiveDefinitionRow.agency_id) == agency_id, col(ActiveDefinitionRow.takes_papers)
    )
    names = work.session.scalars(query.order_by(col(ActiveDefinitionRow.name)))
    return tuple(sorted(names, key=lambda name: name != USUAL))


def open_choices(work: Work, *, agency_id: str) -> tuple[tuple[str, str], ...]:
    """Return the same with what each is called."""
    return tuple(
        (name, active_procedure(work, name, agency_id=agency_id).label)
        for name in open_procedures(work, agency_id=agency_id)
    )
