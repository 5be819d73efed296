# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen user`: accounts, roles, passwords and tokens."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from review.cli.kinds import Choice, Whole, Word
from review.cli.office import the_caller, the_office
from review.cli.printing import print_json, print_table, say
from review.cli.second_step import code_for, wanted
from review.cli.secrets_asked import asked, chosen
from review.cli.speech import Group, argument, as_json, by, command, option
from review.commands import (
    AddPerson,
    ConfirmRole,
    Deactivate,
    EndRole,
    GrantRole,
    NewAccount,
    ResetPassword,
    RevokeToken,
)
from review.domain.vocabulary import Role
from review.structure_commands import MovePerson

if TYPE_CHECKING:
    from review.services.people import PersonLine

user = Group(
    "user",
    members={
        "init": "founding:init",
        "list": "user:list_people",
        "add": "user:add",
        "reset": "user:reset",
        "grant": "user:grant",
        "confirm": "user:confirm",
        "end-role": "user:end_role",
        "move": "user:move",
        "close": "user:close",
        "substitute": "substituting:substitute",
        "substitutions": "substituting:substitutions",
        "token": "user:token",
        "end-token": "user:end_token",
        "password": "user:password",
        "second-step": "second_step:second_step",
        "second-step-off": "second_step:second_step_off",
        "second-step-reset": "second_step:second_step_reset",
        "vouched": "vouching:vouched",
        "recovery-codes": "second_step:recovery_codes",
    },
    help="账号、角色、口令和令牌。",
)
the_login = argument("login_of", metavar="用户", help="用户名")
the_role = argument("role", type=Word(Role, without=(Role.SYSTEM,)), metavar="角色", help="角色")


@command("list", help="列出账号；管理员和审计员可用。")
@by
@as_json
def list_people(*, login: str, as_json: bool) -> None:
    """Tell the accounts of the agency."""
    from review.services.people import people

    with the_office() as office:
        lines = office.ask(people, caller=the_caller(office, login))
    if as_json:
        print_json([_person(each) for each in lines])
        return
    rows = [
        (
            each.login,
            each.name,
            each.section or "",
            "、".join(role.label for role in each.roles),
            "、".join(role.label for role in each.waiting),
            ("可用统一身份认证或者单位目录" if each.vouched_for else "")
            if each.is_active
            else "已停用",
        )
        for each in lines
    ]
    print_table(("用户", "姓名", "科室", "角色", "待确认", ""), rows, none="没有账号。")


@command("add", help="添加账号。初始口令在终端输入，本人首次登录时须修改；角色须另一人确认。")
@the_login
@option("--name", required=True, help="姓名")
@option("--role", "roles", multiple=True, type=Word(Role, without=(Role.SYSTEM,)), help="角色")
@option("--section", help="科室")
@by
def add(
    *, login_of: str, name: str, roles: tuple[Role, ...], section: str | None, login: str
) -> None:
    """Make an account; a password is asked for when nothing else stands in the way."""
    from review.services.people import refuse_account

    with the_office() as office:
        caller = the_caller(office, login)
        account = NewAccount(login=login_of, name=name, password=None, roles=roles, section=section)
        office.ask(refuse_account, account, caller=caller)
        account = replace(account, password=chosen("初始口令"))
        office.do(AddPerson(account=account), caller=caller)
    say(f"已添加 {login_of}。" + ("角色须另一人用 xianshen user confirm 确认。" if roles else ""))


@command("reset", help="重置口令。本人首次登录时须修改；原有会话和令牌即时失效。")
@the_login
@by
def reset(*, login_of: str, login: str) -> None:
    """Give a person a new first password."""
    from review.services.people import refuse_reset

    with the_office() as office:
        caller = the_caller(office, login)
        office.ask(refuse_reset, login_of, caller=caller)
        office.do(ResetPassword(login=login_of, password=chosen("初始口令")), caller=caller)
    say(f"已重置 {login_of} 的口令。")


@command("grant", help="授予角色；办理审查件的角色须另一人确认后生效。")
@the_login
@the_role
@by
def grant(*, login_of: str, role: Role, login: str) -> None:
    """Give a person a role."""
    with the_office() as office:
        office.do(GrantRole(login=login_of, role=role), caller=the_caller(office, login))
    say(f"已授予 {login_of}“{role.label}”，待另一人确认。")


