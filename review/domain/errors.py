# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""Refusals of a step, a case or a person; those of one thing lie in modules beside this."""

from __future__ import annotations

from dataclasses import dataclass

from review.domain.account_refusals import (
    AnotherMustConfirm,
    DutiesCollide,
    FoundersUnfit,
    LoginTaken,
    LoginUnfit,
    NoSuchToken,
    OwnAccount,
    PasswordChangeDue,
    PasswordKnown,
    PasswordTooPlain,
    PasswordTooShort,
    ProfileUnknown,
    RoleNotGiven,
    RoleNotHeld,
    SubstituteUnfit,
    SubstitutionDatesUnfit,
    TokenTermsUnfit,
)
from review.domain.refusal import Conflict, Forbidden, Refused, Unfit, Unknown
from review.domain.unfit import (
    ArticleUnfit,
    AuthorisationUnfit,
    CampaignCannotFinish,
    ChecklistIncomplete,
    ChecklistItemTwice,
    ChecklistItemUnknown,
    ChecklistMalformed,
    ChoosingStateSecret,
    DatedUnfit,
    DateMalformed,
    DateOutOfRange,
    DayNotReached,
    DocumentNumberMalformed,
    EndsAmbiguous,
    EndsMissing,
    EventUnclear,
    FileEmpty,
    FileNameUnfit,
    FileRefused,
    FilesMissing,
    FileUnfit,
    GenreMissing,
    GenreUncalledFor,
    GroundsMissing,
    KeyGivenTwice,
    KeyUnknown,
    ModeUnfit,
    OwnWordsMissing,
    PasswordUnfit,
    RulesMalformed,
    TextUnfit,
    TitleTooLong,
    WordUnknown,
)

__all__ = [
    "AgencyThere",
    "AlreadyDone",
    "AnotherMustConfirm",
    "ArticleUnfit",
    "AuthorisationUnfit",
    "BytesChanged",
    "CampaignCannotFinish",
    "CaseAlreadyOpen",
    "ChecklistIncomplete",
    "ChecklistItemTwice",
    "ChecklistItemUnknown",
    "ChecklistMalformed",
    "ChoosingStateSecret",
    "Conflict",
    "DateMalformed",
    "DateOutOfRange",
    "DatedUnfit",
    "DayNotReached",
    "DocumentNumberMalformed",
    "DutiesCollide",
    "EndsAmbiguous",
    "EndsMissing",
    "EventUnclear",
    "FileEmpty",
    "FileNameUnfit",
    "FileRefused",
    "FileUnfit",
    "FilesMissing",
    "Forbidden",
    "FoundersUnfit",
    "GenreMissing",
    "GenreUncalledFor",
    "GroundsMissing",
    "KeyGivenTwice",
    "KeyUnknown",
    "LoginTaken",
    "LoginUnfit",
    "ModeUnfit",
    "NoSuchAuthorisation",
    "NoSuchCase",
    "NoSuchDocument",
    "NoSuchFile",
    "NoSuchFinding",
    "NoSuchPerson",
    "NoSuchProcedure",
    "NoSuchRuleset",
    "NoSuchSection",
    "NoSuchToken",
    "NotYours",
    "OwnAccount",
    "OwnWordsMissing",
    "PasswordChangeDue",
    "PasswordKnown",
    "PasswordTooPlain",
    "PasswordTooShort",
    "PasswordUnfit",
    "ProcedureUnsafe",
    "ProfileUnknown",
    "Refused",
    "RoleNotGiven",
    "RoleNotHeld",
    "RulesMalformed",
    "SameHands",
    "SameOriginal",
    "ScreeningDown",
    "SignInFailed",
    "StaleCase",
    "SubstituteUnfit",
    "SubstitutionDatesUnfit",
    "TextUnfit",
    "TitleTooLong",
    "TokenInvalid",
    "TokenMissing",
    "TokenOfAnother",
    "TokenScope",
    "TokenTermsUnfit",
    "Unfit",
    "Unknown",
    "WordUnknown",
]


@dataclass(eq=False, repr=False, kw_only=True)
class StaleCase(Conflict):
    """本件已被他人办理过，您看到的不是最新情况。

    请刷新后核对再办。
    """

    expected: int
    found: int


