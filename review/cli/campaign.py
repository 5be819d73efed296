# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen reassess plan`, `report` and `close`: the yearly campaign from its plan to its end."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from review.cli.kinds import Choice, Day, Whole
from review.cli.office import the_caller, the_office, who
from review.cli.printing import print_json, print_table, say, warn
from review.cli.saving import refuse_bare_place
from review.cli.speech import A_PATH, WrongUseError, argument, as_json, by, command, option
from review.messages import said_fault
from review.reassessment_commands import CloseCampaign, PlanCampaign

if TYPE_CHECKING:
    from review.commands import Caller
    from review.records.sheet import Sheet
    from review.services.campaign_shapes import Bar, CampaignView
    from review.services.work import Work

the_year = option("--year", required=True, type=Whole(2000, 2100), help="哪一年的年度评估")
LATEST = {"flag": "立案", "assess": "评估完", "hold": "进入观察期", "publish": "公开"}


@command(
    "plan",
    help=(
        "制定年度评估方案：范围是全部不予公开、依申请公开的和没有认定的历史公文，一件不少。\n"
        "默认 1 月 1 日至 3 月底最后一个工作日；来不及在 3 月底前完成的，不能制定。"
    ),
)
@the_year
@option("--first-day", type=Day(), help="开始的日期")
@option("--last-day", type=Day(), help="完成的日期")
@option("--responsible", default="", metavar="用户", help="负责人，默认是制定人")
@by
def plan(
    *, year: int, first_day: date | None, last_day: date | None, responsible: str, login: str
) -> None:
    """Plan a campaign."""
    asked = PlanCampaign(year=year, first_day=first_day, last_day=last_day, responsible=responsible)
    with the_office() as office:
        caller = the_caller(office, login)
        office.do(asked, caller=caller)
        view = office.ask(_view, year, caller)
    say(
        f"已制定{year}年度评估方案：{view.first_day} 至 {view.last_day}，负责人{view.responsible}。"
    )
    told = "；".join(f"最迟 {one.on} {LATEST[one.what]}" for one in view.days)
    say(f"按现在的件数，应评估 {view.in_scope} 件。{told}。")


@command(
    "report",
    help=(
        "年度评估的进展或结果：应评件数、各种结论、各科室进展、逾期清单。\n"
        "同时写出核对所用的查询：应评件数等于各种结论之和，不相等的退出码为 1。"
    ),
)
@the_year
@option("--format", "form", type=Choice("docx", "pdf", "xlsx", "json"), help="存为汇总表的格式")
@option("-o", "--output", type=A_PATH, metavar="路径", help="汇总表存到哪里")
@by
@as_json
def report(*, year: int, form: str | None, output: Path | None, login: str, as_json: bool) -> int:
    """Tell how a campaign stands, with the queries that prove it."""
    from review.services.summary_sheets import summary_sheet

    refuse_bare_place(output, form)
    with the_office() as office:
        caller = the_caller(office, login)
        view = office.ask(_view, year, caller)
        if form is not None:
            sheet = office.ask(summary_sheet, year, caller=caller)
            save_sheet(sheet, form=form, path=output or Path(f"{year}年定期评估汇总表.{form}"))
            return 0 if view.is_balanced else 1
    if as_json:
        print_json(_told(view))
    else:
        _tell(view)
    if not view.is_balanced:
        warn("应评件数与各种结论之和不相等，请系统管理员运行 xianshen doctor 查明。")
    return 0 if view.is_balanced else 1


@command("close", help="办结年度评估：全部有结论才能办结，结果留存，以后不再改变。")
@the_year
@option("--summary", default="", help="总结的话")
@by
def close(*, year: int, summary: str, login: str) -> None:
    """Close a campaign."""
    with the_office() as office:
        caller = the_caller(office, login)
        office.do(CloseCampaign(year=year, summary=summary), caller=caller)
        view = office.ask(_view, year, caller)
    say(f"{year}年度评估已办结。")
    _tell(view)


