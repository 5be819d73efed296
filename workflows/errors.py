"""Refusals of the engine, and the faults of a definition.

StepRefused
├── NoSuchStep            the action does not lead anywhere from this stage
├── WrongRole             the actor holds none of the roles of the row
├── SamePerson            four eyes: the actor already did an act that must be another's
├── StepHeld              something beside the procedure is under way for which it waits
├── ActsMissing           an act on which the step stands was not done, or is void
└── RequirementsUnmet     facts that must hold do not
ProcedureMalformed        the file is not a procedure
EngineDisagrees           the library walked elsewhere than the row says: a fault, never caught
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workflows.words import Act, Fault, Requirement, Role

_NO_MORE: Mapping[Requirement, str] = MappingProxyType({})


class StepRefused(Exception):
    """An answer, not a fault: the step may not be taken now, and why."""


class NoSuchStep(StepRefused):
    """The action leads nowhere from this stage."""

    def __init__(self, *, action: str, stage: str, known: tuple[str, ...] = ()) -> None:
        """Name the action, the label of the stage, and the labels of what there is instead."""
        more = f"；有的是：{'、'.join(known)}" if known else ""
        super().__init__(f"“{stage}”环节没有“{action}”这一步{more}")
        self.action, self.stage, self.known = action, stage, known


class WrongRole(StepRefused):
    """The actor holds none of the roles of the row."""

    def __init__(self, *, needed: tuple[Role, ...]) -> None:
        """Name the roles that could."""
        super().__init__("应由" + "或".join(role.label for role in needed) + "办理")
        self.needed = needed


class SamePerson(StepRefused):
    """Four eyes: the actor already did an act of this case that must be another person's."""

    def __init__(self, *, acts: tuple[Act, ...]) -> None:
        """Name the acts that stand in the way."""
        done = "、".join(act.label for act in acts)
        super().__init__(f"您已办理本件的{done}，须由他人办理这一步")
        self.acts = acts


class StepHeld(StepRefused):
    """Something beside the procedure is under way for which the step waits."""

    def __init__(self, *, why: str) -> None:
        """Keep who must do what first."""
        super().__init__(why)
        self.why = why


class ActsMissing(StepRefused):
    """An act on which the step stands was not done on these bytes, or is void."""

    def __init__(self, *, acts: tuple[Act, ...]) -> None:
        """Name the acts that are missing."""
        super().__init__("缺少有效的" + "、".join(act.label for act in acts))
        self.acts = acts


class RequirementsUnmet(StepRefused):
    """Facts that must hold do not."""

    def __init__(
        self, *, unmet: tuple[Requirement, ...], lacking: Mapping[Requirement, str] = _NO_MORE
    ) -> None:
        """Name the requirements that are unmet, and what exactly is missing where that is known."""
        more = {one: f"（{lacking[one]}）" for one in unmet if one in lacking}
        super().__init__("；".join(one.label + more.get(one, "") for one in unmet))
        self.unmet = unmet


class ProcedureMalformed(ValueError):
    """The file is not a procedure; the message says in Chinese what is wrong and where."""

    def __init__(self, fault: Fault, *, where: str, word: str = "") -> None:
        """Name the fault, the row in which it stands, and the word at fault."""
        quoted = f"“{word}”" if word else ""
        super().__init__(f"流程定义有误，{where}：{fault.label}{quoted}")
        self.fault, self.where, self.word = fault, where, word


class EngineDisagrees(RuntimeError):
    """The library did not walk to the stage that the row names; nothing may be stored."""

    def __init__(self, *, action: str, expected: str, reached: str) -> None:
        """Name the action and both stages."""
        super().__init__(f"{action}: expected {expected}, reached {reached}")
