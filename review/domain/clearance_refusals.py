# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""Refusals about clearances."""

from __future__ import annotations

from review.domain.refusal import Unfit


class ConfirmerMissing(Unfit):
    """没有写明由谁确认不涉密或已解密。

    请填写线下确认的机构或人员；文号是另一项。
    """
