"""What a person's roles let him do beside the steps, and which step a stage is there for."""

from __future__ import annotations

from dataclasses import dataclass

from review.commands import Caller
from review.domain.vocabulary import Effect, Role
from review.services.accounts import actor_of
from review.services.cases import procedure_of
from review.services.reopening import WITHDRAWERS
from review.services.views import CaseView
from review.services.ways_out import CHECKERS, COSIGNERS
from review.services.work import Work
from workflows.model import Procedure

DRAFTERS = (Role.DRAFTER,)
OUTWARD = frozenset({Effect.PUBLISH, Effect.CONVERT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """Which forms have a place on this person's page; the services decide all the same."""

    may_dispose: bool
    may_cosign: bool
    may_take_down: bool
    may_draft: bool
    main_action: str


def hands_of(work: Work, view: CaseView, caller: Caller) -> Hands:
    """Return what this person, or for whom he acts today, has the roles for."""
    return Hands(
        may_dispose=_holds(work, caller, CHECKERS),
        may_cosign=_holds(work, caller, COSIGNERS),
        may_take_down=_holds(work, caller, WITHDRAWERS),
        may_draft=_holds(work, caller, DRAFTERS),
        main_action=_main_action(procedure_of(work, view.procedure_digest), view.stage),
    )


def _main_action(procedure: Procedure, stage: str) -> str:
    """Return the step that a stage is there for: its act, else its publishing, else its first."""
    steps = [step for step in procedure.steps_from(stage) if step.automatic is None]
    acts = [step for step in steps if step.act is not None]
    goes_out = [step for step in steps if not OUTWARD.isdisjoint(step.effects)]
    return next((step.action for step in (*acts, *goes_out, *steps)), "")


def _holds(work: Work, caller: Caller, needed: tuple[Role, ...]) -> bool:
    return not actor_of(work, caller, needed=needed).roles.isdisjoint(needed)
