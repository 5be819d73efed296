# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""Refusals about looking again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from review.domain.refusal import Conflict, Unfit, Unknown
from review.domain.vocabulary import Trigger


@dataclass(eq=False, repr=False, kw_only=True)
class NotEntered(Unfit):
    """“{event.label}”由系统推算，不由人登记。

    可以登记的：{allowed}。申请情况请逐件登记申请编号和结果。
    """

    event: Trigger
    allowed: tuple[str, ...]


class SourceMissing(Unfit):
    """没有写明来源的文号或者编号，没有登记。

    外来的事实须有出处：来文文号、信函编号，或者受理登记号。
    """


class RequestUnnumbered(Unfit):
    """没有写明申请编号或者申请人，没有登记。

    请照登记簿填写申请编号；申请人只用来判断是不是同一人，系统不留姓名。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class EnteredOtherwise(Conflict):
    """申请{number}已经登记过，内容与这次不同，没有改动。

    确属登错的，请写明更正理由再登记一次；原来的登记仍保留备查。
    """

    number: str


@dataclass(eq=False, repr=False, kw_only=True)
class NothingToCorrect(Conflict):
    """申请{number}还没有登记，没有可以更正的。

    请去掉更正理由，先登记。
    """

    number: str


@dataclass(eq=False, repr=False, kw_only=True)
class TableUnreadable(Unfit):
    """表格“{name}”读不了，没有办理。

    请存为 .xlsx，或者 UTF-8、GBK 编码的 .csv；加了密码的请先去掉密码。
    """

    name: str


@dataclass(eq=False, repr=False, kw_only=True)
class TableTooLarge(Unfit):
    """表格“{name}”太大，没有办理：一次最多 {rows} 行、{megabytes} MB。

    请分成几个表格，分次办理。
    """

    name: str
    rows: int
    megabytes: int


@dataclass(eq=False, repr=False, kw_only=True)
class ColumnsMissing(Unfit):
    """表格“{name}”的第一行缺少这些栏目：{missing}。

    第一行须是栏目名称，可用的栏目：{known}。
    """

    name: str
    missing: tuple[str, ...]
    known: tuple[str, ...]


@dataclass(eq=False, repr=False, kw_only=True)
class CampaignPeriodUnfit(Unfit):
    """年度评估的起止日期不合适：须在{first}至{last}之间，起日不晚于止日。

    三月底前须完成审查评估；止日晚于{last}的，来不及完成。
    """

    first: date
    last: date


@dataclass(eq=False, repr=False, kw_only=True)
class CampaignThere(Conflict):
    """{year}年的年度评估已经制定方案，不能再制定一个。

    办理情况见 xianshen reassess report。
    """

    year: int


@dataclass(eq=False, repr=False, kw_only=True)
class NoSuchCampaign(Unknown):
    """还没有{year}年的年度评估方案。

    请由信息公开专员先制定方案（xianshen reassess plan）。
    """

    year: int


@dataclass(eq=False, repr=False, kw_only=True)
class CampaignUnfinished(Conflict):
    """年度评估还不能办结：{pending}件还没有结论（{told}）。

    请先办完；到期未办的见逾期清单。
    """

    pending: int
    told: tuple[str, ...]


class CampaignUnbalanced(Conflict):
    """年度评估的应评件数与各种结论之和不相等，不能办结。

    请系统管理员运行 xianshen doctor 查明。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class NobodyOfThatName(Unknown):
    """本机关没有用户名为“{login}”的在职人员。"""

    login: str
