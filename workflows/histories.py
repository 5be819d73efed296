"""Every way a case can go: a procedure's states and moves, breadth first.

A state is the stage, who did each standing act, and which of these acts are stale (the content
changed after them). People are told apart, never named: two states that differ only in who is who
are one. Everybody holds every role, so that what keeps two acts apart is the rows alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from workflows.model import Procedure, Step
from workflows.words import Act, Effect, Source

NOBODY = 0
MACHINE = -1
RULE = -2

# Numbers that no state holds: states name people from 1, in the order of the acts.
_BEHIND = {
    Source.ELIGIBILITY_RULE: RULE,
    Source.CHECK_ON_RECORD: 101,
    Source.AUTHORISATION_SIGNATORY: 102,
}

PROTECTED = (Act.ATTRIBUTION, Act.SECTION_REVIEW, Act.CHECK, Act.DECISION)
"""The acts of one case that must be different people's, in the order of the office."""


class State(NamedTuple):
    """Where a case is, and what stands: `holders` and `stale` follow the acts of the space."""

    stage: str
    holders: tuple[int, ...]
    stale: tuple[bool, ...]
    taken_down: bool


class Move(NamedTuple):
    """A row taken by somebody in a state; `done` is what stood while its effects took place."""

    before: State
    step: Step
    actor: int
    done: State
    after: State


@dataclass(frozen=True, slots=True)
class Space:
    """All states that can be reached, each with the move by which it was reached first."""

    acts: tuple[Act, ...]
    reached: dict[State, Move | None]
    moves: tuple[Move, ...]

    def way_to(self, state: State) -> tuple[Move, ...]:
        """Return the shortest way from the start."""
        way: list[Move] = []
        move = self.reached[state]
        while move is not None:
            way.append(move)
            move = self.reached[move.before]
        return tuple(reversed(way))


def explore(procedure: Procedure) -> Space:
    """Take every step that the rows allow, in every state, as every person."""
    acts = _telling_acts(procedure)
    leaving = {stage: procedure.steps_from(stage) for stage in procedure.stages}
    start = State(procedure.start, (NOBODY,) * len(acts), (False,) * len(acts), taken_down=False)
    reached: dict[State, Move | None] = {start: None}
    moves: list[Move] = []
    waiting = deque([start])
    while waiting:
        state = waiting.popleft()
        for move in _moves(state, leaving[state.stage], acts):
            moves.append(move)
            if move.after not in reached:
                reached[move.after] = move
                waiting.append(move.after)
    return Space(acts=acts, reached=reached, moves=tuple(moves))


def _telling_acts(procedure: Procedure) -> tuple[Act, ...]:
    """Only acts that a row asks about, or the law does, can make a difference."""
    asked = {act for step in procedure.steps for act in (*step.different_from, *step.stands_on)}
    return tuple(
        act for act in Act if act in asked or act in (*PROTECTED, Act.TAKEDOWN, Act.CONFIRMATION)
    )


def _moves(state: State, steps: Iterable[Step], acts: tuple[Act, ...]) -> Iterator[Move]:
    for step in steps:
        held = dict(zip(acts, state.holders, strict=True))
        if any(held[act] == NOBODY for act in step.stands_on):
            continue
        barred = {held[act] for act in step.different_from}
        for actor in _actors(step, held):
            if actor not in barred:
                yield _move(state, step, actor, acts)


def _actors(step: Step, held: dict[Act, int]) -> tuple[int, ...]:
    """Whoever did something, and somebody new; who it is matters only where an act is done."""
    if step.automatic is not None:
        return (MACHINE,)
    known = sorted({who for who in held.values() if who > NOBODY})
    newcomer = len(known) + 1
    return (*known, newcomer) if step.act in held else (newcomer,)


def _move(state: State, step: Step, actor: int, acts: tuple[Act, ...]) -> Move:
    """Old opinions go stale when the content changes, then acts are done, then others are void."""
    holders = dict(zip(acts, state.holders, strict=True))
    stale = {
        act: was or (step.changes_content and holders[act] != NOBODY)
        for act, was in zip(acts, state.stale, strict=True)
    }
    for act, who in _done_by(step, actor):
        if act in holders:
            holders[act], stale[act] = who, False
    taken_down = state.taken_down or Effect.WITHDRAW_FROM_PUBLIC in step.effects
    done = State(state.stage, tuple(holders.values()), tuple(stale.values()), taken_down)
    for act in step.voids:
        if act in holders:
            holders[act], stale[act] = NOBODY, False
    after = State(step.target, _renumbered(holders.values()), tuple(stale.values()), taken_down)
    return Move(state, step, actor, done, after)


def _done_by(step: Step, actor: int) -> Iterator[tuple[Act, int]]:
    """People behind the sources of an automatic step are people, who may turn up again later."""
    if step.act is not None:
        yield step.act, actor
    for act, source in step.sources.items():
        yield act, _BEHIND[source]


def _renumbered(holders: Iterable[int]) -> tuple[int, ...]:
    """Name people in the order of the acts: only who is the same person matters."""
    names: dict[int, int] = {}
    return tuple(who if who <= NOBODY else names.setdefault(who, len(names) + 1) for who in holders)
