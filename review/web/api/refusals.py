# ruff: noqa: D415 - the docstrings of refusals are sentences that people read; they end with 。
"""What only a program can get wrong: its token, its questions, the form of its JSON."""

from __future__ import annotations

from dataclasses import dataclass

from review.domain.refusal import Forbidden, Refused, Unfit


class TokenWanted(Forbidden):
    """没有提供令牌，没有办理。

    请本人登录后在“令牌”页面领取，写在请求头里：Authorization: Bearer 令牌。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class TooManyAtOnce(Refused):
    """同时提出的请求太多，这一个没有办理，请{seconds}秒后再试。

    请让程序一件办完再办下一件。
    """

    seconds: int


@dataclass(eq=False, repr=False, kw_only=True)
class QuestionUnfit(Unfit):
    """查询条件“{name}”不合要求。

    可以写的见接口说明。
    """

    name: str


class JsonMalformed(Unfit):
    """提交的内容不是合格的 JSON，没有办理。

    须为 UTF-8 的 JSON 对象：键不得重复，层次不得过深，数字不得过大，文字中不得有控制字符。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class ItemUnfit(Unfit):
    """项目“{item}”缺少、多余或者不合要求，没有办理。

    每个接口收哪些项目，见接口说明。
    """

    item: str
