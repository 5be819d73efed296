# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen publish`: what is out there, and whether it is what was approved."""

from __future__ import annotations

from dataclasses import asdict

from review.cli.office import the_caller, the_office, who
from review.cli.printing import print_json, print_table, say, warn
from review.cli.speech import Group, argument, as_json, by, command, option
from review.commands import RetryDelivery
from review.domain.vocabulary import Channel
from review.messages import FAILURE, FAILURES

publish = Group(
    "publish",
    members={
        "verify": "publish:verify",
        "status": "publish:status",
        "retry": "publish:retry",
    },
    help="发布渠道：对账、发件箱、重发。",
)
STATES = {"waiting": "等待送达", "dead": "未能送达"}
ACTIONS = {"publish": "发布", "withdraw": "撤下"}
SORTS = {"missing": "渠道缺少", "extra": "渠道多出", "altered": "内容不一致"}


def labelled(channel: str) -> str:
    """Return what a channel is called; scripts get its identifier."""
    return Channel.of(channel).label


@command("verify", help="对账：渠道上的文件与本库已公开的逐件比对；有出入的，退出码 1。")
@as_json
def verify(*, as_json: bool) -> int:
    """Compare both sides of every channel."""
    from review.services.reconciliation import reconcile_all

    with the_office() as office:
        channels = reconcile_all(office.database, means=office.means)
    found = [
        {"channel": name, "document": each.document, "difference": each.sort.value}
        for name, differences in channels.items()
        for each in differences
    ]
    if as_json:
        print_json({"channels": list(channels), "differences": found})
    else:
        rows = [
            (labelled(each["channel"]), SORTS[each["difference"]], each["document"])
            for each in found
        ]
        print_table(("渠道", "出入", "公文"), rows, none=f"{len(channels)} 个渠道，全部一致。")
    return 1 if found else 0


@command("status", help="查看发件箱：等待送达的和多次未送达的。")
@option("--by", "login", metavar="用户", help="以谁的身份查看")
@as_json
def status(*, login: str | None, as_json: bool) -> None:
    """Tell what waits in the outbox or was given up."""
    from review.services.outbox_lines import outbox_lines

    with the_office() as office:
        lines = office.ask(outbox_lines, caller=who(office, login))
    if as_json:
        print_json([asdict(each) for each in lines])
        return
    rows = [
        (
            STATES[each.state],
            ACTIONS.get(each.action, each.action),
            labelled(each.channel),
            str(each.attempts),
            FAILURES.get(each.failure, FAILURE) if each.failure else "",
            each.key,
        )
        for each in lines
    ]
    heads = ("状态", "事项", "渠道", "次数", "原因", "编号")
    print_table(heads, rows, none="发件箱已空，全部送达。")


@command("retry", help="重发多次未送达的；不写编号的，全部重发。")
@argument("key", required=False, metavar="[编号]", help="发件箱里的编号")
@by
def retry(*, key: str | None, login: str) -> int:
    """Try dead deliveries again."""
    with the_office() as office:
        keys = office.do(RetryDelivery(key=key), caller=the_caller(office, login))
    if keys:
        say(f"将重发 {len(keys)} 件，下一次定时任务送出。")
    elif key is None:
        say("没有需要重发的：发件箱里没有多次未送达的。")
    else:
        warn(f"发件箱里没有编号为“{key}”、多次未送达的一件。编号见 xianshen publish status。")
    return 0 if keys or key is None else 1
