# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""Refusals of what is done beside a procedure."""

from __future__ import annotations

from dataclasses import dataclass

from review.domain.errors import AlreadyDone
from review.domain.refusal import Conflict, Forbidden, Unfit, Unknown
from review.domain.vocabulary import SideVerb


@dataclass(eq=False, repr=False, kw_only=True)
class NobodyNamed(Unfit):
    """没有写明{verb.label}给谁。

    请写明一位或者几位本机关的办理人员。
    """

    verb: SideVerb


@dataclass(eq=False, repr=False, kw_only=True)
class NotToOneself(Unfit):
    """不能{verb.label}给自己。"""

    verb: SideVerb


@dataclass(eq=False, repr=False, kw_only=True)
class SeesNothing(Unfit):
    """{who}看不到本件，不能{verb.label}给这位同志。

    谁能看到哪些公文由角色和科室决定，{verb.label}不扩大知悉范围；请另选一位。
    """

    verb: SideVerb
    who: str


@dataclass(eq=False, repr=False, kw_only=True)
class CopyUnread(AlreadyDone):
    """本件已经抄送{who}，还没有阅知。

    阅知以后可以再抄送。
    """

    who: str


@dataclass(eq=False, repr=False, kw_only=True)
class NoSuchSideAct(Unknown):
    """本件没有编号为{number}、等您{verb.label}的事项。"""

    number: int
    verb: SideVerb


@dataclass(eq=False, repr=False, kw_only=True)
class RemindedToday(AlreadyDone):
    """您今天已经催办过本件。

    一件一天催办一次；急的请当面或者打电话联系办理人。
    """


class NobodyToRemind(Conflict):
    """本件现在不等本机关的人办理，没有可以催办的。"""


class WaitsForYou(Conflict):
    """本件正等您办理，不必催办。"""


class NotWaiting(Forbidden):
    """催办由等结果的人提出：本件的承办人、发起人，或者已经在本件办理过的人。"""


@dataclass(eq=False, repr=False, kw_only=True)
class NotAskedOfYou(Forbidden):
    """本件现在不等您办理，不能{verb.label}。"""

    verb: SideVerb


@dataclass(eq=False, repr=False, kw_only=True)
class BellActs(Conflict):
    """这一环节到期由系统办理，不能{verb.label}。

    有不同意见的，请叫停自动办理，转由人办理。
    """

    verb: SideVerb


@dataclass(eq=False, repr=False, kw_only=True)
class OneOnly(Unfit):
    """{verb.label}一次只能写一位。"""

    verb: SideVerb


@dataclass(eq=False, repr=False, kw_only=True)
class CannotDoIt(Unfit):
    """{who}{why}，不能{verb.label}给这位同志。

    本环节须由有相应角色、没有在本件其他环节办理过的人办理；请另选一位。
    """

    verb: SideVerb
    who: str
    why: str


@dataclass(eq=False, repr=False, kw_only=True)
class HeldAlready(AlreadyDone):
    """本环节已经由{who}办理，不必再转。"""

    who: str


@dataclass(eq=False, repr=False, kw_only=True)
class NobodyElse(Conflict):
    """没有别的人能办理这一环节，不能{verb.label}。"""

    verb: SideVerb


class AnswerFirst(Conflict):
    """别人正等您答复，请先答复，再请别人。"""


@dataclass(eq=False, repr=False, kw_only=True)
class AskedAlready(AlreadyDone):
    """本环节已经请过{who}，还没有答复。

    请等答复，或者收回以后重新请。
    """

    who: str


@dataclass(eq=False, repr=False, kw_only=True)
class ThresholdUnfit(Unfit):
    """须同意的人数应为1至{most}。"""

    most: int


@dataclass(eq=False, repr=False, kw_only=True)
class AnswerUnfit(Unfit):
    """没有写明怎样答复，可填：{allowed}。"""

    allowed: tuple[str, ...]
