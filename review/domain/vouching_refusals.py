# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""Refusals about for whom others may vouch."""

from __future__ import annotations

from review.domain.refusal import Unfit


class KeepersNotVouchedFor(Unfit):
    """管理员和审计员只用本系统的口令登录，不能改由统一身份认证或者单位目录证明。

    管着统一身份认证或者目录的人，不能因此成为本系统的管理员。
    """
