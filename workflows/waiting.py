"""What a stage waits for: the steps it is there for, and those that may merely be taken."""

from __future__ import annotations

from workflows.model import Procedure, Step
from workflows.words import Act


def asked(procedure: Procedure, stage: str) -> tuple[Step, ...]:
    """Return the steps that a stage asks of people, in the order of the table.

    1. Those that do an act in law, other than asking whether the law applies at all.
    2. Where there is none, those of this stage alone by which nothing is undone.
    3. Where there is none, those of this stage alone.
    """
    by_people = [step for step in procedure.steps_from(stage) if step.automatic is None]
    own = [step for step in by_people if len(step.origins) == 1]
    acts = [step for step in by_people if step.act not in (None, Act.SCOPE)]
    return tuple(acts or [step for step in own if not step.voids] or own)
