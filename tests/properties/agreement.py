"""Where a procedure and what the office says of it differ: in the rows, and in what is answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from tests.properties.reference import Rule
from tests.properties.tables import FOUR_LEVEL, PUBLICATION, TWO_LEVEL, Table
from tests.properties.tables_afterwards import REASSESSMENT, TAKEDOWN
from workflows.engine import Actor, Facts, take
from workflows.errors import StepRefused
from workflows.model import Procedure, Stage, Step
from workflows.words import Act, Requirement, Role

TABLES: Mapping[str, Table] = {
    "publication": PUBLICATION,
    "publication_two_level": TWO_LEVEL,
    "publication_four_level": FOUR_LEVEL,
    "reassessment": REASSESSMENT,
    "takedown": TAKEDOWN,
}
_Key = TypeVar("_Key", str, tuple[str, str])
_NOBODY: frozenset[str] = frozenset()
_ME, _OTHER = frozenset({"me"}), frozenset({"other"})


def differences(procedure: Procedure, table: Table) -> Iterator[str]:
    """Yield every difference in stages, rows and what they demand."""
    if procedure.start != table.start:
        yield f"start: {procedure.start}"
    places = {name: _place(stage) for name, stage in procedure.stages.items()}
    yield from _unlike("stage", places, table.places)
    rows = {(origin, step.action): step for step in procedure.steps for origin in step.origins}
    yield from _unlike(
        "row",
        {key: _demands(step) for key, step in rows.items()},
        {key: _demanded(rule, table, key[1]) for key, rule in table.rows.items()},
    )


def misjudged(procedure: Procedure, table: Table) -> Iterator[str]:
    """Yield every answer of the engine that is not the office's."""
    for stage in table.places:
        for action in sorted({action for _, action in table.rows}):
            rule = table.rows.get((stage, action))
            for role in Role:
                for facts in _situations(rule):
                    actor = Actor(person="me", roles=frozenset({role}))
                    given = _answer(procedure, stage, action, actor=actor, facts=facts)
                    if given != _opinion(rule, role=role, facts=facts):
                        yield f"{stage} {action} by {role.value}: {given}"


def _place(stage: Stage) -> tuple[int | None, str, bool]:
    return stage.limit, stage.clock.value, stage.settled


def _demands(step: Step) -> dict[str, object]:
    return {
        "target": step.target,
        "by": set(step.by),
        "act": step.act,
        "different_from": set(step.different_from),
        "stands_on": set(step.stands_on),
        "requires": set(step.requires),
        "needs": set(step.needs),
        "voids": set(step.voids),
        "changes_content": step.changes_content,
        "effects": list(step.effects),
        "automatic": step.automatic,
        "sources": dict(step.sources),
    }


def _demanded(rule: Rule, table: Table, action: str) -> dict[str, object]:
    return {
        "target": rule.target,
        "by": set(rule.roles),
        "act": rule.act,
        "different_from": set(rule.others),
        "stands_on": set(rule.built_on),
        "requires": set(rule.facts),
        "needs": set(table.forms.get(action, "").split()),
        "voids": set(rule.voids),
        "changes_content": rule.rewrites,
        "effects": [rule.effect] if rule.effect else [],
        "automatic": table.automatic.get(action),
        "sources": dict(table.sources.get(action, {})),
    }


def _unlike(kind: str, here: Mapping[_Key, object], there: Mapping[_Key, object]) -> Iterator[str]:
    for key in sorted(here.keys() | there.keys()):
        if here.get(key) != there.get(key):
            yield f"{kind} {key}: {here.get(key)}, expected {there.get(key)}"


def _situations(rule: Rule | None) -> Iterator[Facts]:
    """Everything holds; nothing does; one fact fails; one act is undone, or one's own."""
    everyone = dict.fromkeys(Act, _OTHER)
    yield Facts()
    yield Facts(holds=frozenset(Requirement), acted=everyone)
    if rule is None:
        return
    for fact in Requirement:
        yield Facts(holds=frozenset(Requirement) - {fact}, acted=everyone)
    for act in Act:
        for people in (_ME, _NOBODY):
            yield Facts(holds=frozenset(Requirement), acted={**everyone, act: people})


def _answer(procedure: Procedure, stage: str, action: str, *, actor: Actor, facts: Facts) -> str:
    try:
        return take(procedure, stage, action, actor=actor, facts=facts).target
    except StepRefused as refusal:
        return type(refusal).__name__


def _opinion(rule: Rule | None, *, role: Role, facts: Facts) -> str:
    if rule is None:
        return "NoSuchStep"
    if role.value not in rule.roles:
        return "WrongRole"
    acted = {act.value: people for act, people in facts.acted.items()}
    if any("me" in acted.get(act, _NOBODY) for act in rule.others):
        return "SamePerson"
    if not all(acted.get(act) for act in rule.built_on):
        return "ActsMissing"
    return (
        rule.target if rule.facts <= {fact.value for fact in facts.holds} else "RequirementsUnmet"
    )
