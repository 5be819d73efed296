# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen receive`: a paper in, a case out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from review.cli.handing import handed
from review.cli.kinds import Day, Word
from review.cli.office import the_caller, the_office
from review.cli.printing import patience, print_json, say, warn
from review.cli.speech import A_PATH, argument, as_json, by, command, option
from review.commands import HandIn
from review.domain.vocabulary import DisclosureMode, DocumentKind, Genre, Severity, Source

if TYPE_CHECKING:
    from review.services.views import Received


@command(
    "receive",
    help=(
        "收一件公文：第一个文件为正文，其余为附件；给出审查件编号。\n"
        "读不了的文件也收（退出码 0），但该件会被阻断。\n"
        "疑似涉密的拒收，内容不留存，退出码 1，并说明线下怎样处理。"
    ),
)
@argument("files", nargs=-1, required=True, type=A_PATH, metavar="文件…", help="正文在前，附件在后")
@option("--title", required=True, help="标题")
@option("--kind", required=True, type=Word(DocumentKind), help="文种")
@option("--section", required=True, help="承办科室")
@option("--source", required=True, type=Word(Source), help="信息来源")
@by
@option("--number", help="发文字号")
@option("--dated", type=Day(), help="成文日期")
@option("--genre", type=Word(Genre), help="非公文类的体裁")
@option("--policy", is_flag=True, help="是政策性文件")
@option("--catalogue-says", type=Word(DisclosureMode), help="标准目录所列的公开属性")
@option("--procedure", help="审查流程的名称，限于本机关开放的，见 xianshen procedure list")
@as_json
def receive(  # noqa: PLR0913 - one for each option
    *,
    files: tuple[Path, ...],
    title: str,
    kind: DocumentKind,
    section: str,
    source: Source,
    login: str,
    number: str | None,
    dated: date | None,
    genre: Genre | None,
    policy: bool,
    catalogue_says: DisclosureMode | None,
    procedure: str | None,
    as_json: bool,
) -> int:
    """Hand a paper in."""
    from review.services.case_json import received_json

    paper = HandIn(
        files=handed(files),
        title=title,
        kind=kind,
        section=section,
        source=source,
        genre=genre,
        number=number,
        dated=dated,
        is_policy=policy,
        catalogue_says=catalogue_says,
        procedure=procedure,
    )
    with the_office() as office:
        caller = the_caller(office, login)
        patience("正在检测……")
        received = office.do(paper, caller=caller)
    if as_json:
        print_json(received_json(received, [str(path) for path in files]))
    else:
        _tell(received)
    return 0 if received.refused_rule is None else 1


def _tell(received: Received) -> None:
    from review.services.case_json import advice_on

    if received.refused_rule is not None:
        warn(f"拒收（规则 {received.refused_rule}），内容未保存。")
        warn(advice_on(received.refused_rule, received))
        return
    say(f"已收，审查件 {received.case}，公文 {received.document}，第 {received.version} 稿。")
    for name, why in received.unread:
        say(f"■ 没有经过检测：{name}（{why}）")
    if received.unread:
        say("  里面有没有不宜公开的内容还不知道；本件被阻断，须由两人阅看签名（read-by-people）。")
    counts = [
        f"{severity.label} {received.found[severity]} 项"
        for severity in reversed(Severity)
        if received.found.get(severity)
    ]
    if counts:
        say(f"检测有疑点：{'，'.join(counts)}。逐项内容见 xianshen case show {received.case}。")
    elif not received.unread:
        say("检测没有发现疑点；未见疑点不等于可以公开，仍须人工审查。")
    for hint in received.hints:
        say(f"公开属性提示：{hint}")
    say("提示只供参考，系统不代填；公开属性由承办人在源头认定时提出。")
    if received.found.get(Severity.BLOCK):
        say("有阻断的疑点：提交删去的修改稿，或者由审查人写明理由和条款处置、另一人复签。")
