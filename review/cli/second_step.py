# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen user second-step …`: one's own second step of signing in, and resetting another's."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from review.account_commands import ResetSecondStep
from review.cli.office import the_caller, the_office
from review.cli.printing import say
from review.cli.secrets_asked import asked
from review.cli.speech import argument, by, command
from review.domain.refusal import Refused
from review.domain.second_step_refusals import CodeWrong

if TYPE_CHECKING:
    from review.bootstrap import Office
    from review.services.sign_in import Proof

T = TypeVar("T")
the_login = argument("login_of", metavar="用户", help="用户名")


@command(
    "second-step",
    help=(
        "本人设置两步验证：输入口令，把显示的密钥放进手机上的验证器，再输入它显示的验证码。\n"
        "恢复码只显示一次，输出到标准输出，请抄下锁起来。"
    ),
)
@the_login
def second_step(*, login_of: str) -> None:
    """Set up one's own second step."""
    from review.services.second_step_set_up import begin, confirm, second_step_view

    with the_office() as office:
        caller = wanted(office.change(begin, office.prove(login_of, asked("口令"))))
        view = office.ask(second_step_view, caller=caller)
        click.echo(f"密钥：{view.secret}\n地址：{view.uri}")
        codes = office.change(confirm, asked("验证码"), caller=caller)
    if codes is None:
        raise CodeWrong
    click.echo("\n".join(codes))
    say("两步验证已生效。上面是恢复码，每个只能用一次，只显示这一次。")


@command("recovery-codes", help="本人换一批恢复码，原来的全部作废；只显示一次，输出到标准输出。")
@the_login
def recovery_codes(*, login_of: str) -> None:
    """Replace one's own recovery codes."""
    from review.services.second_step_set_up import renew_codes

    with the_office() as office:
        proof = office.prove(login_of, asked("口令"))
        codes = wanted(office.change(renew_codes, proof, asked("验证码")))
    click.echo("\n".join(codes))


@command("second-step-off", help="本人停用两步验证；等保三级的机关不能停用。")
@the_login
def second_step_off(*, login_of: str) -> None:
    """Do without one's own second step."""
    from review.services.second_step_set_up import turn_off

    with the_office() as office:
        proof = office.prove(login_of, asked("口令"))
        wanted(office.change(turn_off, proof, asked("验证码")))
    say("两步验证已停用。")


@command(
    "second-step-reset",
    help=(
        "为丢了手机和恢复码的人重置两步验证；会话和令牌即时失效。\n"
        "等保三级的机关，其角色须由另一人重新确认。"
    ),
)
@the_login
@by
def second_step_reset(*, login_of: str, login: str) -> None:
    """Take the second step from who lost the telephone."""
    with the_office() as office:
        office.do(ResetSecondStep(login=login_of), caller=the_caller(office, login))
    say(f"已重置 {login_of} 的两步验证。")


def code_for(office: Office, proof: Proof) -> str:
    """Ask for a code where the account wants one; who does not know the password is not told."""
    from review.services.second_step import wants_code

    return asked("验证码") if office.ask(wants_code, proof) else ""


def wanted(answer: T | Refused) -> T:
    """Return an answer; a refusal, whose count is committed by now, is raised."""
    if isinstance(answer, Refused):
        raise answer
    return answer
