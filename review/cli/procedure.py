# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen procedure`: the procedures, their proof and their pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from review.cli.handing import text_of
from review.cli.kinds import Choice
from review.cli.office import has_database, the_caller, the_office
from review.cli.printing import print_json, print_table, say, warn
from review.cli.speech import A_FILE, Group, WrongUseError, argument, as_json, by, command, option
from review.commands import ActivateProcedure, CloseProcedure, ConfirmProcedure

if TYPE_CHECKING:
    from review.services.procedure_lines import ProcedureLine
    from workflows.model import Procedure

procedure = Group(
    "procedure",
    members={
        "list": "procedure:list_procedures",
        "prove": "procedure:prove_file",
        "draw": "procedure:draw",
        "activate": "procedure:activate",
        "confirm": "procedure:confirm",
        "close": "procedure:close",
    },
    help="审查流程：列出、证明、画图、启用。",
)
the_file = argument("file", type=A_FILE, metavar="文件", help="流程定义（TOML）")
the_procedure = argument("name", metavar="名称", help="流程的名称，见 xianshen procedure list")


@command(
    "list",
    help=("列出流程：本机关启用的、待确认启用的，收文开放哪几个；没有数据库的，列出随产品提供的。"),
)
@as_json
def list_procedures(*, as_json: bool) -> None:
    """Tell the procedures of this office, or those that come with the product."""
    lines = _lines()
    if as_json:
        print_json([_line(each) for each in lines])
        return
    rows = [
        (
            each.procedure.name,
            each.procedure.label,
            str(len(each.procedure.stages)),
            str(len(each.procedure.steps)),
            each.procedure.digest[:12],
            _state(each),
        )
        for each in lines
    ]
    print_table(("名称", "流程", "环节", "步骤", "摘要", ""), rows, none="没有流程。")


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


@command(
    "activate",
    help=(
        "提出启用流程，须先证明通过；由安全保密管理员办理，另一人确认后生效。\n"
        "生效后，新立案的审查件按此办理；在办的仍按原流程。"
    ),
)
@the_file
@by
def activate(*, file: Path, login: str) -> None:
    """Draft a proved procedure as the one that new cases follow."""
    with the_office() as office:
        asked = ActivateProcedure(text=text_of(file))
        name = office.do(asked, caller=the_caller(office, login))
    say(f"已提出启用 {name}，待审计员或者分管领导用 xianshen procedure confirm {name} 确认。")


@command("confirm", help="确认他人提出启用的流程；由安全审计员或分管领导办理，即时生效。")
@the_procedure
@by
def confirm(*, name: str, login: str) -> None:
    """Let a drafted procedure take effect."""
    with the_office() as office:
        running = office.do(ConfirmProcedure(procedure=name), caller=the_caller(office, login))
    say(f"已启用 {name}。仍按原流程办理的在办件：{running} 件。")


@command("close", help="不再按某一流程收文；在办的照常办完，再开放须重新启用。")
@the_procedure
@by
def close(*, name: str, login: str) -> None:
    """Take no more papers by a procedure."""
    with the_office() as office:
        office.do(CloseProcedure(procedure=name), caller=the_caller(office, login))
    say(f"{name} 不再开放收文。")


def _named(name: str) -> Procedure:
    from workflows.loading import load, shipped_procedures

    shipped = shipped_procedures()
    if name in shipped:
        return shipped[name]
    if Path(name).is_file():
        return load(text_of(Path(name)))
    raise WrongUseError(f"没有流程“{name}”。可填：{'、'.join(shipped)}，或者一个流程文件。")


def _lines() -> tuple[ProcedureLine, ...]:
    """Ask the office here, or show what would be founded with one."""
    from review.services.procedure_lines import procedures, shipped_lines

    if not has_database():
        return shipped_lines()
    with the_office() as office:
        return office.ask(procedures) or shipped_lines()


def _state(each: ProcedureLine) -> str:
    if each.drafted_by is not None:
        return f"待确认启用（{each.drafted_by} 提出）"
    if not each.is_active:
        return ""
    return "启用，收文开放" if each.takes_papers else "启用"


def _line(each: ProcedureLine) -> dict[str, object]:
    return _told(each.procedure) | {
        "agency": each.agency or None,
        "is_active": each.is_active,
        "takes_papers": each.takes_papers,
        "drafted_by": each.drafted_by,
        "drafted_at": each.drafted_at,
    }


def _told(each: Procedure) -> dict[str, object]:
    return {
        "name": each.name,
        "label": each.label,
        "sha256": each.digest,
        "stages": len(each.stages),
        "steps": len(each.steps),
    }
