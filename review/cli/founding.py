# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen user init`: the agency and its first accounts, in a database that has none."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import click

from review.cli.kinds import Choice, Named
from review.cli.office import the_office
from review.cli.printing import say
from review.cli.secrets_asked import chosen
from review.cli.speech import WrongUseError, command, option
from review.commands import FoundAgency, NewAccount
from review.domain.vocabulary import Role

ADMIN = (Role.SYSTEM_ADMIN,)
SECURITY = (Role.SECURITY_ADMIN,)
AUDITOR = (Role.AUDITOR,)
PERSON = Named()


ASKED = {
    "code": "机关的代码（用于索引号，如 BS）",
    "name": "机关的名称",
    "profile": "账号设置方式：small（小型单位）或 mlps3（等保三级）",
    "sections": "科室，用顿号分开",
    "admin": "系统管理员（用户名:姓名）",
    "security": "安全保密管理员（用户名:姓名）",
    "auditor": "安全审计员（用户名:姓名）",
}
OPTIONS = {"sections": "--section", "security": "--security-admin"}
SMALL = "small"
PROFILE = Choice(small="小型单位", mlps3="等保三级")


@command(
    "init",
    help=(
        "在空库中建立机关和首批账号；各账号的初始口令在终端逐个输入，首次登录时须修改。\n"
        "在终端上不写选项的，逐项询问；科室以后可以用 xianshen section 添加、改名、终止。\n"
        "small（小型单位）：系统管理员兼任安全保密管理员，安全审计员分设。\n"
        "mlps3（等保三级）：三个管理员分设。管理员不办理审查件，其他人员随后添加。"
    ),
)
@option("--code", help="机关的代码，用于索引号")
@option("--name", help="机关的名称")
@option("--profile", type=PROFILE, help="账号设置方式")
@option("--section", "sections", multiple=True, help="科室")
@option("--admin", type=PERSON, help="系统管理员")
@option("--auditor", type=PERSON, help="安全审计员")
@option("--security-admin", "security", type=PERSON, help="安全保密管理员，等保三级必填")
def init(**given: Any) -> None:  # noqa: ANN401 - one for each option
    """Found an agency; passwords are asked for when nothing else stands in the way."""
    from review.services.founding import refuse_founding

    said = _complete(given)
    with the_office(may_create=True) as office:
        asked = _founding(said)
        office.ask(refuse_founding, asked)
        accounts = tuple(
            replace(one, password=chosen(f"{one.name} 的初始口令")) for one in asked.accounts
        )
        office.found(replace(asked, accounts=accounts))
    say(f"已建立 {asked.name}。请各人用 xianshen user password 修改初始口令，再领取令牌。")


def _complete(given: Mapping[str, Any]) -> dict[str, Any]:
    """Ask for everything where nothing was said and somebody sits there; else name what lacks."""
    said = dict(given)
    if not any(given.values()) and sys.stdin.isatty():
        for key, question in ASKED.items():
            if key != "security" or said["profile"] != SMALL:
                said[key] = _asked(key, question)
    is_small = said["profile"] in (None, SMALL)
    needed = [key for key in ASKED if key != "security" or not is_small]
    missing = [f"{OPTIONS.get(key, f'--{key}')} {ASKED[key]}" for key in needed if not said[key]]
    if missing:
        raise WrongUseError(f"缺少选项：{'；'.join(missing)}。在终端上什么选项都不写的，逐项询问。")
    if is_small and said["security"]:
        raise WrongUseError("小型单位的安全保密管理员由系统管理员兼任，请去掉 --security-admin。")
    return said


def _asked(key: str, question: str) -> object:
    while True:
        line = str(click.prompt(question, err=True)).strip()
        try:
            if key == "profile":
                return PROFILE.read(line)
            if key in {"admin", "security", "auditor"}:
                return PERSON.read(line)
        except click.BadParameter as wrong:
            click.echo(wrong.message, err=True)
            continue
        parts = tuple(part for part in re.split("[、，,;；\\s]+", line) if part)
        return parts if key == "sections" else line


def _founding(said: Mapping[str, Any]) -> FoundAgency:
    security = said["security"]
    accounts = (
        _account(said["admin"], roles=ADMIN if security else ADMIN + SECURITY),
        _account(said["auditor"], roles=AUDITOR),
        *((_account(security, roles=SECURITY),) if security else ()),
    )
    words = {key: said[key] for key in ("code", "name", "profile", "sections")}
    return FoundAgency(**words, accounts=accounts)


def _account(person: tuple[str, str], *, roles: tuple[Role, ...]) -> NewAccount:
    login, name = person
    return NewAccount(login=login, name=name, password=None, roles=roles)
