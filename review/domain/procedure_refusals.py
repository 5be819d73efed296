# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""Refusals about which procedure is followed."""

from __future__ import annotations

from dataclasses import dataclass

from review.domain.refusal import Conflict, Forbidden, Unknown


@dataclass(eq=False, repr=False, kw_only=True)
class ProcedureClosed(Forbidden):
    """本机关没有开放流程“{procedure}”供提交公文，可用的有：{open_ones}。

    确需选用的，由安全保密管理员提出启用、审计员或者分管领导确认。
    """

    procedure: str
    open_ones: tuple[str, ...]


@dataclass(eq=False, repr=False, kw_only=True)
class NothingDrafted(Unknown):
    """流程“{procedure}”没有待确认的启用。

    请先由安全保密管理员用 xianshen procedure activate 提出。
    """

    procedure: str


class LastProcedure(Conflict):
    """这是唯一开放的流程，不能停用：停用后无法提交公文。

    请先启用另一流程。
    """


class ProcedureIsNoText(Conflict):
    """流程文件不是 UTF-8 文本，没有提出启用。

    请另存为 UTF-8 后再提交。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class ProcedureUnreadable(Conflict):
    """{why}，没有提出启用。

    请按提示改正后再提交。
    """

    why: str
