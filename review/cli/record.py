# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen record`: the approval form of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.cli.kinds import Choice
from review.cli.office import the_office, who
from review.cli.saving import place_for, saved_at
from review.cli.speech import A_PATH, argument, command, option

if TYPE_CHECKING:
    from pathlib import Path

    from review.records.facts import ApprovalFacts


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
    from review.services.record_facts import approval_facts

    path = place_for(output, usual=f"{reference}.{form}")
    with the_office() as office:
        facts = office.ask(approval_facts, reference, caller=who(office, login))
    content = _drawn(facts, form=form)
    with saved_at(path) as out:
        out.write(content)


def _drawn(facts: ApprovalFacts, *, form: str) -> bytes:
    from review.records.approval_form import approval_docx, approval_json, approval_pdf

    return {"docx": approval_docx, "pdf": approval_pdf, "json": approval_json}[form](facts)
