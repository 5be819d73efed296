# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen procedure`: the procedures, their proof and their pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from review.cli.handing import text_of
from review.cli.kinds import Choice
from review.cli.office import the_caller, the_office
from review.cli.printing import print_json, print_table, say, warn
from review.cli.speech import A_FILE, Group, WrongUseError, argument, as_json, by, command, option
from review.commands import ActivateProcedure

if TYPE_CHECKING:
    from workflows.model import Procedure

procedure = Group(
    "procedure",
    members={
        "list": "procedure:list_procedures",
        "prove": "procedure:prove_file",
        "draw": "procedure:draw",
        "activate": "procedure:activate",
    },
    help="审查流程：列出、证明、画图、启用。",
)
the_file = argument("file", type=A_FILE, metavar="文件", help="流程定义（TOML）")


@command("list", help="列出随产品提供的流程。")
@as_json
def list_procedures(*, as_json: bool) -> None:
    """Tell the shipped procedures."""
    from workflows.loading import shipped_procedures

    shipped = shipped_procedures().values()
    if as_json:
        print_json([_told(each) for each in shipped])
        return
    rows = [
        (each.name, each.label, str(len(each.stages)), str(len(each.steps)), each.digest[:12])
        for each in shipped
    ]
    print_table(("名称", "流程", "环节", "步骤", "摘要"), rows, none="没有流程。")


@command(
    "prove",
    help=(
        "证明流程安全：公开前必经源头认定、保密审查和公开决定，由不同的人办理，等等。\n"
        "不安全的，退出码 1，并写出到达每种违反的最短路径。"
    ),
)
@the_file
@as_json
def prove_file(*, file: Path, as_json: bool) -> int:
    """Prove a procedure, or show the ways in which it could break the law."""
    from workflows.loading import load
    from workflows.proof import prove

    loaded = load(text_of(file))
    violations = prove(loaded)
    if as_json:
        told = [
            {
                "kind": each.kind.value,
                "path": [step.action for step in each.path],
                "message": each.message,
            }
            for each in violations
        ]
        print_json(_told(loaded) | {"holds": not violations, "violations": told})
    elif not violations:
        say(f"证明通过：{loaded.label}，{len(loaded.stages)} 个环节，{len(loaded.steps)} 个步骤。")
    else:
        warn(f"证明未通过：{loaded.label}，有 {len(violations)} 处违反。")
        for each in violations:
            warn(f"  {each.message}")
    return 1 if violations else 0


@command("draw", help="画出流程，输出到标准输出。")
@argument("name", metavar="名称", help="流程的名称，见 xianshen procedure list；或者一个流程文件")
@option("--format", "form", type=Choice("mermaid", "svg", "table"), default="table", help="形式")
def draw(*, name: str, form: str) -> None:
    """Draw a procedure."""
    from workflows.drawing import mermaid, table
    from workflows.picture import svg

    drawings = {"mermaid": mermaid, "svg": svg, "table": table}
    click.echo(drawings[form](_named(name)).encode(), nl=False)


@command("activate", help="启用流程：证明通过后，新立案的审查件按此办理；在办的仍按原流程。")
@the_file
@by
def activate(*, file: Path, login: str) -> None:
    """Make a proved procedure the one that new cases follow."""
    with the_office() as office:
        asked = ActivateProcedure(text=text_of(file))
        running = office.do(asked, caller=the_caller(office, login))
    say(f"已启用。仍按原流程办理的在办件：{running} 件。")


def _named(name: str) -> Procedure:
    from workflows.loading import load, shipped_procedures

    shipped = shipped_procedures()
    if name in shipped:
        return shipped[name]
    if Path(name).is_file():
        return load(text_of(Path(name)))
    raise WrongUseError(f"没有流程“{name}”。可填：{'、'.join(shipped)}，或者一个流程文件。")


def _told(each: Procedure) -> dict[str, object]:
    return {
        "name": each.name,
        "label": each.label,
        "sha256": each.digest,
        "stages": len(each.stages),
        "steps": len(each.steps),
    }
