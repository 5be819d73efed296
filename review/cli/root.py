"""The command `xianshen` and the names of all its commands."""

from __future__ import annotations

import click

from review.cli.speech import Group, option

MEMBERS = {
    "check": "check:check",
    "receive": "receive:receive",
    "import": "importing:import_papers",
    "case": "case:case",
    "step": "step:step",
    "beside": "beside:beside",
    "dispose": "findings:dispose",
    "cosign": "findings:cosign",
    "checklist": "checklist:checklist",
    "read-by-people": "findings:read_by_people",
    "clear": "clear:clear",
    "reassess": "reassess:reassess",
    "authorise": "authorise:authorise",
    "trigger": "documents:trigger",
    "request": "request:request",
    "take-down": "documents:take_down",
    "reopen": "documents:reopen",
    "record": "record:record",
    "register": "register:register",
    "publish": "publish:publish",
    "ledger": "ledger:ledger",
    "redact": "redact:redact",
    "ruleset": "ruleset:ruleset",
    "procedure": "procedure:procedure",
    "calendar": "calendar:calendar",
    "agency": "agency:agency",
    "section": "section:section",
    "catalogue": "catalogue:catalogue",
    "user": "user:user",
    "webhook": "webhook:webhook",
    "db": "database:db",
    "doctor": "database:doctor",
    "serve": "serve:serve",
    "clock": "serve:clock",
    "demo": "demo:demo",
}


def _tell_version(ctx: click.Context, _param: click.Parameter, value: object) -> None:
    if value and not ctx.resilient_parsing:
        from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - seldom asked

        try:
            click.echo(f"先审 {version('xianshen')}")
        except PackageNotFoundError:
            click.echo("先审（未安装，从源文件夹运行）")
        ctx.exit()


root = Group(
    "xianshen",
    members=MEMBERS,
    help=(
        "先审：政府信息公开的保密审查、公开审批、定期评估与发布。\n"
        "本系统为非涉密系统，不得处理涉密公文。\n"
        "每个命令都有 --help；退出码 0 已办，1 结论为否，2 写法不对或路径不存在。"
    ),
)
option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help="显示版本",
)(root)
