# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""What a refusal is over HTTP: one table from branches to numbers, and the edge's own refusals."""

from __future__ import annotations

from dataclasses import dataclass

from review.domain.account_refusals import Crowded, PasswordChangeDue
from review.domain.errors import SignInFailed
from review.domain.refusal import Conflict, Forbidden, Refused, Unfit, Unknown
from workflows.errors import SamePerson, StepRefused, WrongRole

FORBIDDEN, NOT_FOUND, CONFLICT, UNFIT = 403, 404, 409, 422


class SignInFirst(Forbidden):
    """请先登录，刚才的没有办理。

    登录后一段时间不用、满最长时间，或者账号在别处登录，都会过期；请登录后回到原来的页面，刷新后重新填写、提交。
    """


class ForeignForm(Forbidden):
    """这张表单已经失效，或者不是从本系统的页面提交的，没有办理。

    重新登录过的，旧页面上的表单不能再用；请回到本系统的页面，刷新后重新填写、提交。
    """


class NotHere(Unknown):
    """没有这个页面，或者您无权查看。"""


class WrongMethod(Refused):
    """这个地址不接受这种请求。

    请从本系统的页面上办理。
    """


class DraftersOnly(Forbidden):
    """提交公文由承办人办理，您没有这个角色，没有办理。

    请交承办人提交；须由您提交的，请安全保密管理员授予承办人角色，经确认后生效。
    """


class FormMalformed(Unfit):
    """提交的内容读不了。

    请回到页面重新填写；所填文字中不能有控制字符。
    """


class SectionMissing(Unfit):
    """没有选择转到哪个科室，人员没有转。

    请选择科室；要让他不属于任何科室的，用专门的按钮。
    """


class KindMissing(Unfit):
    """没有选择文种。

    不是公文的，选“非公文类”并写明体裁。
    """


class SourceMissing(Unfit):
    """没有选择信息来源。

    每件公文都要写明信息由谁制作或者从何处获取。
    """


class DatedMalformed(Unfit):
    """成文日期须写成 2026-11-23 这样的日期。"""


class DayMissing(Unfit):
    """没有写明日期，或者日期写得不对。

    日期须写成 2026-11-23 这样的日期。
    """


class EventMissing(Unfit):
    """没有选择发生了什么。"""


class ResultMissing(Unfit):
    """没有选择答复结果。"""


class DisposalMissing(Unfit):
    """没有选择怎样处置这一疑点。"""


@dataclass(eq=False, repr=False, kw_only=True)
class FormTooLarge(Refused):
    """提交的内容太大：一次最多{most}。

    文件较多的，请分件提交。
    """

    most: str


class BodyLate(Refused):
    """提交的内容迟迟没有传完，没有办理。

    请检查网络后回到页面重新提交；文件较大的，请分件提交。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class TooManyFiles(Unfit):
    """一次最多提交{most}个文件。

    请分件提交；同一件的附件较多的，打成压缩包作为一个附件。
    """

    most: int


class Withdrawn(Refused):
    """本件已从公开渠道撤下。

    需要了解情况的，请联系本机关政府信息公开工作机构。
    """


class FileUnavailable(Refused):
    """这个文件暂时不能提供，本机关正在核查。

    请稍后再来；急需的，请联系本机关政府信息公开工作机构。
    """


class HostMissing(Refused):
    """请求里没有写明要找的主机。

    请用浏览器打开本系统的地址。
    """


class HostUnknown(Refused):
    """本系统没有这个名称，没有办理。

    请用管理员告知的地址打开；确属本系统对外名称的，由系统管理员写入 XIANSHEN_PUBLIC_NAME。
    """


class ProxyOnly(Forbidden):
    """本系统只接受可信代理转来的请求。

    请用管理员告知的地址打开，不要直接访问这台机器。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class ProxyUnfit(Unfit):
    """“{proxy}”不能作为可信代理。

    请写代理的 IP 地址或者网段，多个用逗号分开；不能写名称，也不能写“*”。
    """

    proxy: str


class FoundingCodeWrong(Forbidden):
    """启动码不对。

    启动码由 xianshen serve 启动时显示在运行它的终端上；错误次数过多须重新启动。
    """


STATUS: tuple[tuple[type[Exception], int], ...] = (
    (FormTooLarge, 413),
    (BodyLate, 408),
    (HostMissing, 400),
    (Crowded, 503),
    (FileUnavailable, 503),
    (HostUnknown, 421),
    (WrongMethod, 405),
    (Withdrawn, 410),
    (SignInFailed, FORBIDDEN),
    (PasswordChangeDue, FORBIDDEN),
    (WrongRole, FORBIDDEN),
    (SamePerson, FORBIDDEN),
    (StepRefused, CONFLICT),
    (Forbidden, FORBIDDEN),
    (Unknown, NOT_FOUND),
    (Conflict, CONFLICT),
    (Unfit, UNFIT),
    (Refused, CONFLICT),
)
"""The first branch that fits says the number; the domain knows none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a person is told when something is not done: the number, the sentence, the advice."""

    status: int
    message: str
    advice: str


def told_beside(refusal: Exception) -> dict[str, str]:
    """Return what the headers of a refusal say: when to come back, or not on this line."""
    if isinstance(refusal, Crowded):
        return {"retry-after": str(refusal.seconds)}
    return {"connection": "close"} if isinstance(refusal, BodyLate) else {}


def notice_of(refusal: Refused | StepRefused) -> Notice:
    """Return what to tell, and with which number."""
    status = next(number for branch, number in STATUS if isinstance(refusal, branch))
    if isinstance(refusal, Refused):
        return Notice(status=status, message=refusal.message, advice=refusal.advice)
    return Notice(status=status, message=str(refusal), advice="")
