# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""What is refused to programs: keys that do not do, addresses that nobody may be told at."""

from __future__ import annotations

from dataclasses import dataclass

from review.domain.refusal import Conflict, Unfit, Unknown


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


class WebhookUnfit(Unfit):
    """这个回调地址不能用。

    须为 https 地址，不带用户名、口令和 # 部分；本单位内部的主机（可用 http）须先由系统管理员
    写入 XIANSHEN_WEBHOOK_HOSTS。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class TooManyWebhooks(Conflict):
    """本机关已有{most}个回调地址，不能再增加。

    请先停用不再需要的。
    """

    most: int


class NoSuchWebhook(Unknown):
    """没有这个回调地址，或者已经停用。

    编号见 xianshen webhook list。
    """
