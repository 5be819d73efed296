"""What people said so far of how a case should end, and which of its decisions follows them.

Whoever decides may decide otherwise, but never without seeing from whom he differs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlmodel import col

from review.domain.vocabulary import (
    Act,
    DisclosureMode,
    Effect,
    Need,
    Outcome,
    ReassessmentOutcome,
)
from review.messages import APART, PROPOSED, SUGGESTED_BY, SYSTEM
from review.services.person_names import Names
from review.services.statements import comes_to
from review.services.views import StatementView
from review.services.work import Work
from review.storage.rows import ActRow, CaseRow, StepRow
from workflows.model import Procedure, Step

OUTCOMES: Mapping[DisclosureMode, Outcome] = {
    DisclosureMode.PROACTIVE: Outcome.IN_FULL,
    DisclosureMode.ON_REQUEST: Outcome.ON_REQUEST,
    DisclosureMode.WITHHELD: Outcome.WITHHELD,
}
AS_DECIDED: Mapping[ReassessmentOutcome, str] = {
    ReassessmentOutcome.PROACTIVE: Outcome.IN_FULL.value
}
_ATTRIBUTING = (
    select(StepRow)
    .join(
        ActRow,
        (col(ActRow.case_id) == col(StepRow.case_id)) & (col(ActRow.rev) == col(StepRow.rev)),
    )
    .where(
        col(StepRow.case_id) == bindparam("case"),
        col(ActRow.act) == Act.ATTRIBUTION,
        col(ActRow.voided_at).is_(None),
        col(StepRow.person_id).is_not(None),
    )
)
OUTWARD = frozenset({Effect.PUBLISH, Effect.CONVERT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """How somebody wants a case to end, and that as it is told."""

    outcome: str
    told: str


def stances(
    work: Work, case: CaseRow, stated: Iterable[StatementView], *, names: Names
) -> tuple[Stance, ...]:
    """Return what every person said that stands, the last said last."""
    of_mode = (
        Stance(
            outcome=OUTCOMES[one.mode].value,
            told=PROPOSED.format(
                by=one.by, role=one.role, kind=one.kind.label, mode=one.mode.label
            ),
        )
        for one in stated
        if not one.is_void and one.by != SYSTEM
    )
    return (*of_mode, *_suggested(work, case, names))


def main_action(
    procedure: Procedure, stage: str, *, said: tuple[Stance, ...], needs_head: bool
) -> str:
    """Return the step that a stage is there for, of several decisions the one that was agreed on.

    Else it is its act, its publishing, or its first.
    """
    steps = [step for step in procedure.steps_from(stage) if step.automatic is None]
    to_head = [step for step in steps if step.act is Act.ENDORSEMENT and needs_head]
    agreed = [step for step in steps if agrees(step, said)]
    acts = [step for step in steps if step.act is not None]
    goes_out = [step for step in steps if not OUTWARD.isdisjoint(step.effects)]
    return next((step.action for step in (*to_head, *agreed, *acts, *goes_out, *steps)), "")


def agrees(step: Step, said: tuple[Stance, ...]) -> bool:
    """Say whether a row decides what was said last."""
    decided = comes_to(step)
    return decided is not None and bool(said) and said[-1].outcome == decided


def differs_from(step: Step, said: tuple[Stance, ...]) -> str:
    """Return who wanted something else than a row decides; empty where nobody did."""
    decided = comes_to(step)
    if decided is None:
        return ""
    return APART.join(one.told for one in said if one.outcome != decided)


def _suggested(work: Work, case: CaseRow, names: Names) -> Iterable[Stance]:
    """Return what a person proposed of a paper that is looked at again, while it stands."""
    for step in work.session.scalars(_ATTRIBUTING, {"case": case.id}):
        word = json.loads(step.inputs).get(Need.OUTCOME)
        if word is not None:
            outcome = ReassessmentOutcome.of(word)
            told = SUGGESTED_BY.format(
                by=names[step.person_id or ""], role=step.role.label, outcome=outcome.label
            )
            yield Stance(outcome=AS_DECIDED.get(outcome, outcome.value), told=told)
