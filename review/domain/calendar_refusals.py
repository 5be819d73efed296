# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""Refusals about the calendar of working days."""

from __future__ import annotations

from dataclasses import dataclass

from review.domain.refusal import Forbidden, Unfit


class NoticeIsNoText(Unfit):
    """放假通知不是 UTF-8 文本，没有导入。

    请另存为 UTF-8 后再导入。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class NoticeUnreadable(Unfit):
    """放假通知没有导入：{why}。

    请照 docs/operations.md 写的格式改好后再导入；没有导入任何一天。
    """

    why: str


@dataclass(eq=False, repr=False, kw_only=True)
class NoticesByTheKeeper(Forbidden):
    """放假通知由{keeper}的信息公开专员或者系统管理员导入，没有导入。

    通知全国一致：由管理本系统的机关导入一次，各机关在办件的期限都随之重算。
    """

    keeper: str
