# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen reassess`: what is due to be looked at again, and doing it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from review.cli.campaign import LATEST
from review.cli.kinds import Day
from review.cli.office import the_caller, the_office, who
from review.cli.printing import patience, print_json, print_table, say, warn
from review.cli.progressing import watched
from review.cli.speech import Group, WrongUseError, as_json, by, command, option
from review.commands import RetrySetAside, RunReassessment
from review.domain.errors import CampaignCannotFinish, DayNotReached
from review.domain.office_time import minute_in_office

if TYPE_CHECKING:
    from review.bootstrap import Office
    from review.commands import Caller
    from review.services.previews import PreviewLine
    from review.services.round_batches import RunReport
    from review.services.schedule import JobView
    from review.services.status import RunView, StatusView, WaitingView

reassess = Group(
    "reassess",
    members={
        "preview": "reassess:preview",
        "run": "reassess:run",
        "retry": "reassess:retry",
        "status": "reassess:status",
        "plan": "campaign:plan",
        "report": "campaign:report",
        "close": "campaign:close",
        "form": "campaign:item_form",
    },
    help="定期评估：制定年度方案、预览、执行、查看进展、办结。",
)
as_whom = option("--by", "login", metavar="用户", help="以谁的身份查看")
JOBS = {"reassess": "定期评估", "reconcile": "渠道对账"}
NAMED = 7
NOTHING_DUE = "没有到期的公文"
COUNTS = {
    "flagged": "到期立案",
    "held": "进入观察期",
    "converted": "转为主动公开",
    "lapsed": "退出观察期",
    "set_aside": "出错搁置",
}


@command(
    "preview",
    help=(
        "预览：到某日哪些公文到期、会得出什么结论；不改动任何数据。\n"
        "先写出当年评估从3月31日倒排的各个最迟日期；观察期按本机关有效的授权计，须用 --by。"
    ),
)
@option("--on", "day", type=Day(), help="哪一天，可以是将来，默认今天")
@as_whom
@as_json
def preview(*, day: date | None, login: str | None, as_json: bool) -> None:
    """Say what a run would look at and come to."""
    from review.services.previews import previewed

    patience("正在按今日规则库检测……")
    with the_office() as office:
        caller = who(office, login)
        lines = office.ask(previewed, on=day, caller=caller)
        if not as_json:
            _tell_days(office, day, caller)
    if as_json:
        print_json([_line(each) for each in lines])
        return
    rows = [
        (
            each.proposed.label,
            "进入观察期" if each.would_hold else "",
            "、".join(each.because),
            each.title,
        )
        for each in lines
    ]
    print_table(("结论", "自动", "缘由", "标题"), rows, none="没有到期的公文。")


def _tell_days(office: Office, day: date | None, caller: Caller | None) -> None:
    """Tell the latest days of the campaign, and whether a hold window can still be over in time."""
    from review.domain.campaign import refuse_late
    from review.services.campaign_days import campaign_days

    try:
        made = office.ask(campaign_days, on=day, caller=caller)
        told = "；".join(f"最迟 {on} {LATEST[what]}" for what, on in made.days().items())
        say(f"{made.year}年度评估：{told}。")
        refuse_late(made, today=day or office.ask(lambda work: work.today))
    except CampaignCannotFinish as late:
        warn(f"{late.message}{late.advice}")


@command(
    "run",
    help=(
        "执行：到期的立案评估，有常设授权的进入观察期，期满的转为主动公开并发布。\n"
        "不能执行将来的日期（退出码 2）；以前的日期只缩小范围。"
    ),
)
@option("--on", "day", type=Day(), help="哪一天，今天或以前，默认今天")
@by
@as_json
def run(*, day: date | None, login: str, as_json: bool) -> int:
    """Run a round over what is due."""
    patience("正在评估……")
    progress = watched()
    with the_office() as office:
        caller = the_caller(office, login)
        try:
            reports = office.reassess(RunReassessment(on=day), caller=caller, progress=progress)
        except DayNotReached as refusal:
            raise WrongUseError(f"{refusal.message}{refusal.advice}") from None
    if progress.screened and not as_json:
        say(f"重新检测 {progress.screened} 件，每秒 {progress.rate:.1f} 件。")
    return _tell(reports, as_json=as_json)


@command("retry", help="重办：只把出错搁置的再办一次；办成的不再列出。")
@by
@as_json
def retry(*, login: str, as_json: bool) -> int:
    """Take up what was set aside."""
    patience("正在评估……")
    with the_office() as office:
        reports = office.do(RetrySetAside(), caller=the_caller(office, login))
    return _tell(reports, as_json=as_json)


def _tell(reports: tuple[RunReport, ...], *, as_json: bool) -> int:
    """Tell what runs did; it is 1 where something was set aside."""
    if as_json:
        print_json([_report(each) for each in reports])
    for each in () if as_json else reports:
        say(f"{each.on}：{_counted(each.counts) or NOTHING_DUE}。")
        for case in each.cases:
            say(f"  {case}")
    aside = [subject for each in reports for subject in each.set_aside]
    for subject in aside:
        warn(f"出错搁置：{subject}；排除原因后用 xianshen reassess retry 重办。")
    return 1 if aside else 0


