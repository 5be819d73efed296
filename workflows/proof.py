"""The proof that a procedure is safe: every way through it is walked, none breaks the law.

What is proved: nothing is published without attribution, check and decision (and section review,
where there is one) done after the last change of the content, by different people in different
roles; nothing is published while a finding is open, a file unread or a byte another, and neither
the check nor the decision that leads there looks away; who checks opened every file; nothing moves
towards publishing by itself except under a standing authorisation; what was taken down does not
come back; every stage is reached, every case can end and an ended one stays so.
A flaw is shown with the shortest way to it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from workflows.histories import MACHINE, NOBODY, PROTECTED, Move, Space, State, explore
from workflows.model import Procedure, Step
from workflows.words import PEOPLE, Act, Authority, Flaw, Requirement

_WITHOUT = {
    Act.ATTRIBUTION: Flaw.WITHOUT_ATTRIBUTION,
    Act.SECTION_REVIEW: Flaw.WITHOUT_SECTION_REVIEW,
    Act.CHECK: Flaw.WITHOUT_CHECK,
    Act.DECISION: Flaw.WITHOUT_DECISION,
}
_BY_ONE = {
    frozenset({Act.CHECK, Act.DECISION}): Flaw.CHECK_AND_DECISION_BY_ONE,
    frozenset({Act.ATTRIBUTION, Act.CHECK}): Flaw.ATTRIBUTION_AND_CHECK_BY_ONE,
    frozenset({Act.ATTRIBUTION, Act.DECISION}): Flaw.ATTRIBUTION_AND_DECISION_BY_ONE,
    frozenset({Act.ATTRIBUTION, Act.SECTION_REVIEW}): Flaw.ATTRIBUTION_AND_SECTION_REVIEW_BY_ONE,
    frozenset({Act.SECTION_REVIEW, Act.CHECK}): Flaw.SECTION_REVIEW_AND_CHECK_BY_ONE,
    frozenset({Act.SECTION_REVIEW, Act.DECISION}): Flaw.SECTION_REVIEW_AND_DECISION_BY_ONE,
}
_ABOUT_PEOPLE = frozenset({*_BY_ONE.values(), Flaw.TAKEDOWN_UNCONFIRMED})
_LOOKED_AWAY = {
    Requirement.BYTES_UNCHANGED: Flaw.BYTES_NOT_COMPARED,
    Requirement.FINDINGS_DISPOSED: Flaw.FINDINGS_LEFT_OPEN,
    Requirement.FILES_CHECKED: Flaw.FILES_LEFT_UNREAD,
}
"""What the check and the publishing ask for, and what is missing where they do not."""
_AUTHORISED_ACTS = (Act.ATTRIBUTION, Act.CHECK, Act.DECISION)
_AUTHORISED_REQUIRES = frozenset(
    {
        Requirement.ELIGIBLE,
        Requirement.SCREENING_CLEAR,
        Requirement.PERSON_CHECKED,
        Requirement.AUTHORISED,
        Requirement.SIGNATORY_INDEPENDENT,
        Requirement.BYTES_UNCHANGED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A flaw, the shortest way to it (empty where no way leads to a stage), and both in Chinese."""

    kind: Flaw
    path: tuple[Step, ...]
    message: str


def prove(procedure: Procedure) -> tuple[Violation, ...]:
    """Return one violation for each flaw of the procedure; none means that it is safe."""
    space = explore(procedure)
    found: dict[Flaw, Violation] = {}
    of_rows = {
        (step.action, step.origins): _flaws_of_row(procedure, step) for step in procedure.steps
    }
    for move in space.moves:
        of_row = of_rows[move.step.action, move.step.origins]
        for flaw in (*_flaws_of(procedure, move, space.acts), *of_row):
            if flaw not in found:
                found[flaw] = _violation(procedure, flaw, (*space.way_to(move.before), move), space)
    for violation in (*_unreachable(procedure, space), *_dead_end(procedure, space)):
        found.setdefault(violation.kind, violation)
    return tuple(found[flaw] for flaw in Flaw if flaw in found)


def route(procedure: Procedure, path: tuple[Step, ...]) -> str:
    """Tell a way in the office's words: 源头认定 —提出公开属性并送审（承办人）→ 科室审核."""
    return _route(procedure, path, ("",) * len(path))


