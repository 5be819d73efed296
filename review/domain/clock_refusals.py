# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""Refusals because of a clock that cannot be true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from review.domain.refusal import Conflict


@dataclass(eq=False, repr=False, kw_only=True)
class ClockAhead(Conflict):
    """不能办理：机器时钟显示{now:%Y-%m-%d}，而定时任务上次运行是{since:%Y-%m-%d}，相隔超过一个月。

    请核对机器时间；时间正确的，由系统管理员或者信息公开专员确认后补办：
    xianshen clock --confirm --by 本人
    """

    since: datetime
    now: datetime


@dataclass(eq=False, repr=False, kw_only=True)
class ClockBack(Conflict):
    """不能办理：机器时钟显示{now:%Y-%m-%d}，早于定时任务上次运行的{since:%Y-%m-%d}。

    请校准机器时间；时间正确的，由系统管理员或者信息公开专员确认：
    xianshen clock --confirm --by 本人
    """

    since: datetime
    now: datetime


@dataclass(eq=False, repr=False, kw_only=True)
class ClockMoved(Conflict):
    """评估中途停下：机器时钟从{since:%Y-%m-%d}变为{now:%Y-%m-%d}，与实际经过的时间不符。

    已办的有效。请校准机器时间后再次执行，从停下的地方接着办。
    """

    since: datetime
    now: datetime
