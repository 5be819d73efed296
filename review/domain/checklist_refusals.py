# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""Refusals of a check list that is filled in and does not carry a check."""

from __future__ import annotations

from dataclasses import dataclass

from review.domain.refusal import Unfit


@dataclass(eq=False, repr=False, kw_only=True)
class ChecklistUnsure(Unfit):
    """检查清单还有不能确定的，不能通过审查：{items}。

    请征求意见、送法制审核、上报确定，或者退回承办人查明；确定后再答。
    """

    items: tuple[str, ...]


@dataclass(eq=False, repr=False, kw_only=True)
class ChecklistUnexplained(Unfit):
    """检查清单里答了有问题的，还没有写明怎样处理：{items}。

    请在该项后写明怎样处理，例如“已遮盖，见疑点 3”“拟不予公开”。
    """

    items: tuple[str, ...]