def _route(procedure: Procedure, path: tuple[Step, ...], people: tuple[str, ...]) -> str:
    told = procedure.stages[procedure.start].label
    for step, person in zip(path, people, strict=True):
        roles = "／".join(role.label for role in step.by)
        who = f"{roles} {person}" if person else roles
        told += f" —{step.label}（{who}）→ {procedure.stages[step.target].label}"
    return told


def _flaws_of(procedure: Procedure, move: Move, acts: tuple[Act, ...]) -> Iterator[Flaw]:
    """Judge one move by what stood while it was made."""
    if move.step.publishes:
        yield from _flaws_of_publishing(procedure, move, acts)
    if _moves_by_itself(procedure, move) and not _is_authorised(move.step):
        yield Flaw.AUTOMATIC_WITHOUT_AUTHORISATION
    here, there = procedure.stages[move.before.stage], procedure.stages[move.after.stage]
    if here.settled and (move.step.publishes or not there.settled):
        yield Flaw.SETTLED_STAGE_LEFT
    if there.settled and _takedown_unconfirmed(dict(zip(acts, move.done.holders, strict=True))):
        yield Flaw.TAKEDOWN_UNCONFIRMED


def _flaws_of_publishing(procedure: Procedure, move: Move, acts: tuple[Act, ...]) -> Iterator[Flaw]:
    held = dict(zip(acts, move.done.holders, strict=True))
    stale = {act for act, is_stale in zip(acts, move.done.stale, strict=True) if is_stale}
    wanted = tuple(act for act in PROTECTED if act in _demanded(procedure))
    if Act.DECISION in stale:
        yield Flaw.CHANGE_AFTER_DECISION
    for act in wanted:
        # When the decision itself is stale, that says it all.
        if held[act] == NOBODY or (act in stale and Act.DECISION not in stale):
            yield _WITHOUT[act]
    for first, second in combinations(wanted, 2):
        if held[first] != NOBODY and held[first] == held[second]:
            yield _BY_ONE[frozenset({first, second})]
    if move.done.taken_down:
        yield Flaw.TAKEN_DOWN_THEN_PUBLISHED


def _flaws_of_row(procedure: Procedure, step: Step) -> tuple[Flaw, ...]:
    """Judge a row by itself: who takes it, and what it looks at."""
    flaws: list[Flaw] = []
    if step.act in _AUTHORISED_ACTS:
        before = _AUTHORISED_ACTS[: _AUTHORISED_ACTS.index(step.act)]
        taken = {role for row in procedure.steps if row.act in before for role in row.by}
        flaws += [Flaw.ROLES_NOT_APART] if taken & set(step.by) else []
    if step.publishes:
        flaws += _looked_away(step, *_asked_of_publishing(step))
    if step.act is Act.CHECK:
        flaws += [] if Requirement.FILES_OPENED in step.requires else [Flaw.FILES_NOT_OPENED]
        deciding = _decisions_to_publish(procedure, after=step.target)
        flaws += _looked_away(step, *(one for one in _LOOKED_AWAY if not _made_good(one, deciding)))
    return tuple(flaws)


def _asked_of_publishing(step: Step) -> tuple[Requirement, ...]:
    """People answer for findings and files; the clock publishes only what today's rules clear."""
    return tuple(_LOOKED_AWAY) if step.automatic is None else (Requirement.BYTES_UNCHANGED,)


def _made_good(requirement: Requirement, deciding: tuple[Step, ...]) -> bool:
    """Every decision after the check asks for it instead."""
    return bool(deciding) and all(requirement in row.requires for row in deciding)


def _looked_away(step: Step, *asked: Requirement) -> list[Flaw]:
    return [_LOOKED_AWAY[one] for one in asked if one not in step.requires]


def _decisions_to_publish(procedure: Procedure, *, after: str) -> tuple[Step, ...]:
    """The decisions reached without another check from a stage, after which one may publish."""
    leads = _distances(procedure)
    near, seen = deque([after]), {after}
    found: list[Step] = []
    while near:
        for row in procedure.steps_from(near.popleft()):
            if row.act is Act.CHECK:
                continue
            if row.act is Act.DECISION and row.target in leads:
                found.append(row)
            if row.target not in seen:
                seen.add(row.target)
                near.append(row.target)
    return tuple(found)