@dataclass(eq=False, repr=False, kw_only=True)
class CaseAlreadyOpen(Conflict):
    """本件已有正在办理的审查（{case}）。

    一事一审：请在该件中办理，或待其办结后再提交。
    """

    case: str


@dataclass(eq=False, repr=False, kw_only=True)
class SameOriginal(Conflict):
    """同样的正文已经收过：审查件 {case}，《{paper}》。

    请在该件中办理；内容有改动的，提交修改稿；确是另一件的，核对是不是选错了文件。
    """

    case: str
    paper: str


class AlreadyDone(Conflict):
    """此事已经办过。

    无需再办；如有出入请刷新后核对。
    """


class AgencyThere(AlreadyDone):
    """这个库里已经建立了机关，不能再建。

    添加人员用 xianshen user add；添加另一个机关用 xianshen agency add。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class BytesChanged(Conflict):
    """文件“{file}”与审定的内容不一致。

    审定的结论只对审定时的文件有效；请提交修改稿重新审查，并查明改动的来由。
    """

    file: str


@dataclass(eq=False, repr=False, kw_only=True)
class NoSuchCase(Unknown):
    """没有编号为“{case}”的审查件，或者您无权查看。"""

    case: str


@dataclass(eq=False, repr=False, kw_only=True)
class NoSuchDocument(Unknown):
    """没有编号为“{document}”的公文，或者您无权查看。"""

    document: str


@dataclass(eq=False, repr=False, kw_only=True)
class NoSuchFile(Unknown):
    """没有“{file}”这个文件。"""

    file: str


@dataclass(eq=False, repr=False, kw_only=True)
class NoSuchFinding(Unknown):
    """本件没有编号为“{finding}”的疑点。

    请刷新后从疑点清单中选取。
    """

    finding: str


@dataclass(eq=False, repr=False, kw_only=True)
class NoSuchPerson(Unknown):
    """没有用户“{person}”。"""

    person: str


@dataclass(eq=False, repr=False, kw_only=True)
class NoSuchSection(Unknown):
    """没有科室“{section}”。

    本机关的科室：{known}。
    """

    section: str
    known: tuple[str, ...] = ()


@dataclass(eq=False, repr=False, kw_only=True)
class NoSuchProcedure(Unknown):
    """没有流程“{procedure}”。"""

    procedure: str


@dataclass(eq=False, repr=False, kw_only=True)
class NoSuchAuthorisation(Unknown):
    """没有编号为“{reference}”的常设授权。"""

    reference: str


@dataclass(eq=False, repr=False, kw_only=True)
class NoSuchRuleset(Unknown):
    """没有规则库“{ruleset}”。"""

    ruleset: str


@dataclass(eq=False, repr=False, kw_only=True)
class ProcedureUnsafe(Conflict):
    """流程未通过证明，不能启用：{why}。

    请修改后用 xianshen procedure prove 核对，再启用。
    """

    why: str


class ScreeningDown(Conflict):
    """检测程序无法启动，没有收下任何文件。

    请稍后再试；仍不行的，请系统管理员检查内存、进程数和临时目录（路径不能过长）。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class NotYours(Forbidden):
    """这不是您可以办理的事项。

    请由{who}办理。
    """

    who: tuple[str, ...] = ("有权办理的人员",)


@dataclass(eq=False, repr=False, kw_only=True)
class SameHands(Forbidden):
    """须由另一人办理：您已经是本件的{first}。

    请换一位未参与本件的人员。
    """

    first: str


@dataclass(eq=False, repr=False, kw_only=True)
class TokenMissing(Forbidden):
    """以“{person}”的名义办理，须提供其本人的令牌。

    请本人登录后用 xianshen user token 领取，
    放入环境变量 XIANSHEN_TOKEN。
    """

    person: str


class TokenInvalid(Forbidden):
    """令牌无效、已过期或者已被撤销。

    请本人重新登录领取。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class TokenOfAnother(TokenInvalid):
    """XIANSHEN_TOKEN 里的令牌不是用户“{person}”的，不能以其名义办理。

    请核对 --by 后面的用户名；以谁的名义办理，就用谁本人领取的令牌。
    """

    person: str


@dataclass(eq=False, repr=False, kw_only=True)
class TokenScope(Forbidden):
    """这个令牌不能用于“{scope}”。

    请领取范围相符的令牌。
    """

    scope: str


class SignInFailed(Forbidden):
    """用户名或者口令不对。"""
