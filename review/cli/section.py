# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen section`: the sections of an agency."""

from __future__ import annotations

from dataclasses import asdict

from review.cli.office import the_caller, the_office
from review.cli.printing import print_json, print_table, say
from review.cli.speech import Group, argument, as_json, by, command
from review.domain.office_time import day_in_office
from review.domain.structure_names import name_of
from review.structure_commands import AddSection, EndSection, RenameSection

section = Group(
    "section",
    members={
        "list": "section:list_sections",
        "add": "section:add",
        "rename": "section:rename",
        "end": "section:end",
    },
    help="科室：添加、改名、终止，由本机关的系统管理员办理。",
)


@command("list", help="列出科室，各有多少人、多少公文；管理员和审计员可用。")
@by
@as_json
def list_sections(*, login: str, as_json: bool) -> None:
    """Tell the sections, those that have ended last."""
    from review.services.sections import section_lines

    with the_office() as office:
        lines = office.ask(section_lines, caller=the_caller(office, login))
    if as_json:
        print_json([asdict(one) for one in lines])
        return
    rows = [
        (
            one.name,
            f"{day_in_office(one.ended_at)} 终止" if one.ended_at else "在用",
            str(one.people),
            str(one.papers),
            str(one.running),
        )
        for one in lines
    ]
    print_table(("科室", "状态", "人员", "公文", "在办"), rows, none="没有科室。")


@command("add", help="添加科室；与已终止的科室可以同名。")
@argument("name", metavar="名称", help="科室的名称")
@by
def add(*, name: str, login: str) -> None:
    """Add a section."""
    with the_office() as office:
        office.do(AddSection(name=name), caller=the_caller(office, login))
    say(f"已添加 {name_of(name)}。")


@command("rename", help="给科室改名；已签署的表仍写原名。")
@argument("old", metavar="科室", help="现在的名称")
@argument("name", metavar="新名称", help="新的名称")
@by
def rename(*, old: str, name: str, login: str) -> None:
    """Give a section another name."""
    with the_office() as office:
        office.do(RenameSection(section=old, name=name), caller=the_caller(office, login))
    say(f"{old} 已改名为 {name_of(name)}。")


@command(
    "end",
    help=(
        "终止科室，当日生效，不能恢复。\n"
        "终止后不再接收公文和人员；已有的公文照常办理和评估，仍显示它的名称。"
        "人员用 xianshen user move 转到别的科室。"
    ),
)
@argument("name", metavar="科室", help="科室的名称")
@by
def end(*, name: str, login: str) -> None:
    """Let a section take no more papers."""
    with the_office() as office:
        office.do(EndSection(section=name), caller=the_caller(office, login))
    say(f"{name} 已终止，不再接收公文；已有的照常办理。")
