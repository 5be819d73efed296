# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""Refusals about a case that is no longer as it was."""

from __future__ import annotations

from dataclasses import dataclass

from review.domain.errors import SameOriginal
from review.domain.refusal import Conflict, Unfit
from review.domain.vocabulary import Availability, DisposalKind


@dataclass(eq=False, repr=False, kw_only=True)
class RulesChanged(Conflict):
    """保密审查之后规则库已经变更，不能据原审查发布：审查时为 {checked}，现为 {now}。

    请由审批人撤销决定、退回办理；再通过保密审查时，系统按现行规则库重新检测。
    """

    checked: str
    now: str


class RulesChangedAgain(Conflict):
    """重新检测的时候规则库又有变更，没有办理。

    请再办一次，系统按最新的规则库检测。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class NotScreenedToday(Conflict):
    """文件“{file}”按现行规则库检测不了，不能通过保密审查。

    原件缺失或者被改动的，请查明原因，提交修改稿；检测程序出错的，请稍后再办。
    """

    file: str


class TitleOutThere(Conflict):
    """本件已经公开，标题不能直接改动。

    请先撤下，再重新立案、改正标题、重新审查。
    """


class NothingLeft(Conflict):
    """本件已经涉密拦截，文件已全部销毁，不能阅看，也不能重新立案。

    内容须公开的，请另行起草、去除涉密内容，作为新件报送。
    """


class HeadStaysAsked(Conflict):
    """本件已有人提出须报主要领导，不能再取消。

    请报主要领导决定；认为不必报的，写明意见后一并报送。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class StaleDisposal(Conflict):
    """您看到的处置已被更改，没有复签：现为第{number}次处置“{kind.label}”，由{by}作出。

    请刷新后核对现在的处置和理由，再决定是否复签。
    """

    number: int
    kind: DisposalKind
    by: str


class CheckStands(Conflict):
    """保密审查已经通过，审查所依据的疑点处置和阅看记录不能再改。

    确需改动的，请先由审批人退回或者撤销，重新审查时再办。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class StoredWordUnknown(Conflict):
    """数据库中有一处不是词表里的值，可能被人改动过，没有办理；该处只能是：{known}。

    请停止办理，立即告知系统管理员用 xianshen doctor 查明是哪一处。
    """

    known: tuple[str, ...]


@dataclass(eq=False, repr=False, kw_only=True)
class SameOriginalElsewhere(SameOriginal):
    """同样的正文本机关已经收过，由{section}承办，您无权查看。

    请与{section}联系；一件公文只审查一次。
    """

    section: str
    case: str = ""
    paper: str = ""


@dataclass(eq=False, repr=False, kw_only=True)
class NotPublic(Conflict):
    """本件现在是“{availability.label}”，没有可以撤下的。

    已经撤下的，须由另一人确认；办理情况见该件的办理经过。
    """

    availability: Availability


class NothingToCut(Unfit):
    """没有写明要删去哪些疑点，本件的文件里也没有处置为“删减”的疑点。

    请从疑点清单中选取；标题里的疑点不能这样删去，请在提交修改稿时改正标题。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class NoCleanCopy(Unfit):
    """文件“{file}”的删减稿没有做成：{why}。"""

    file: str
    why: str
