# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen webhook`: addresses of other systems that are told when a case moves."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

import click

from review.cli.office import the_caller, the_office, who
from review.cli.printing import print_json, print_table, say, warn
from review.cli.speech import Group, argument, as_json, by, command, option
from review.domain.office_time import minute_in_office
from review.webhook_commands import AddWebhook, EndWebhook, RetryWebhooks

FAILURES = {
    "address": "地址不在允许之列",
    "unreachable": "连接不上或没有应答",
    "certificate": "证书不可信",
    "redirected": "要求转到别处",
    "refused": "对方没有接受",
}
webhook = Group(
    "webhook",
    members={
        "add": "webhook:add",
        "list": "webhook:list_webhooks",
        "end": "webhook:end",
        "retry": "webhook:retry",
    },
    help="回调：审查件到了新的环节，通知办公系统。",
)
as_whom = option("--by", "login", metavar="用户", help="以谁的身份查看；不写的，看全部")


@command(
    "add",
    help=(
        "增加一个回调地址，由系统管理员或者安全保密管理员办理；签名用的密钥只显示这一次，输出到标准输出。\n"
        "通知里只有编号和环节，没有标题和内容。\n"
        "须为 https 地址；本单位内部的主机须先写入 XIANSHEN_WEBHOOK_HOSTS。"
    ),
)
@argument("url", metavar="地址", help="如 https://oa.example.gov.cn/xianshen")
@by
def add(*, url: str, login: str) -> None:
    """Let an address be told."""
    with the_office() as office:
        made = office.do(AddWebhook(url=url), caller=the_caller(office, login))
    warn(f"已增加 {made.id}。密钥只显示这一次：")
    click.echo(made.secret)


@command("list", help="列出回调地址和还没有送达的通知。")
@as_whom
@as_json
def list_webhooks(*, login: str | None, as_json: bool) -> None:
    """Tell the addresses, and what was not taken yet."""
    from review.services.webhooks import undelivered, webhook_views

    with the_office() as office:
        caller = who(office, login)
        views = office.ask(webhook_views, caller=caller)
        waiting = office.ask(undelivered, caller=caller)
    if as_json:
        told = {"webhooks": [asdict(one) for one in views]}
        print_json({**told, "undelivered": [asdict(one) for one in waiting]})
        return
    rows = [
        (
            one.id,
            _state(one.ended_at),
            str(one.waiting),
            str(one.dead),
            minute_in_office(one.told_at) if one.told_at else "",
            one.url,
        )
        for one in views
    ]
    print_table(
        ("编号", "状态", "等待", "未能送达", "最近送达", "地址"), rows, none="没有回调地址。"
    )
    late = [
        (
            one.id,
            "未能送达" if one.is_dead else "等待送达",
            one.case,
            one.stage_label,
            str(one.attempts),
            FAILURES.get(one.failure or "", ""),
        )
        for one in waiting
    ]
    print_table(("通知", "状态", "审查件", "环节", "次数", "原因"), late, none="通知全部送达。")


@command("end", help="停用一个回调地址，由系统管理员或者安全保密管理员办理；还没有送达的不再送。")
@argument("webhook_id", metavar="编号", help="见 xianshen webhook list")
@by
def end(*, webhook_id: str, login: str) -> None:
    """Tell an address no more."""
    with the_office() as office:
        office.do(EndWebhook(webhook=webhook_id), caller=the_caller(office, login))
    say(f"已停用 {webhook_id}。")


@command("retry", help="重送多次未能送达的通知；不写编号的，全部重送。")
@argument("delivery", required=False, metavar="[通知]", help="通知的编号，见 xianshen webhook list")
@by
def retry(*, delivery: str | None, login: str) -> int:
    """Try messages again that were given up."""
    with the_office() as office:
        count = office.do(RetryWebhooks(delivery=delivery), caller=the_caller(office, login))
    if count:
        say(f"将重送 {count} 个通知，下一次定时任务送出。")
    elif delivery is None:
        say("没有需要重送的通知。")
    else:
        warn(f"没有编号为“{delivery}”、未能送达的通知。编号见 xianshen webhook list。")
    return 0 if count or delivery is None else 1


def _state(ended_at: datetime | None) -> str:
    return "已停用" if ended_at else "在用"