@command("form", help="输出一件的《政府信息公开定期评估审查表》；不写 -o 的，存在当前文件夹。")
@argument("reference", metavar="编号", help="评估件编号，如 2026-0001")
@option(
    "--format",
    "form",
    required=True,
    type=Choice("docx", "pdf", "xlsx", "json"),
    help="格式",
)
@option("-o", "--output", type=A_PATH, metavar="路径", help="存到哪里")
@option("--by", "login", metavar="用户", help="以谁的身份查看")
def item_form(*, reference: str, form: str, output: Path | None, login: str | None) -> None:
    """Draw the form of one item that was looked at again."""
    from review.services.assessment_sheets import item_sheet

    with the_office() as office:
        sheet = office.ask(item_sheet, reference, caller=who(office, login))
    save_sheet(sheet, form=form, path=output or Path(f"{reference}评估审查表.{form}"))


def save_sheet(sheet: Sheet, *, form: str, path: Path) -> None:
    """Write a form where it was asked for, and nowhere over another."""
    from review.records.sheet_files import DRAWN

    draw, _ = DRAWN[form]
    try:
        with path.open("xb") as out:
            out.write(draw(sheet))
    except OSError as fault:
        raise WrongUseError(f"“{path}”写不了（{said_fault(fault)}）。") from None
    say(f"已存为 {path}")


def _view(work: Work, year: int, caller: Caller) -> CampaignView:
    from review.services.campaign_rows import the_campaign
    from review.services.campaign_views import campaign_view

    return campaign_view(work, the_campaign(work, caller.agency_id, year), caller=caller)


def _tell(view: CampaignView) -> None:
    say(f"{view.year}年度评估：{view.first_day} 至 {view.last_day}，负责人{view.responsible}。")
    if view.closing:
        say(f"已由{view.closing.by}于 {view.closing.at:%Y-%m-%d} 办结。{view.closing.summary}")
    totals = view.closing.outcomes if view.closing else view.totals
    in_scope = view.closing.in_scope if view.closing else view.in_scope
    print_table(
        ("结论", "件数"),
        [*((word.label, str(number)) for word, number in totals), ("应评合计", str(in_scope))],
        none="",
    )
    rows = [
        (one.name, "、".join(one.heads), *_numbers(one.bar), str(one.late)) for one in view.sections
    ]
    heads = ("科室", "负责人", "应评", "已有结论", "观察期内", "待评估", "待人办理", "逾期")
    print_table(heads, rows, none="范围内没有公文。")
    late = [
        (one.section, one.case or "未立案", str(one.due_on or ""), one.title) for one in view.late
    ]
    print_table(("科室", "编号", "到期", "标题"), late, none="没有逾期的。")
    say(f"应评件数：{view.scope_query}")
    say(f"各件结论：{view.standing_query}")


def _numbers(bar: Bar) -> tuple[str, ...]:
    parts = (bar.whole, bar.done, bar.in_window, bar.waiting, bar.needs_person)
    return tuple(str(part) for part in parts)


def _told(view: CampaignView) -> dict[str, Any]:
    return {
        "year": view.year,
        "first_day": view.first_day,
        "last_day": view.last_day,
        "responsible": view.responsible,
        "days": {one.what: one.on for one in view.days},
        "in_scope": view.in_scope,
        "outcomes": {word.value: number for word, number in view.totals},
        "balanced": view.is_balanced,
        "sections": [
            {
                "section": one.name,
                "heads": list(one.heads),
                "in_scope": one.bar.whole,
                "done": one.bar.done,
                "in_window": one.bar.in_window,
                "waiting": one.bar.waiting,
                "needs_person": one.bar.needs_person,
                "late": one.late,
            }
            for one in view.sections
        ],
        "late": [
            {"case": one.case, "document": one.document_id, "section": one.section}
            for one in view.late
        ],
        "closed": None if view.closing is None else {"at": view.closing.at, "by": view.closing.by},
        "queries": {"scope": view.scope_query, "standing": view.standing_query},
    }
