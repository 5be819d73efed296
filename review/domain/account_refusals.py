# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""Refusals about accounts, roles and substitution."""

from __future__ import annotations

from dataclasses import dataclass

from review.domain.refusal import Conflict, Forbidden, Unfit, Unknown
from review.domain.unfit import PasswordUnfit
from review.domain.vocabulary import Role


@dataclass(eq=False, repr=False, kw_only=True)
class PasswordTooShort(PasswordUnfit):
    """口令不合要求：至少{least}个字符。"""

    least: int
    reason: str = "short"


@dataclass(eq=False, repr=False, kw_only=True)
class PasswordTooPlain(PasswordUnfit):
    """口令不合要求：大写字母、小写字母、数字、其他字符中至少要有{kinds}种。"""

    kinds: int
    reason: str = "plain"


@dataclass(eq=False, repr=False, kw_only=True)
class PasswordKnown(PasswordUnfit):
    """口令不合要求：不能与用户名、原口令或者最近用过的口令相同。"""

    reason: str = "known"


@dataclass(eq=False, repr=False, kw_only=True)
class PasswordsDiffer(PasswordUnfit):
    """两次输入的口令不同。

    没有改动任何口令，请重新输入。
    """

    reason: str = "differ"


@dataclass(eq=False, repr=False, kw_only=True)
class ProfileUnknown(Unfit):
    """没有“{profile}”这种账号设置方式。

    可填：small（小型单位）、mlps3（等保三级）。
    """

    profile: str


@dataclass(eq=False, repr=False, kw_only=True)
class LoginUnfit(Unfit):
    """用户名“{login}”不能使用。

    用户名为1至64个字符，不含空格和控制字符。
    """

    login: str


@dataclass(eq=False, repr=False, kw_only=True)
class DutiesCollide(Unfit):
    """“{first.label}”与“{second.label}”不能由同一账号担任。

    管理员不办理审查件，审计员与其他管理员分设；请另设账号。
    """

    first: Role
    second: Role


class RoleNotGiven(Unfit):
    """“系统”不是可以授予人员的角色。"""


@dataclass(eq=False, repr=False, kw_only=True)
class FoundersUnfit(Unfit):
    """首批账号只能是管理员，且须设齐：系统管理员、安全保密管理员、安全审计员，各有口令。

    小型单位可由一个账号兼任系统管理员和安全保密管理员；其他人员随后添加。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class TokenTermsUnfit(Unfit):
    """令牌的范围只能是 read（查看）、hand_in（收文）或 act（办理），有效期为1至{longest}天。"""

    longest: int


@dataclass(eq=False, repr=False, kw_only=True)
class SubstitutionDatesUnfit(Unfit):
    """代理的起止日期不合要求：从今天或以后起，止日不早于起日，最长{longest}天。"""

    longest: int


class SubstituteUnfit(Unfit):
    """不能请这位人员代理此角色。

    代理人须为本机关另一位在用的办理人员；管理员、审计员不代理，其角色也不由人代理。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class LoginTaken(Conflict):
    """用户名“{login}”已经有人使用。

    请另取一个用户名。
    """

    login: str


@dataclass(eq=False, repr=False, kw_only=True)
class RoleNotHeld(Unknown):
    """“{login}”没有可办理的“{role.label}”角色。"""

    login: str
    role: Role


class NoSuchToken(Unknown):
    """您没有这个令牌，或者已经撤销。"""


class PasswordChangeDue(Forbidden):
    """须先修改口令，才能办理其他事项。

    初始口令要改成自己的，用满期限的要换新的：请登录后修改，或者用 xianshen user password 修改。
    """


class AnotherMustConfirm(Forbidden):
    """角色须由授予人和本人以外的人确认。

    请由安全审计员或者分管领导确认。
    """


class OwnAccount(Forbidden):
    """此事不能对自己的账号办理。

    请由另一位管理员办理；修改自己的口令请用“修改口令”。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class OwnerFirst(Conflict):
    """“{login}”还没有把初始口令改成自己的，角色不能确认。

    请本人先登录修改口令；确认前请当面向本人核实。
    """

    login: str


@dataclass(eq=False, repr=False, kw_only=True)
class NobodyConfirms(Conflict):
    """不能办理：办理后“{role.label}”须由另一人重新确认，现在没有可以确认的人。

    审计员的由安全保密管理员或者分管领导确认，其他的由审计员或者分管领导确认；办理人和本人不算。
    """

    role: Role


@dataclass(eq=False, repr=False, kw_only=True)
class LastAuditor(Conflict):
    """不能办理：“{login}”是本机关唯一在任的安全审计员，没有审计员就没有人确认角色。

    请先授予另一人安全审计员并由他人确认，再收回或者停用。
    """

    login: str


@dataclass(eq=False, repr=False, kw_only=True)
class AuditorFirst(Conflict):
    """不能办理：本机关现在没有在任的安全审计员，“{login}”是可以确认审计员的人。

    请先确认安全审计员，再收回或者停用。
    """

    login: str


@dataclass(eq=False, repr=False, kw_only=True)
class Crowded(Conflict):
    """现在登录的人太多，没有办理，请{seconds}秒后再试。

    公开目录照常可以查看。
    """

    seconds: int


class AddressUnfit(Unfit):
    """这不是一个邮箱地址。

    请填写一个地址，形如 name@example.gov.cn，不要写多个。
    """
