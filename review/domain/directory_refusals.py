# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""Refusals of who comes by the directory."""

from __future__ import annotations

from review.domain.refusal import Conflict


class DirectoryFails(Conflict):
    """单位目录现在用不了，没有登录。

    请用本系统的口令登录；一直用不了的，请系统管理员用 xianshen doctor 查看。
    """


class DirectoryLibraryMissing(Conflict):
    """设置了单位目录（XIANSHEN_LDAP_URL），但这台机器上没有装连接它的部分，没有启动。

    Debian、Ubuntu 上请先执行 apt-get install gcc python3-dev libldap-dev libsasl2-dev，
    再执行 pip install 'xianshen[ldap]'；不用单位目录登录的，请去掉这项设置。
    """
