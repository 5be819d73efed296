# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen case redact`: a clean copy of a case's files as its next version."""

from __future__ import annotations

from typing import Any

from review.cli.kinds import Word
from review.cli.office import the_caller, the_office
from review.cli.printing import patience, print_json, say
from review.cli.speech import argument, as_json, by, command, option
from review.commands import Sever
from review.domain.vocabulary import Exemption


@command(
    "redact",
    help=(
        "区分处理：由系统制作删减稿，作为新的一稿提交，重新检测、审查。\n"
        "处置为“删减”的疑点一律删去；还要删去哪些，用 --findings 或者 --all-personal 写明。\n"
        "副本只含读者看得到的内容，写出之前由两种读法逐一核对；删去几处记入经过，不记内容。"
    ),
)
@argument("reference", metavar="编号", help="审查件编号，如 2026-0001")
@option(
    "--findings",
    multiple=True,
    metavar="疑点",
    help="还要删去哪些：疑点编号（见 case show）或者规则名，可用逗号隔开",
)
@option("--all-personal", is_flag=True, help="删去全部个人信息的疑点（规则名以 person. 开头的）")
@option("--exemption", type=Word(Exemption), help="写在删去之处的理由；不写的按规则定")
@option("--keep-pictures", is_flag=True, help="Word 文档里的图片重画后保留；不写的不带图片")
@option("--reason", default="", help="提交删减稿的理由；不写的记“按疑点的处置区分处理”")
@by
@as_json
def redact_case(
    *,
    reference: str,
    findings: tuple[str, ...],
    keep_pictures: bool,
    login: str,
    as_json: bool,
    **asked: Any,  # noqa: ANN401 - click's
) -> None:
    """Cut what is to be cut, and hand the copies in."""
    from review.services.case_pictures import case_view

    codes = (code.strip() for each in findings for code in each.replace("，", ",").split(","))
    named = tuple(code for code in codes if code)
    sever = Sever(case=reference, findings=named, with_pictures=keep_pictures, **asked)
    with the_office() as office:
        caller = the_caller(office, login)
        patience("正在制作删减稿……")
        stepped = office.do(sever, caller=caller)
        view = office.ask(case_view, reference, caller=caller)
    left = sum(each.is_open for each in view.findings)
    if as_json:
        told = {"case": stepped.case, "stage": stepped.stage, "rev": stepped.rev}
        print_json({**told, "version": view.version, "open": left})
        return
    say(view.trail[-1].opinion)
    say(f"已作为第 {view.version} 稿提交，{stepped.case} 现在“{stepped.stage_label}”。")
    say(f"新稿未处置的疑点 {left} 项。新稿公开前须重新审查。")
