# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""Refusals of who comes by another sign-in."""

from __future__ import annotations

from review.domain.refusal import Conflict, Forbidden


class ProviderFails(Conflict):
    """统一身份认证现在用不了，没有登录。

    请用本系统的用户名和口令登录；一直用不了的，请系统管理员按运维手册查看。
    """


class ProviderDenied(Forbidden):
    """没有登录：统一身份认证没有通过，或者本系统里没有您可以这样登录的账号。

    账号由本机关的系统管理员建立并逐人指定，用户名须与统一身份认证的一致；管理员和审计员只用本系统的口令登录。
    """
