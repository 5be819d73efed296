"""What a step amounts to, told from its row and where it leads: offices name their steps freely."""

from __future__ import annotations

from workflows.model import Procedure, Step
from workflows.words import Act, Effect, Need, Requirement, Role

_BRINGS_IN = frozenset({Need.FILE, Need.ANSWER})


def asks(step: Step) -> bool:
    """Whether a step sends a letter out of the office: to be consulted, or referred up."""
    return Need.ADDRESSEE in step.needs


def answers(step: Step) -> bool:
    """Whether a step enters what came back."""
    return Need.ANSWER in step.needs


def refers_up(procedure: Procedure, step: Step) -> bool:
    """Whether a letter asks for a ruling: that comes as a paper with a number (文号)."""
    return asks(step) and any(Need.NUMBER in row.needs for row in _answers_to(procedure, step))


def sends_back(procedure: Procedure, step: Step, *, origin: str) -> bool:
    """Whether a step returns a paper from this stage to where its mode is proposed (退回).

    Neither a decision that is revoked nor an automatic one that is stopped is a return, nor is
    what the drafter takes back himself, or what brings something in.
    """
    is_settled_on = any(
        row.act is Act.DECISION or Effect.HOLD in row.effects for row in _into(procedure, origin)
    )
    return (
        step.act is None
        and step.automatic is None
        and not step.effects
        and Role.DRAFTER not in step.by
        and _BRINGS_IN.isdisjoint(step.needs)
        and _proposes(procedure, step.target)
        and not _proposes(procedure, origin)
        and not is_settled_on
    )


def archives(procedure: Procedure, step: Step, *, origin: str) -> bool:
    """Whether a step lays a case away (归档): it was settled before, and nothing leads on.

    Closing what is only in the register is none, unless it waits for what the channels answer.
    """
    is_last = procedure.stages[origin].settled and not procedure.steps_from(step.target)
    is_in_register = all(Effect.REGISTER in row.effects for row in _into(procedure, origin))
    waits = Requirement.DELIVERED in step.requires
    return is_last and not step.effects and (waits or not is_in_register)


def _proposes(procedure: Procedure, stage: str) -> bool:
    return any(row.act is Act.ATTRIBUTION for row in procedure.steps_from(stage))


def _into(procedure: Procedure, stage: str) -> list[Step]:
    return [row for row in procedure.steps if row.target == stage]


def _answers_to(procedure: Procedure, letter: Step) -> list[Step]:
    """Return the answers nearest on the ways from where a letter leads, before another is sent."""
    seen: set[str] = set()
    reached = {letter.target}
    while reached:
        rows = [row for stage in sorted(reached) for row in procedure.steps_from(stage)]
        found = [row for row in rows if answers(row)]
        if found:
            return found
        seen |= reached
        reached = {row.target for row in rows if not asks(row)} - seen
    return []
