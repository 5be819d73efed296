# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen catalogue`: under which rubrics and tags the public finds papers."""

from __future__ import annotations

from dataclasses import asdict

from review.cli.kinds import Word
from review.cli.office import the_caller, the_office
from review.cli.printing import print_json, print_table, say
from review.cli.speech import Group, argument, as_json, by, command, option
from review.domain.office_time import day_in_office
from review.domain.structure_names import name_of
from review.domain.vocabulary import RubricKind
from review.structure_commands import AddRubric, EndRubric, PlacePaper, RenameRubric

catalogue = Group(
    "catalogue",
    members={
        "list": "catalogue:list_rubrics",
        "add": "catalogue:add",
        "rename": "catalogue:rename",
        "end": "catalogue:end",
        "place": "catalogue:place",
    },
    help=(
        "公开目录的栏目和标签：由本机关的系统管理员添加、改名、终止；"
        "由承办人、办公室审查人、信息公开专员或者发布员归入公文。"
    ),
)
the_kind = option(
    "--kind",
    type=Word(RubricKind),
    default=RubricKind.CATALOGUE.value,
    help="目录栏目还是标签，默认 catalogue",
)


@command("list", help="列出栏目和标签，各有多少公文；管理员和审计员可用。")
@by
@as_json
def list_rubrics(*, login: str, as_json: bool) -> None:
    """Tell the rubrics and tags."""
    from review.services.rubrics import rubric_lines

    with the_office() as office:
        lines = office.ask(rubric_lines, caller=the_caller(office, login))
    if as_json:
        print_json([asdict(one) for one in lines])
        return
    rows = [
        (
            one.kind.label,
            one.name,
            f"{day_in_office(one.ended_at)} 终止" if one.ended_at else "在用",
            str(one.papers),
        )
        for one in lines
    ]
    print_table(("种类", "名称", "状态", "公文"), rows, none="没有栏目和标签。")


@command("add", help="添加栏目或者标签。名称在公开目录上人人可见，先经检测，有疑点的不能添加。")
@argument("name", metavar="名称", help="栏目或者标签的名称")
@the_kind
@by
def add(*, name: str, kind: RubricKind, login: str) -> None:
    """Add a rubric or a tag."""
    with the_office() as office:
        office.do(AddRubric(kind=kind, name=name), caller=the_caller(office, login))
    say(f"已添加{kind.label}“{name_of(name)}”。")


@command("rename", help="给栏目或者标签改名；归入的公文不变。")
@argument("old", metavar="原名称", help="现在的名称")
@argument("name", metavar="新名称", help="新的名称")
@the_kind
@by
def rename(*, old: str, name: str, kind: RubricKind, login: str) -> None:
    """Give a rubric or a tag another name."""
    with the_office() as office:
        asked = RenameRubric(kind=kind, rubric=old, name=name)
        office.do(asked, caller=the_caller(office, login))
    say(f"{kind.label}“{old}”已改名为“{name_of(name)}”。")


@command("end", help="终止栏目或者标签，当日生效，不能恢复；已归入的公文仍在其下，不再归入新的。")
@argument("name", metavar="名称", help="栏目或者标签的名称")
@the_kind
@by
def end(*, name: str, kind: RubricKind, login: str) -> None:
    """Place nothing more under a rubric or a tag."""
    with the_office() as office:
        office.do(EndRubric(kind=kind, rubric=name), caller=the_caller(office, login))
    say(f"{kind.label}“{name}”已终止。")


@command(
    "place",
    help=(
        "把公文归入栏目和标签。写出的是全部：没有写的，不再归入；已终止的仍留。\n"
        "由承办人、办公室审查人、信息公开专员或者发布员办理，公开前后都可以，不影响审查。"
    ),
)
@argument("document", metavar="公文", help="公文的编号或者文号")
@option("--under", "rubrics", multiple=True, help="目录栏目")
@option("--tag", "tags", multiple=True, help="标签")
@by
def place(*, document: str, rubrics: tuple[str, ...], tags: tuple[str, ...], login: str) -> None:
    """Place a paper under rubrics and tags."""
    with the_office() as office:
        asked = PlacePaper(document=document, rubrics=rubrics, tags=tags)
        under = office.do(asked, caller=the_caller(office, login))
    names = "、".join(f"{one.name}（{one.kind.label}）" for one in under)
    say(f"已归入：{names}。" if names else "已不在任何栏目和标签之下。")