@command(
    "confirm",
    help=(
        "确认他人授予的角色；由安全审计员或分管领导办理。\n"
        "管理员、审计员的角色确认后，其会话即时失效，须用本系统的口令重新登录。"
    ),
)
@the_login
@the_role
@by
def confirm(*, login_of: str, role: Role, login: str) -> None:
    """Confirm a role somebody else granted."""
    with the_office() as office:
        office.do(ConfirmRole(login=login_of, role=role), caller=the_caller(office, login))
    say(f"已确认 {login_of}“{role.label}”。")


@command("end-role", help="收回角色，即时生效。")
@the_login
@the_role
@by
def end_role(*, login_of: str, role: Role, login: str) -> None:
    """Take a role away."""
    with the_office() as office:
        office.do(EndRole(login=login_of, role=role), caller=the_caller(office, login))
    say(f"已收回 {login_of}“{role.label}”。")


@command(
    "move",
    help=(
        "把人员转到别的科室；不写科室的，不属于任何科室。他承办的公文不变。\n"
        "承办人、科室负责人能看的公文随科室而变，这两个角色须另一人重新确认。"
    ),
)
@the_login
@option("--section", help="科室")
@by
def move(*, login_of: str, section: str | None, login: str) -> None:
    """Put a person into another section."""
    with the_office() as office:
        command_ = MovePerson(login=login_of, section=section)
        waiting = office.do(command_, caller=the_caller(office, login))
    say(f"已把 {login_of} 转到 {section}。" if section else f"{login_of} 已不属于任何科室。")
    if waiting:
        labels = "、".join(role.label for role in waiting)
        say(f"{labels}须另一人用 xianshen user confirm 重新确认。")


@command("close", help="停用账号；会话和令牌即时失效。")
@the_login
@by
def close(*, login_of: str, login: str) -> None:
    """Close an account."""
    with the_office() as office:
        office.do(Deactivate(login=login_of), caller=the_caller(office, login))
    say(f"已停用 {login_of}。")


@command(
    "token",
    help=(
        "本人领取令牌：输入口令，设置了两步验证的还要输入验证码；令牌只显示一次，输出到标准输出。\n"
        "放入环境变量 XIANSHEN_TOKEN，即可用 --by 办理。"
    ),
)
@the_login
@option(
    "--scope",
    type=Choice(read="查看", hand_in="收文", act="办理"),
    default="act",
    help="令牌能用来做什么：只查看、收文和查看、办理一切，默认 act",
)
@option("--days", type=Whole(1, 90), default=30, help="有效天数，默认 30")
def token(*, login_of: str, scope: str, days: int) -> None:
    """Issue a token to the person who knows the password."""
    from review.services.tokens import issue

    with the_office() as office:
        proof = office.prove(login_of, asked("口令"))
        code = code_for(office, proof)
        issued = wanted(office.change(issue, proof, scope=scope, days=days, code=code))
    click.echo(issued)


@command("end-token", help="撤销自己的令牌；不写编号的，全部撤销。")
@argument("token_id", required=False, metavar="[编号]", help="令牌的编号")
@by
def end_token(*, token_id: str | None, login: str) -> None:
    """End one of one's own tokens, or all."""
    with the_office() as office:
        office.do(RevokeToken(token_id=token_id), caller=the_caller(office, login))
    say("已撤销。")


@command("password", help="本人修改口令；原有会话和令牌即时失效。")
@the_login
def password(*, login_of: str) -> None:
    """Change one's own password, the first one too."""
    from review.cli.own_password import change

    with the_office() as office:
        change(office, login=login_of)
    say("口令已修改。")


def _state(each: PersonLine) -> str:
    if not each.is_active:
        return "已停用"
    return "可用统一身份认证或者单位目录" if each.vouched_for else ""


def _person(each: PersonLine) -> dict[str, Any]:
    return {
        "login": each.login,
        "name": each.name,
        "section": each.section,
        "roles": list(each.roles),
        "waiting": list(each.waiting),
        "is_active": each.is_active,
        "must_change_password": each.must_change_password,
        "locked_until": each.locked_until,
        "second_step": each.has_second_step,
        "vouched_for": each.vouched_for,
    }
