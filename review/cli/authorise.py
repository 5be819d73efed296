# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen authorise`: standing authorisations for automatic conversion."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from review.cli.kinds import Day, Whole, Word
from review.cli.office import the_caller, the_office, who
from review.cli.printing import print_json, print_table, say
from review.cli.speech import Group, argument, as_json, by, command, option
from review.commands import DraftAuthorisation, RevokeAuthorisation, SignAuthorisation, SignRules
from review.domain.vocabulary import Ground

if TYPE_CHECKING:
    from review.services.authorisation_lines import AuthorisationLine

authorise = Group(
    "authorise",
    members={
        "list": "authorise:list_authorisations",
        "draft": "authorise:draft",
        "sign-rules": "authorise:sign_the_rules",
        "sign": "authorise:sign",
        "revoke": "authorise:revoke",
    },
    help="自动转为主动公开的常设授权：起草、规则会签、签署、撤销。",
)
STATES = {
    "drafted": "待会签规则",
    "rules_signed": "待签署",
    "signed": "已签署",
    "revoked": "已撤销",
}
the_reference = argument("reference", metavar="编号", help="授权的编号")


@command("list", help="列出常设授权。")
@option("--by", "login", metavar="用户", help="以谁的身份查看")
@as_json
def list_authorisations(*, login: str | None, as_json: bool) -> None:
    """Tell the standing authorisations."""
    from review.services.authorisation_lines import authorisation_lines

    with the_office() as office:
        lines = office.ask(authorisation_lines, caller=who(office, login))
    if as_json:
        print_json([_line(each) for each in lines])
        return
    rows = [
        (
            each.reference,
            STATES[each.state],
            f"{each.first_day}至{each.last_day}",
            str(each.cap),
            str(each.hold_days),
            "、".join(ground.label for ground in each.grounds),
        )
        for each in lines
    ]
    heads = ("编号", "状态", "有效期", "上限", "观察期", "可转换的情形")
    print_table(heads, rows, none="没有常设授权。")


@command("draft", help="起草常设授权；须经另一人会签规则、分管领导签署后生效。")
@the_reference
@option("--ground", "grounds", required=True, multiple=True, type=Word(Ground), help="可转换的情形")
@option("--from", "first_day", required=True, type=Day(), help="有效期起日")
@option("--until", "last_day", required=True, type=Day(), help="有效期止日，最长一年")
@option("--cap", required=True, type=Whole(1, 100_000), help="件数上限")
@option("--hold-days", required=True, type=Whole(1, 100), help="观察期（工作日）")
@by
def draft(  # noqa: PLR0913 - one for each option
    *,
    reference: str,
    grounds: tuple[Ground, ...],
    first_day: date,
    last_day: date,
    cap: int,
    hold_days: int,
    login: str,
) -> None:
    """Draft an authorisation."""
    asked = DraftAuthorisation(
        reference=reference,
        grounds=tuple(ground.value for ground in grounds),
        first_day=first_day,
        last_day=last_day,
        cap=cap,
        hold_days=hold_days,
    )
    with the_office() as office:
        office.do(asked, caller=the_caller(office, login))
    say(f"已起草 {reference}，尚须另一人会签规则、分管领导签署。")


@command("sign-rules", help="会签授权所引的评估规则；不得是起草人。")
@the_reference
@by
def sign_the_rules(*, reference: str, login: str) -> None:
    """Sign the rules as a second person."""
    with the_office() as office:
        office.do(SignRules(reference=reference), caller=the_caller(office, login))
    say("已会签规则。")


@command("sign", help="签署授权；不得是起草人或会签人。")
@the_reference
@by
def sign(*, reference: str, login: str) -> None:
    """Sign an authorisation; from then on it may be cited."""
    with the_office() as office:
        office.do(SignAuthorisation(reference=reference), caller=the_caller(office, login))
    say("已签署，授权生效。")


@command("revoke", help="撤销授权；仍在观察期内的一律停止。")
@the_reference
@by
def revoke(*, reference: str, login: str) -> None:
    """Revoke an authorisation."""
    with the_office() as office:
        stopped = office.do(
            RevokeAuthorisation(reference=reference), caller=the_caller(office, login)
        )
    say(f"已撤销。退出观察期的：{stopped} 件。")


def _line(each: AuthorisationLine) -> dict[str, Any]:
    return {
        "reference": each.reference,
        "state": each.state,
        "grounds": [ground.value for ground in each.grounds],
        "first_day": each.first_day,
        "last_day": each.last_day,
        "cap": each.cap,
        "hold_days": each.hold_days,
    }
