# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen step`: taking a step of a case."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from review.cli.handing import handed, text_of
from review.cli.kinds import Given, Whole
from review.cli.office import the_caller, the_office
from review.cli.printing import print_json, say
from review.cli.speech import A_FILE, WrongUseError, argument, as_json, by, command, option
from review.commands import TakeStep
from review.domain.vocabulary import Need

if TYPE_CHECKING:
    from review.bootstrap import Office
    from review.commands import Caller

FILES, OPINIONS = ((need.value, need.label) for need in (Need.FILE, Need.OPINION))
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


@command(
    "step",
    help=(
        "办理一步：送审、通过、退回、审批、发布等；可办什么、须填什么见 xianshen case show。\n"
        "须填的项目用 --set 项目=内容，可多次，项目写标识或名称都可以；"
        "文件写 --set file=路径，可多次。\n"
        "这一步用不着的项目不收，并列出可填的。\n"
        "不能办的，退出码 1，并说明原因。--rev 取自 xianshen case show --json 的 trail 末项。"
    ),
)
@argument("reference", metavar="编号", help="审查件编号，如 2026-0001")
@argument("action", metavar="步骤", help="步骤的标识或名称")
@by
@option("--opinion", default="", help="意见")
@option("--set", "given", type=Given(), multiple=True, help="填写一项")
@option("--checklist", type=A_FILE, metavar="文件", help="填好的检查清单，通过审查时须交")
@option("--rev", type=Whole(1, 100_000_000), help="只在本件仍是这一次序时办理")
@as_json
def step(  # noqa: PLR0913 - one for each option
    *,
    reference: str,
    action: str,
    login: str,
    opinion: str,
    given: tuple[tuple[str, str], ...],
    checklist: Path | None,
    rev: int | None,
    as_json: bool,
) -> None:
    """Take one step of a case as this person."""
    files = handed([Path(content) for key, content in given if key in FILES])
    inputs = _inputs((key, content) for key, content in given if key not in FILES)
    if checklist is not None:
        inputs[Need.CHECKLIST.value] = text_of(checklist)
    opinion = _opinion(inputs, opinion)
    with the_office() as office:
        caller = the_caller(office, login)
        taken = TakeStep(
            case=reference,
            action=_action(office, caller, reference=reference, said=action),
            opinion=opinion,
            inputs=inputs,
            files=files,
            expected_rev=rev,
        )
        stepped = office.do(taken, caller=caller)
    if as_json:
        print_json({"case": stepped.case, "stage": stepped.stage, "rev": stepped.rev})
    else:
        say(f"已办，{stepped.case} 现在“{stepped.stage_label}”。")


def _inputs(given: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Refuse to guess which of two contents was meant."""
    inputs: dict[str, str] = {}
    for key, content in given:
        if key in inputs:
            raise WrongUseError(f"“{key}”填了两次。")
        inputs[key] = content
    return inputs


def _opinion(inputs: dict[str, str], said: str) -> str:
    """Take the opinion from where it was written; two are one too many."""
    written = [said, *(inputs.pop(key) for key in OPINIONS if key in inputs)]
    written = [one for one in written if one.strip()]
    if len(written) > 1:
        raise WrongUseError(f"“{Need.OPINION.label}”填了两次。")
    return written[0] if written else ""


def _action(office: Office, caller: Caller, *, reference: str, said: str) -> str:
    """Return the identifier of an action that was named by its label."""
    if _IDENTIFIER.fullmatch(said):
        return said
    from review.services.case_pictures import case_view

    view = office.ask(case_view, reference, caller=caller)
    labels = {each.label: each.action for each in view.refused}
    labels |= {each.label: each.action for each in view.offered}
    return labels.get(said, said)
