# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""Refusals about agencies, their sections, and under what the public finds their papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from review.domain.refusal import Conflict, Forbidden, Unfit, Unknown


@dataclass(eq=False, repr=False, kw_only=True)
class NameUnfit(Unfit):
    """这个名称不能使用，没有改动。

    名称为1至{most}个字，写在一行里，不含控制字符。
    """

    most: int


@dataclass(eq=False, repr=False, kw_only=True)
class CodeUnfit(Unfit):
    """机关代码“{code}”不能使用。

    代码写入索引号，定下后不再改动：1至{most}个汉字、字母、数字，中间可以有短横线。
    """

    code: str
    most: int


@dataclass(eq=False, repr=False, kw_only=True)
class CodeTaken(Conflict):
    """已有代码为“{code}”的机关，没有添加。

    代码写入索引号，两个机关不能相同，终止的机关也不让出。
    """

    code: str


@dataclass(eq=False, repr=False, kw_only=True)
class NameTaken(Conflict):
    """已有{what}“{name}”，没有改动。

    在用的{what}不能同名；请换一个名称，或者先终止原来的。
    """

    what: str
    name: str


@dataclass(eq=False, repr=False, kw_only=True)
class AgencyNameTaken(Conflict):
    """已有名称为“{name}”的机关，没有改动。

    在用的机关不能同名：公文、审查表和公开目录上，机关只写名称。请换一个名称。
    """

    name: str


@dataclass(eq=False, repr=False, kw_only=True)
class RowMoved(Conflict):
    """“{name}”已被他人改动，您看到的不是最新情况，没有办理。

    请刷新后核对再办。
    """

    name: str


@dataclass(eq=False, repr=False, kw_only=True)
class SectionEnded(Conflict):
    """科室“{section}”已于{on}终止，不再接收公文和人员。

    它已有的公文照常办理和评估。新的公文请由现在的科室提交：{known}。
    """

    section: str
    on: date
    known: tuple[str, ...]


@dataclass(eq=False, repr=False, kw_only=True)
class AgencyEnded(Conflict):
    """本机关已于{on}终止，不再接收公文，也不再设科室、栏目和标签。

    已有的公文照常办理、评估和撤下。新的公文请由承继职能的机关提交。
    """

    on: date


class KeeperStays(Conflict):
    """管理本系统的机关不能终止。

    由它的系统管理员添加和终止其他机关；它终止之后就没有人能办了。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class NotTheKeeper(Forbidden):
    """添加和终止机关，由{keeper}的系统管理员办理。

    本机关的名称、科室、栏目和标签由本机关的系统管理员办理。
    """

    keeper: str


@dataclass(eq=False, repr=False, kw_only=True)
class NoSuchAgency(Unknown):
    """没有在用的机关“{agency}”。

    在用的机关：{known}。
    """

    agency: str
    known: tuple[str, ...]


@dataclass(eq=False, repr=False, kw_only=True)
class NoSuchRubric(Unknown):
    """没有在用的{what}“{name}”。

    在用的{what}：{known}。请系统管理员添加。
    """

    what: str
    name: str
    known: tuple[str, ...]


@dataclass(eq=False, repr=False, kw_only=True)
class RubricsFull(Conflict):
    """本机关在用的{what}已有{most}个，不能再添加。

    请先终止不再用的。
    """

    what: str
    most: int


@dataclass(eq=False, repr=False, kw_only=True)
class NameSuspect(Unfit):
    """这个名称里有疑点（{doubts}），没有改动。

    栏目和标签的名称在公开目录上人人可见，不写姓名、号码和标有密级的内容。
    """

    doubts: tuple[str, ...]


class NothingPlaced(Conflict):
    """这件公文已经在这些栏目和标签之下，没有改动。"""