@command("status", help="查看进展：最近各次执行、仍在观察期的公文、每日任务的上次和下次运行。")
@as_whom
@as_json
def status(*, login: str | None, as_json: bool) -> None:
    """Tell the last runs and what stands in the window."""
    from review.services.status import reassessment_status

    with the_office() as office:
        view = office.ask(reassessment_status, caller=who(office, login))
    if as_json:
        print_json(_status(view))
        return
    rows = [(str(run.on_day), _counted(run.counts) or NOTHING_DUE) for run in view.runs]
    print_table(("日期", "办理情况"), rows, none="还没有执行过。")
    held = [(str(each.hold_until), each.number, each.title) for each in view.window]
    print_table(("观察期至", "编号", "标题"), held, none="没有在观察期的公文。")
    waiting = [(each.stage, _suggested(each), each.number, each.title) for each in view.waiting]
    print_table(("环节", "系统建议", "编号", "标题"), waiting, none="没有等人办理的公文。")
    jobs = [_scheduled(each) for each in view.schedule.jobs]
    print_table(("定时任务", "上次运行", "补办的日子", "下次运行"), jobs, none="")
    for each in view.set_aside:
        since = minute_in_office(each.since)
        warn(f"出错搁置（{each.error}，{each.tries} 次，{since} 起）：{each.title}")
    if view.set_aside:
        warn("排除原因后用 xianshen reassess retry 重办；每日评估也会再试。")
    if view.schedule.doubt is not None:
        rang_at = minute_in_office(view.schedule.doubt.rang_at)
        warn(
            f"机器时钟与定时任务上次运行（{rang_at}）对不上，每日任务停着；"
            "核对无误后用 xianshen clock --confirm --by 用户 确认。"
        )
    elif view.heartbeat.is_silent:
        warn("定时任务超过一小时没有动静，请检查 xianshen serve 或 xianshen clock 是否在运行。")


def _scheduled(each: JobView) -> tuple[str, ...]:
    """Return a line of the table: days that were caught up are named, or counted."""
    late = "、".join(each.missed[:NAMED]) + (
        f" 等{len(each.missed)}天" if each.missed[NAMED:] else ""
    )
    soon = "核对时钟以后" if each.next_at is None else minute_in_office(each.next_at)
    if each.running_since is not None:
        soon = f"正在运行，{minute_in_office(each.running_since)} 起"
    elif each.is_due:
        soon = "半分钟内"
    last = "还没有运行过" if each.done_at is None else minute_in_office(each.done_at)
    return JOBS.get(each.job, each.job), last, late or "无", soon


def _suggested(each: WaitingView) -> str:
    return each.suggestion.outcome if each.suggestion else "还没有评估"


def _counted(counts: dict[str, int]) -> str:
    from review.domain.vocabulary import ReassessmentOutcome

    proposed = {f"proposed:{each.value}": f"建议{each.label}" for each in ReassessmentOutcome}
    labels = COUNTS | proposed
    return "，".join(f"{labels.get(key, key)} {number} 件" for key, number in counts.items())


def _line(each: PreviewLine) -> dict[str, Any]:
    return {
        "document": each.document_id,
        "title": each.title,
        "because": list(each.because),
        "proposed": each.proposed.value,
        "would_hold": each.would_hold,
        "conditions": [
            {"condition": text, "fact": fact, "holds": holds}
            for text, fact, holds in each.conditions
        ],
        "never": list(each.never),
    }


def _report(each: RunReport) -> dict[str, Any]:
    return {
        "on": each.on,
        "counts": dict(sorted(each.counts.items())),
        "cases": each.cases,
        "set_aside": each.set_aside,
    }


def _status(view: StatusView) -> dict[str, Any]:
    return {
        "runs": [_run(each) for each in view.runs],
        "window": [
            {"case": each.number, "title": each.title, "hold_until": each.hold_until}
            for each in view.window
        ],
        "waiting": [
            {"case": each.number, "title": each.title, "stage": each.stage_name}
            for each in view.waiting
        ],
        "clock": {
            "rang_at": view.heartbeat.rang_at,
            "is_silent": view.heartbeat.is_silent,
            "doubt": view.schedule.doubt.doubt.value if view.schedule.doubt else None,
        },
        "set_aside": [
            {
                "document": each.document,
                "title": each.title,
                "error": each.error,
                "since": each.since,
                "tries": each.tries,
            }
            for each in view.set_aside
        ],
        "jobs": [
            {
                "job": each.job,
                "last_day": each.last_day,
                "done_at": each.done_at,
                "missed": list(each.missed),
                "running_since": each.running_since,
                "next_at": each.next_at,
            }
            for each in view.schedule.jobs
        ],
    }


def _run(each: RunView) -> dict[str, Any]:
    return {"started_at": each.started_at, "on": each.on_day, "counts": each.counts}
