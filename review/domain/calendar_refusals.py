# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""Refusals about the calendar of working days."""

from __future__ import annotations

from dataclasses import dataclass

from review.domain.refusal import Unfit


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
