# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""What is refused to programs: keys that do not do, addresses that nobody may be told at."""

from __future__ import annotations

from dataclasses import dataclass

from review.domain.refusal import Unfit


@dataclass(eq=False, repr=False, kw_only=True)
class KeyWanted(Unfit):
    """没有写明 Idempotency-Key，没有办理。

    每一次要办的事用一个自己的键（1至{longest}个英文字母、数字和 . _ : -），重试时键和内容都不变，
    就不会重复办理。
    """

    longest: int


class KeyUsedOtherwise(Unfit):
    """这个 Idempotency-Key 已经用来办了另一件事，没有办理。

    重试须与原来的内容完全相同；要办别的，请换一个键。
    """
