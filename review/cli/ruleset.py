# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen ruleset`: the rules by which files are screened."""

from __future__ import annotations

from review.cli.printing import print_json, print_table, say
from review.cli.speech import Group, as_json, command

ruleset = Group("ruleset", members={"list": "ruleset:list_rules"}, help="保密检测的规则库。")


@command("list", help="列出在用规则库的版本和每一条规则。")
@as_json
def list_rules(*, as_json: bool) -> None:
    """Tell the active ruleset, rule by rule."""
    from review.screening.rules import active_ruleset

    active = active_ruleset()
    if as_json:
        rules = [
            {
                "rule": rule.id,
                "severity": rule.severity.value,
                "message": rule.message,
                "basis": rule.basis,
            }
            for rule in active.rules
        ]
        told = {"ruleset": active.version, "title": active.title, "sha256": active.digest}
        print_json(told | {"rules": rules})
        return
    say(f"{active.title}（{active.version}，{len(active.rules)} 条）")
    rows = [(rule.id, rule.severity.label, rule.message, rule.basis) for rule in active.rules]
    print_table(("规则", "级别", "含义", "依据"), rows, none="没有规则。")
