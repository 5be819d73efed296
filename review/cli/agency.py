# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen agency`: the agencies of one installation."""

from __future__ import annotations

from dataclasses import asdict, replace

from review.cli.founding import ADMIN, AUDITOR, PERSON, PROFILE, SECURITY, SMALL
from review.cli.office import the_caller, the_office
from review.cli.printing import print_json, print_table, say
from review.cli.secrets_asked import chosen
from review.cli.speech import Group, WrongUseError, argument, as_json, by, command, option
from review.commands import NewAccount
from review.domain.office_time import day_in_office
from review.domain.structure_names import name_of
from review.domain.vocabulary import Role
from review.structure_commands import AddAgency, EndAgency, RenameAgency

agency = Group(
    "agency",
    members={
        "list": "agency:list_agencies",
        "add": "agency:add",
        "rename": "agency:rename",
        "end": "agency:end",
    },
    help="机关：添加、改名、终止。第一个建立的机关管理本系统，由它的系统管理员添加和终止其他机关。",
)


@command("list", help="列出机关；管理本系统的机关看到全部，其他机关只看到自己。")
@by
@as_json
def list_agencies(*, login: str, as_json: bool) -> None:
    """Tell the agencies that this administrator may know of."""
    from review.services.agencies import agencies

    with the_office() as office:
        lines = office.ask(agencies, caller=the_caller(office, login))
    if as_json:
        print_json([asdict(one) for one in lines])
        return
    rows = [
        (
            one.code,
            one.name,
            one.profile,
            f"{day_in_office(one.ended_at)} 终止" if one.ended_at else "在用",
            "管理本系统" if one.keeps_installation else "",
        )
        for one in lines
    ]
    print_table(("代码", "名称", "账号设置", "状态", ""), rows, none="没有机关。")


@command(
    "add",
    help=(
        "添加一个机关，连同它的科室和管理员；由管理本系统的机关的系统管理员办理。\n"
        "初始口令在终端逐个输入，各管理员首次登录时须修改；其余的人由它自己的管理员添加。\n"
        "两个机关互相看不到对方的公文、案件、人员和台账。"
    ),
)
@argument("code", metavar="代码", help="用于索引号，定下后不再改动；汉字、字母、数字和短横线")
@option("--name", required=True, help="机关的名称")
@option("--profile", type=PROFILE, required=True, help="账号设置方式")
@option("--section", "sections", multiple=True, required=True, help="科室")
@option("--admin", type=PERSON, required=True, help="系统管理员")
@option("--auditor", type=PERSON, required=True, help="安全审计员")
@option("--security-admin", "security", type=PERSON, help="安全保密管理员，等保三级必填")
@by
def add(  # noqa: PLR0913 - one for each option
    *,
    code: str,
    name: str,
    profile: str,
    sections: tuple[str, ...],
    admin: tuple[str, str],
    auditor: tuple[str, str],
    security: tuple[str, str] | None,
    login: str,
) -> None:
    """Add an agency; passwords are asked for when nothing else stands in the way."""
    from review.services.agencies import refuse_agency

    if (profile == SMALL) is (security is not None):
        raise WrongUseError(
            "小型单位的安全保密管理员由系统管理员兼任，不写 --security-admin；等保三级必须写。"
        )
    accounts = (
        _account(admin, ADMIN if security else ADMIN + SECURITY),
        _account(auditor, AUDITOR),
        *((_account(security, SECURITY),) if security else ()),
    )
    asked = AddAgency(code=code, name=name, profile=profile, sections=sections, accounts=accounts)
    with the_office() as office:
        caller = the_caller(office, login)
        office.ask(refuse_agency, asked, caller=caller)
        given = tuple(replace(one, password=chosen(f"{one.name} 的初始口令")) for one in accounts)
        office.do(replace(asked, accounts=given), caller=caller)
    say(f"已添加 {name_of(name)}。请各管理员用 xianshen user password 修改初始口令，再添加人员。")


@command("rename", help="给本机关改名，由本机关的系统管理员办理；代码不变，已签署的表仍写原名。")
@argument("name", metavar="新名称", help="机关的名称")
@by
def rename(*, name: str, login: str) -> None:
    """Give one's own agency another name."""
    with the_office() as office:
        office.do(RenameAgency(name=name), caller=the_caller(office, login))
    say(f"本机关已改名为 {name_of(name)}。")


@command(
    "end",
    help=(
        "终止一个机关，当日生效，不能恢复；由管理本系统的机关的系统管理员办理。\n"
        "终止后不再接收公文；已有的公文照常办理、评估和撤下，公开目录上仍是它的名称。"
    ),
)
@argument("code", metavar="代码", help="见 xianshen agency list")
@by
def end(*, code: str, login: str) -> None:
    """Let an agency take no more papers."""
    with the_office() as office:
        office.do(EndAgency(code=code), caller=the_caller(office, login))
    say(f"{code} 已终止，不再接收公文；已有的照常办理。")


def _account(person: tuple[str, str], roles: tuple[Role, ...]) -> NewAccount:
    login, name = person
    return NewAccount(login=login, name=name, password=None, roles=roles)
