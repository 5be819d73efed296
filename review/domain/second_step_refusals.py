# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""Refusals about the second step of signing in."""

from __future__ import annotations

from review.domain.refusal import Conflict, Forbidden


class CodeWrong(Forbidden):
    """验证码不对、已经用过，或者账号已锁定，没有办理。

    手机上的验证码每30秒换一个，每个只能用一次，请用新的再试；手机不在身边的，用一个恢复码。
    """


class SecondStepDue(Forbidden):
    """按本机关的账号设置方式，须先设置两步验证，才能办理其他事项。

    请登录后按提示设置，或者用 xianshen user second-step 设置。
    """


class SecondStepDemanded(Forbidden):
    """按本机关的账号设置方式，两步验证不能停用。

    换手机的，请系统管理员重置后重新设置。
    """


class SecondStepOn(Conflict):
    """两步验证已经设置好了。

    换手机的，请先停用，再重新设置。
    """


class SecondStepOff(Conflict):
    """这个账号没有设置两步验证。"""


class NothingBegun(Conflict):
    """两步验证的设置没有开始，或者已经过了时间。

    请重新开始设置。
    """


class SealBroken(Conflict):
    """读不出两步验证的密钥，没有办理：本机的密钥文件与数据库不是一套。

    请用恢复码登录，并请系统管理员按运维手册核对密钥文件 keys/second-step.key。
    """
