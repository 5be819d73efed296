# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen request`: how requests for a paper were answered, one by one or from a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from review.cli.kinds import Day, Word
from review.cli.office import the_caller, the_office, who
from review.cli.printing import print_json, print_table, progress, say, warn
from review.cli.speech import A_FILE, Group, argument, as_json, by, command, option
from review.domain.refusal import Refused
from review.domain.vocabulary import RequestResult
from review.reassessment_commands import EnterRequest

if TYPE_CHECKING:
    from review.bootstrap import Office
    from review.commands import Caller
    from review.records.handed_table import Column, Line

request = Group(
    "request",
    members={
        "add": "request:add",
        "import": "request:import_requests",
        "list": "request:list_requests",
    },
    help="依申请公开的申请情况：逐件登记在所申请的公文上，一年内给了几个申请人由系统推算。",
)
the_document = argument("document", metavar="公文", help="公文的编号或发文字号")
OUTCOMES = {
    "entered": "已登记",
    "unchanged": "已登记过，相同",
    "corrected": "已更正",
    "refused": "没有登记",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of one line of a table."""

    line: int
    number: str
    document: str
    outcome: str
    reason: str = ""


@command(
    "add",
    help=(
        "登记一件申请：编号、申请人、答复日期、结果。\n"
        "同一编号再登记、内容相同的不重复；内容不同的须用 --correction 写明更正理由。\n"
        "申请人只用来判断是不是同一人，系统不留姓名。"
    ),
)
@the_document
@option("--number", required=True, help="申请编号，照登记簿")
@option("--requester", required=True, help="申请人的姓名或者名称")
@option("--date", "answered_on", required=True, type=Day(), help="答复日期")
@option("--result", required=True, type=Word(RequestResult), help="答复结果")
@option("--correction", default="", help="更正理由")
@by
@as_json
def add(  # noqa: PLR0913 - each is an option
    *,
    document: str,
    number: str,
    requester: str,
    answered_on: date,
    result: RequestResult,
    correction: str,
    login: str,
    as_json: bool,
) -> None:
    """Enter one request."""
    asked = EnterRequest(
        document=document,
        number=number,
        requester=requester,
        answered_on=answered_on,
        result=result,
        correction=correction,
    )
    with the_office() as office:
        outcome = _entered(office, asked, the_caller(office, login))
    if as_json:
        print_json({"number": number.strip(), "outcome": outcome})
    else:
        say(f"{OUTCOMES[outcome]}：申请 {number.strip()}。")


@command(
    "import",
    help=(
        "从表格登记申请，每行一件，逐行报告结果；重复导入不会重复登记。\n"
        "表格是 .xlsx，或者 UTF-8、GBK 编码的 .csv；第一行是栏目："
        "公文、申请编号、申请人、答复日期、答复结果、更正理由（可没有）。\n"
        "有一行没有登记的，退出码为 1。"
    ),
)
@argument("file", type=A_FILE, metavar="表格", help=".csv 或 .xlsx 文件")
@by
@as_json
def import_requests(*, file: Path, login: str, as_json: bool) -> int:
    """Enter the requests of a table, a line of outcome for each."""
    from review.records.handed_table import lines_in

    lines = lines_in(file.read_bytes(), name=file.name, columns=_columns())
    with the_office() as office:
        caller = the_caller(office, login)
        told = [_one(office, caller, line) for line in progress(lines, doing="正在登记")]
    if as_json:
        keys = ("line", "number", "document", "outcome", "reason")
        print_json([{key: getattr(one, key) for key in keys} for one in told])
    else:
        rows = [
            (str(one.line), one.number, one.document, OUTCOMES[one.outcome], one.reason)
            for one in told
        ]
        print_table(("行", "申请编号", "公文", "结果", "说明"), rows, none="表格里没有申请。")
    refused = sum(one.outcome == "refused" for one in told)
    if refused:
        warn(f"有 {refused} 行没有登记，改正后可以重新导入整个表格。")
    return 1 if refused else 0


@command("list", help="列出一件公文上登记的申请，包括更正过的。")
@the_document
@option("--by", "login", required=True, metavar="用户", help="以谁的身份查看")
@as_json
def list_requests(*, document: str, login: str, as_json: bool) -> None:
    """List what was entered of requests for a paper."""
    from review.services.item_views import item_view

    with the_office() as office:
        view = office.ask(item_view, document, caller=who(office, login))
    if as_json:
        keys = ("number", "answered_on", "result", "revision", "is_current", "correction", "by")
        print_json([{key: getattr(one, key) for key in keys} for one in view.requests])
        return
    rows = [
        (
            one.number,
            str(one.answered_on),
            one.result_label,
            "" if one.is_current else "已更正",
            one.by,
        )
        for one in view.requests
    ]
    print_table(("申请编号", "答复日期", "结果", "", "登记人"), rows, none="没有登记过申请。")
    say(f"一年内获得本件的不同申请人：{view.requesters_given_to} 人。")


def _columns() -> tuple[Column, ...]:
    from review.records.handed_table import Column

    return (
        Column(key="document", headings=("公文", "发文字号", "文号", "公文编号")),
        Column(key="number", headings=("申请编号", "编号", "登记号")),
        Column(key="requester", headings=("申请人", "申请人名称", "申请人姓名")),
        Column(key="answered_on", headings=("答复日期", "日期")),
        Column(key="result", headings=("答复结果", "结果")),
        Column(key="correction", headings=("更正理由",), is_required=False),
    )


def _one(office: Office, caller: Caller, line: Line) -> Told:
    from review.records.handed_table import day_in

    told = {"line": line.number, "number": line["number"], "document": line["document"]}
    day, result = day_in(line["answered_on"]), _result(line["result"])
    if day is None:
        return Told(**told, outcome="refused", reason="答复日期写法不对")  # type: ignore[arg-type]
    if result is None:
        allowed = "、".join(word.label for word in RequestResult)
        return Told(**told, outcome="refused", reason=f"答复结果须是：{allowed}")  # type: ignore[arg-type]
    asked = EnterRequest(
        document=line["document"],
        number=line["number"],
        requester=line["requester"],
        answered_on=day,
        result=result,
        correction=line["correction"],
    )
    try:
        return Told(**told, outcome=_entered(office, asked, caller))  # type: ignore[arg-type]
    except Refused as refusal:
        return Told(**told, outcome="refused", reason=refusal.message)  # type: ignore[arg-type]


def _entered(office: Office, asked: EnterRequest, caller: Caller) -> str:
    entered = office.do(asked, caller=caller)
    if entered.is_new:
        return "entered"
    return "corrected" if entered.is_corrected else "unchanged"


def _result(said: str) -> RequestResult | None:
    try:
        return RequestResult.of(said)
    except ValueError:
        return None
