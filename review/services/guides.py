"""The quick guide of a role, read off the procedures in force: what is whose, and how long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from review.commands import Caller
from review.domain.vocabulary import Role
from review.messages import CONSEQUENCES, STOP
from review.services.accounts import roles_of
from review.services.cases import active_procedure
from review.services.open_procedures import open_procedures
from review.services.work import Work
from review.storage.rows import ActiveDefinitionRow
from workflows.model import Procedure, Step
from workflows.words import ADMINISTRATORS

BESIDE = ("reassessment", "takedown")
"""What follows when a paper has been decided on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideLine:
    """One step of this role: from where and to where it leads, what it asks, who may not do it."""

    stages: tuple[tuple[str, int | None], ...]
    """What the stages are called, each with its limit in working days."""
    label: str
    leads_to: str
    needs: tuple[str, ...]
    not_who: tuple[str, ...]
    consequence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideChapter:
    """One procedure, as far as this role has a part in it."""

    label: str
    lines: tuple[GuideLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """Everything a role does in the procedures of its agency."""

    role: Role
    chapters: tuple[GuideChapter, ...]


def guide_of(work: Work, role: Role, *, caller: Caller) -> Guide:
    """Return the guide of a role by the procedures that new cases of this agency follow."""
    procedures = _in_force(work, caller.agency_id)
    chapters = (_chapter(procedure, role) for procedure in procedures)
    return Guide(role=role, chapters=tuple(one for one in chapters if one.lines))


def guided_roles() -> tuple[Role, ...]:
    """Return the roles that have a hand in cases."""
    return tuple(role for role in Role if role not in ADMINISTRATORS and role is not Role.SYSTEM)


def own_guided_roles(work: Work, *, caller: Caller) -> tuple[Role, ...]:
    """Return those of them that this person has."""
    own = roles_of(work.session, caller.person_id)
    return tuple(role for role in guided_roles() if role in own)


def _in_force(work: Work, agency_id: str) -> Iterator[Procedure]:
    for name in (*open_procedures(work, agency_id=agency_id), *BESIDE):
        if work.session.get(ActiveDefinitionRow, (agency_id, name)) is not None:
            yield active_procedure(work, name, agency_id=agency_id)


def _chapter(procedure: Procedure, role: Role) -> GuideChapter:
    steps = (step for step in procedure.steps if role in step.by)
    return GuideChapter(
        label=procedure.label, lines=tuple(_line(procedure, step) for step in steps)
    )


def _line(procedure: Procedure, step: Step) -> GuideLine:
    told = (CONSEQUENCES.get(effect.value) for effect in step.effects)
    stages = (procedure.stages[name] for name in step.origins)
    return GuideLine(
        stages=tuple((stage.label, stage.limit) for stage in stages),
        label=step.label,
        leads_to=procedure.stages[step.target].label,
        needs=tuple(need.label for need in step.needs),
        not_who=tuple(act.label for act in step.different_from),
        consequence="".join(text + STOP for text in told if text),
    )