def _demanded(procedure: Procedure) -> frozenset[Act]:
    """Three acts always; the section's review where the procedure has one."""
    has_section = any(step.act is Act.SECTION_REVIEW for step in procedure.steps)
    return frozenset(PROTECTED if has_section else _AUTHORISED_ACTS)


def _takedown_unconfirmed(held: Mapping[Act, int]) -> bool:
    """A takedown stands that nobody, or the same person, confirmed."""
    taker = held[Act.TAKEDOWN]
    return taker != NOBODY and held[Act.CONFIRMATION] in (NOBODY, taker)


def _moves_by_itself(procedure: Procedure, move: Move) -> bool:
    """An automatic step publishes, speaks for people, ends before publishing, or passes an act."""
    step, stage = move.step, move.before.stage
    if step.automatic is None:
        return False
    if step.publishes or step.acts:
        return True
    distance = _distances(procedure)
    if distance.get(step.target) == 1:
        return True
    passes_act = any(row.act and not row.automatic for row in procedure.steps_from(stage))
    nearer = distance.get(step.target, len(distance)) < distance.get(stage, len(distance))
    return passes_act and nearer


def _is_authorised(step: Step) -> bool:
    """Three named sources, each another, or these three acts standing; and every condition."""
    sources = {step.sources[act] for act in _AUTHORISED_ACTS if act in step.sources}
    backed = len(sources) == len(_AUTHORISED_ACTS) or (
        not step.sources and set(_AUTHORISED_ACTS) <= set(step.stands_on)
    )
    return (
        step.automatic is Authority.STANDING_AUTHORISATION
        and step.act is None
        and backed
        and set(step.requires) >= _AUTHORISED_REQUIRES
    )


def _distances(procedure: Procedure) -> Mapping[str, int]:
    """How many steps each stage is from publishing, at best; absent where no way leads there."""
    distance: dict[str, int] = {}
    near = deque(origin for step in procedure.steps if step.publishes for origin in step.origins)
    distance.update(dict.fromkeys(near, 1))
    while near:
        stage = near.popleft()
        for step in procedure.steps:
            for origin in step.origins if step.target == stage else ():
                if origin not in distance:
                    distance[origin] = distance[stage] + 1
                    near.append(origin)
    return distance


def _unreachable(procedure: Procedure, space: Space) -> Iterator[Violation]:
    reached = {state.stage for state in space.reached}
    missed = [stage.label for name, stage in procedure.stages.items() if name not in reached]
    if missed:
        flaw = Flaw.UNREACHABLE_STAGE
        yield Violation(kind=flaw, path=(), message=f"{flaw.label}：{'、'.join(missed)}")


def _dead_end(procedure: Procedure, space: Space) -> Iterator[Violation]:
    """Find the nearest state from which no settled stage can be reached, whoever acts."""
    into: dict[State, list[State]] = {}
    for move in space.moves:
        into.setdefault(move.after, []).append(move.before)
    ending = {state for state in space.reached if procedure.stages[state.stage].settled}
    waiting = deque(ending)
    while waiting:
        for before in into.get(waiting.popleft(), ()):
            if before not in ending:
                ending.add(before)
                waiting.append(before)
    stuck = next((state for state in space.reached if state not in ending), None)
    if stuck is not None:
        yield _violation(procedure, Flaw.DEAD_END, space.way_to(stuck), space)


def _violation(procedure: Procedure, flaw: Flaw, way: tuple[Move, ...], space: Space) -> Violation:
    path = tuple(move.step for move in way)
    people = _people(way, space.acts) if flaw in _ABOUT_PEOPLE else ("",) * len(way)
    return Violation(
        kind=flaw, path=path, message=f"{flaw.label}：{_route(procedure, path, people)}"
    )


def _people(way: tuple[Move, ...], acts: tuple[Act, ...]) -> tuple[str, ...]:
    """Give everybody who does an act on this way a name that lasts from state to state."""
    names: dict[Act, str] = {}
    told: list[str] = []
    for move in way:
        known = {
            who: names[act]
            for act, who in zip(acts, move.before.holders, strict=True)
            if act in names and who != NOBODY
        }
        act = move.step.act
        if act is None or act not in acts or move.actor == MACHINE:
            told.append("")
        else:
            fresh = next(name for name in PEOPLE if name not in names.values())
            names[act] = known.get(move.actor, fresh)
            told.append(names[act])
    return tuple(told)
