# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen record`: the approval form of a case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from review.cli.kinds import Choice
from review.cli.office import the_office, who
from review.cli.printing import say
from review.cli.speech import A_PATH, WrongUseError, argument, command, option
from review.messages import said_fault

if TYPE_CHECKING:
    from review.records.facts import ApprovalFacts

TO_STDOUT = Path("-")


@command(
    "record",
    help=(
        "输出一件的《政府信息公开保密审查审批表》。\n"
        "不写 -o 的，存为当前文件夹里的“编号.格式”；-o - 输出到标准输出。"
    ),
)
@argument("reference", metavar="编号", help="审查件编号，如 2026-0001")
@option("--format", "form", required=True, type=Choice("docx", "pdf", "json"), help="格式")
@option("-o", "--output", type=A_PATH, metavar="路径", help="存到哪里")
@option("--by", "login", metavar="用户", help="以谁的身份查看")
def record(*, reference: str, form: str, output: Path | None, login: str | None) -> None:
    """Draw the approval form of a case."""
    from review.services.queries import approval_facts

    path = output or Path(f"{reference}.{form}")
    if path != TO_STDOUT and not path.parent.is_dir():
        raise WrongUseError(f"文件夹“{path.parent}”不存在，请先建立，或者用 -o 另指定地方。")
    if output is None and path.exists():
        raise WrongUseError(f"“{path}”已经存在，请用 -o 指定存到哪里。")
    with the_office() as office:
        facts = office.ask(approval_facts, reference, caller=who(office, login))
    content = _drawn(facts, form=form)
    if path == TO_STDOUT:
        click.echo(content, nl=False)
        return
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise WrongUseError(f"“{path}”写不了（{said_fault(fault)}）。") from None
    say(f"已存为 {path}")


def _drawn(facts: ApprovalFacts, *, form: str) -> bytes:
    from review.records.approval_form import approval_docx, approval_json, approval_pdf

    return {"docx": approval_docx, "pdf": approval_pdf, "json": approval_json}[form](facts)
