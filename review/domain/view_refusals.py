# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""Refusals about the views of an inbox."""

from __future__ import annotations

from dataclasses import dataclass

from review.domain.refusal import Unfit, Unknown


@dataclass(eq=False, repr=False, kw_only=True)
class ViewUnnamed(Unfit):
    """视图要有一个名称，最长{longest}个字。"""

    longest: int


@dataclass(eq=False, repr=False, kw_only=True)
class ViewsFull(Unfit):
    """一人最多存{most}个视图。

    请先删去不用的视图，再存新的。
    """

    most: int


@dataclass(eq=False, repr=False, kw_only=True)
class NoSuchView(Unknown):
    """没有这个视图。

    视图可能已经删去；请刷新收件箱。
    """
