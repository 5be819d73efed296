"""The engine: what may be done from a stage, and doing it; the only importer of transitions.

The row is found and judged first, so that every refusal is ours and typed; then the library walks
a plain token on one machine shared by all cases of a definition, and must reach the row's target.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from transitions import Machine

from workflows.errors import (
    ActsMissing,
    EngineDisagrees,
    NoSuchStep,
    RequirementsUnmet,
    SamePerson,
    StepHeld,
    StepRefused,
    WrongRole,
)
from workflows.model import Procedure, Step
from workflows.words import Act, Requirement, Role

_NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts, in which roles, and for whom: the deputy and the one deputised both count."""

    person: str
    roles: frozenset[Role]
    principal: str | None = None

    @property
    def persons(self) -> frozenset[str]:
        """Everybody who counts as having acted (four eyes also through substitution)."""
        return frozenset({self.person} if self.principal is None else {self.person, self.principal})


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Why a step waits that its row would let pass, and for whom it does not wait."""

    why: str
    lets: frozenset[str] = _NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What holds of a case now, and who did each of its standing (not void) acts."""

    holds: frozenset[Requirement] = frozenset()
    acted: Mapping[Act, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    drafters: frozenset[str] = _NOBODY
    """Everybody who drafted or changed a version: for four eyes they attributed it too."""
    lacking: Mapping[Requirement, str] = field(default_factory=lambda: MappingProxyType({}))
    """What exactly is missing of a requirement, where there is more to say than its label."""
    held: Mapping[str, tuple[Held, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """What is under way beside the procedure, by the action that waits for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A step from this stage; `refusal` says why it may not be taken now, None that it may."""

    step: Step
    refusal: StepRefused | None


def take(procedure: Procedure, stage: str, action: str, *, actor: Actor, facts: Facts) -> Step:
    """Return the step that the actor takes; raise the refusal if it may not be taken."""
    walk = _walk(procedure)
    step = walk.rows.get((stage, action))
    if step is None:
        raise _no_such_step(procedure, stage, action)
    refusal = _refusal(step, actor, facts)
    if refusal is not None:
        raise refusal
    walk.confirm(step, stage)
    return step


def offered(procedure: Procedure, stage: str, *, actor: Actor, facts: Facts) -> tuple[Offer, ...]:
    """List every step from this stage, each with the refusal that `take` would raise, if any."""
    return tuple(
        Offer(step=step, refusal=_refusal(step, actor, facts))
        for step in _walk(procedure).leaving.get(stage, ())
    )


def role_of(procedure: Procedure, stage: str, step: Step, *, actor: Actor) -> Role:
    """Return in which of his roles an actor takes a step: the one its stage waits for, if any."""
    held = [role for role in step.by if role in actor.roles]
    waited_for = {role for row in procedure.steps_from(stage) if row.acts for role in row.by}
    return next((role for role in held if role in waited_for), held[0])


def bar(step: Step, *, actor: Actor, facts: Facts) -> StepRefused | None:
    """Judge who an actor is: role and four eyes; None where the step may be his to take."""
    if actor.roles.isdisjoint(step.by):
        return WrongRole(needed=step.by)
    persons = actor.persons
    same = tuple(act for act in step.different_from if not persons.isdisjoint(_hands(act, facts)))
    return SamePerson(acts=same) if same else None


def _refusal(step: Step, actor: Actor, facts: Facts) -> StepRefused | None:
    """Judge role, four eyes, what holds it, standing acts and requirements, in this order."""
    barred = bar(step, actor=actor, facts=facts)
    if barred is not None:
        return barred
    for held in facts.held.get(step.action, ()):
        if actor.persons.isdisjoint(held.lets):
            return StepHeld(why=held.why)
    missing = tuple(act for act in step.stands_on if not facts.acted.get(act))
    if missing:
        return ActsMissing(acts=missing)
    unmet = tuple(wanted for wanted in step.requires if wanted not in facts.holds)
    return RequirementsUnmet(unmet=unmet, lacking=facts.lacking) if unmet else None


def _hands(act: Act, facts: Facts) -> frozenset[str]:
    """Everybody whose hands were on an act; a drafter's stay on the paper when the act is void."""
    hands = facts.acted.get(act, _NOBODY)
    return hands | facts.drafters if act is Act.ATTRIBUTION else hands


def _no_such_step(procedure: Procedure, stage: str, action: str) -> NoSuchStep:
    """Name both in the office's words where the procedure knows them."""
    labels = (step.label for step in procedure.steps if step.action == action)
    known = procedure.stages.get(stage)
    ways = {step.label: None for step in procedure.steps_from(stage) if not step.automatic}
    label = known.label if known else stage
    return NoSuchStep(action=next(labels, action), stage=label, known=tuple(ways))


class _Token:
    """What walks: a stage string. The row is written afterwards, by others."""

    def __init__(self, state: str) -> None:
        self.state = state


class _Walk:
    """One definition made ready: its rows by stage and action, and its shared machine."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.rows = {
            (origin, step.action): step for step in procedure.steps for origin in step.origins
        }
        self.leaving = {stage: procedure.steps_from(stage) for stage in procedure.stages}
        # auto_transitions would add to_<stage>() for every stage: a way round the whole table.
        self._machine = Machine(
            model=None,
            states=list(procedure.stages),
            initial=procedure.start,
            transitions=[
                {"trigger": step.action, "source": list(step.origins), "dest": step.target}
                for step in procedure.steps
            ],
            auto_transitions=False,
            send_event=True,
        )

    def confirm(self, step: Step, stage: str) -> None:
        """Let the library walk; a step that it does not take to the row's target is a fault."""
        token = _Token(stage)
        walked = self._machine.events[step.action].trigger(token)
        if not walked or token.state != step.target:
            raise EngineDisagrees(action=step.action, expected=step.target, reached=token.state)


_WALKS: dict[str, _Walk] = {}


def _walk(procedure: Procedure) -> _Walk:
    """One machine a definition, kept by digest: building one takes longer than a hundred steps."""
    walk = _WALKS.get(procedure.digest)
    if walk is None or (walk.procedure is not procedure and walk.procedure != procedure):
        walk = _WALKS[procedure.digest] = _Walk(procedure)
    return walk
