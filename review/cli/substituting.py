# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen user substitute`: letting another act in one's role while one is away (休假代理)."""

from __future__ import annotations

from datetime import date

from review.cli.kinds import Day, Word
from review.cli.office import the_caller, the_office
from review.cli.printing import print_json, print_table, say
from review.cli.speech import argument, as_json, by, command, option
from review.commands import Substitute
from review.domain.vocabulary import Role


@command(
    "substitute",
    help="休假代理：请另一位在一段日子里以您的角色办理；由本人登记，到期自动终止，记录写明两人。",
)
@argument("deputy", metavar="代理人", help="代理人的用户名")
@argument("role", type=Word(Role, without=(Role.SYSTEM,)), metavar="角色", help="您的角色")
@option("--from", "first_day", type=Day(), required=True, help="起日，今天或以后")
@option("--to", "last_day", type=Day(), required=True, help="止日，含当日")
@by
def substitute(*, deputy: str, role: Role, first_day: date, last_day: date, login: str) -> None:
    """Let another act in one's own role for a time."""
    asked = Substitute(substitute=deputy, role=role, first_day=first_day, last_day=last_day)
    with the_office() as office:
        office.do(asked, caller=the_caller(office, login))
    say(f"已登记：{first_day} 至 {last_day}，由 {deputy} 代理“{role.label}”。")


@command("substitutions", help="列出与您有关的代理：请人代理的、代理他人的；过期的不列。")
@by
@as_json
def substitutions(*, login: str, as_json: bool) -> None:
    """Tell who stands in for whom."""
    from review.services.substitutions_shown import own_substitutions

    with the_office() as office:
        view = office.ask(own_substitutions, caller=the_caller(office, login))
    if as_json:
        print_json(
            [
                {
                    "principal": one.principal,
                    "substitute": one.substitute,
                    "role": one.role.value,
                    "first_day": one.first_day,
                    "last_day": one.last_day,
                    "is_mine": one.is_mine,
                }
                for one in view.lines
            ]
        )
        return
    rows = [
        (one.substitute, one.principal, one.role.label, str(one.first_day), str(one.last_day))
        for one in view.lines
    ]
    print_table(("由谁代理", "代理谁", "角色", "起", "止"), rows, none="没有代理。")
