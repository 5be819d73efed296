# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen case`: what is here, and what may be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.cli.kinds import Choice
from review.cli.office import the_office, who
from review.cli.printing import print_json, print_table
from review.cli.speech import Group, WrongUseError, argument, as_json, command, option

if TYPE_CHECKING:
    from review.services.views import CaseLine

BOXES = {
    "mine": "待办",
    "open": "在办",
    "done": "已办",
    "asked": "待答复",
    "copied": "抄送",
    "all": "全部",
}
"""By identifier or by label, like the boxes of the page."""
NONE = {
    "mine": "没有待办的审查件。",
    "open": "没有在办的审查件；已经了结的用 --box all 查看。",
    "done": "没有已办的审查件。",
    "copied": "没有抄送的审查件。",
    "asked": "没有等本人答复的审查件。",
    "all": "没有审查件。",
}

case = Group(
    "case",
    members={
        "list": "case:list_cases",
        "show": "case:show_case",
        "open": "case_open:open_case_file",
        "redact": "case_redact:redact_case",
    },
    help="查看审查件，打开文件，制作删减稿。",
)
as_whom = option("--by", "login", metavar="用户", help="以谁的身份查看；不写的，不列可办步骤")


@command("list", help="列出审查件。")
@option(
    "--box",
    type=Choice(**BOXES),
    default="open",
    help=(
        "哪些件：待办是等本人办理的（须用 --by），在办是还没有了结的，"
        "已办是本人办过的（须用 --by），待答复是请本人加签、会签或者先办的（须用 --by），"
        "抄送是抄送本人的（须用 --by），全部包括已了结的；默认在办"
    ),
)
@as_whom
@as_json
def list_cases(*, box: str, login: str | None, as_json: bool) -> None:
    """Tell the cases of a box, a line for each."""
    from review.services.boxes import Box
    from review.services.case_json import line_json
    from review.services.lists import case_lines, every_case

    chosen = Box(box)
    if login is None and chosen not in (Box.OPEN, Box.ALL):
        raise WrongUseError(f"{BOXES[box]}是本人的，须用 --by 写明是谁。")
    with the_office() as office:
        caller = who(office, login)
        if caller is None:
            lines = office.ask(every_case, closed_too=chosen is Box.ALL)
        else:
            lines = office.ask(case_lines, caller=caller, box=chosen)
    if as_json:
        print_json([line_json(line) for line in lines])
    else:
        heads = ("编号", "环节", "到期", "未检测", "阻断", "须确认", "科室", "标题")
        print_table(heads, map(_row, lines), none=NONE[box])


@command("show", help="查看一件：到了哪个环节、可办什么、不可办什么及原因、疑点、期限、经过。")
@argument("reference", metavar="编号", help="审查件编号，如 2026-0001")
@as_whom
@as_json
def show_case(*, reference: str, login: str | None, as_json: bool) -> None:
    """Tell everything one person may see of a case."""
    from review.cli.case_view import tell_case
    from review.services.case_json import case_json
    from review.services.case_pictures import case_view

    with the_office() as office:
        view = office.ask(case_view, reference, caller=who(office, login))
    if as_json:
        print_json(case_json(view))
    else:
        tell_case(view)


def _row(line: CaseLine) -> tuple[str, ...]:
    due = "" if line.stage_due_on is None else line.stage_due_on.isoformat()
    return (
        line.number,
        line.stage_label,
        f"{due} 逾期" if line.is_overdue else due,
        f"■ {line.unread}" if line.unread else "",
        str(line.blocks),
        str(line.confirms),
        line.section,
        line.title,
    )
