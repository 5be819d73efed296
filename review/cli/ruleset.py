# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen ruleset`: the rules by which files are screened, and what an agency adds to them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from review.cli.handing import handed
from review.cli.office import has_database, the_caller, the_office, who
from review.cli.printing import patience, print_json, print_table, say
from review.cli.ruleset_trial import samples_in, tell_trial, trial_json
from review.cli.speech import A_FILE, A_PATH, Group, argument, as_json, by, command, option
from review.commands import ActivateRuleset, DraftRuleset, SignRuleset

if TYPE_CHECKING:
    from review.screening.ruleset import Ruleset
    from review.services.ruleset_lines import RulesetLine

ruleset = Group(
    "ruleset",
    members={
        "list": "ruleset:list_rules",
        "show": "ruleset:show",
        "draft": "ruleset:draft",
        "test": "ruleset:test",
        "diff": "ruleset:diff",
        "sign": "ruleset:sign",
        "activate": "ruleset:activate",
    },
    help="保密检测的规则库：列出在用的，起草、测试、签署、启用本机关的规则和词表。",
)
the_version = argument("version", metavar="版本", help="起草时定的版本号，见 xianshen ruleset list")


@command(
    "list",
    help=(
        "列出在用规则库的版本和每一条规则；写明 --by 的，还列出本机关起草的各个版本。\n"
        "不写 --by 或者没有数据库的，只列出随产品提供的规则。"
    ),
)
@option("--by", "login", metavar="用户", help="以谁的身份查看")
@as_json
def list_rules(*, login: str | None, as_json: bool) -> None:
    """Tell the active ruleset, rule by rule."""
    active, lines = _known(login)
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
        print_json(told | {"rules": rules, "drafts": [_line(each) for each in lines]})
        return
    say(f"{active.title}（{active.version}，{len(active.rules)} 条）")
    rows = [(rule.id, rule.severity.label, rule.message, rule.basis) for rule in active.rules]
    print_table(("规则", "级别", "含义", "依据"), rows, none="没有规则。")
    if lines:
        say("")
        _tell_lines(lines)


@command("show", help="显示本机关一个版本的规则库：状态、文件、测试结果、签署的人。")
@the_version
@by
@as_json
def show(*, version: str, login: str, as_json: bool) -> None:
    """Tell everything of one version but its terms."""
    from review.services.ruleset_lines import ruleset_line

    with the_office() as office:
        line = office.ask(ruleset_line, version, caller=the_caller(office, login))
    if as_json:
        print_json(_line(line))
        return
    _tell_lines((line,))
    print_table(("文件", "行数"), [(name, str(count)) for name, count in line.files], none="")
    if line.summary is not None:
        tell_trial(line.summary)


@command(
    "draft",
    help=(
        "起草本机关的规则和词表，由办公室审查人或者保密审查员办理；校验通过才收下。\n"
        "规则写成 TOML，形式同随产品提供的规则，规则名以 local. 开头；\n"
        "词表是 UTF-8 文本，每行一词；或者 CSV，列名为 词,级别,说明。"
    ),
)
@argument("files", nargs=-1, required=True, type=A_FILE, metavar="文件…", help="规则和词表")
@option("--version", "version", required=True, metavar="版本", help="版本号，本机关内不重复")
@by
def draft(*, files: tuple[Path, ...], version: str, login: str) -> None:
    """Draft rules and terms of the agency's own."""
    with the_office() as office:
        asked = DraftRuleset(version=version, sources=handed(files))
        named = office.do(asked, caller=the_caller(office, login))
    say(f"已起草 {named}，尚未启用。下一步：xianshen ruleset test {named}")


@command(
    "test",
    help=(
        "测试起草的规则库：本机关最近的公文（默认一百件），连同样本文件夹，\n"
        "按在用的和起草的规则库各检测一遍，列出会多出、少去、改变级别的疑点。\n"
        "摘录已遮盖；留存的只有规则和数目。"
    ),
)
@the_version
@option("--samples", "samples", type=A_PATH, metavar="文件夹", help="另加的样本")
@by
@as_json
def test(*, version: str, samples: Path | None, login: str, as_json: bool) -> None:
    """Show what drafted rules would change."""
    with the_office() as office:
        caller = the_caller(office, login)
        patience("正在按两套规则检测样本，请稍候……")
        trial = office.try_ruleset(version, samples_in(samples), caller=caller)
    if as_json:
        print_json(trial_json(trial))
        return
    tell_trial(trial.summary, trial)
    say(f"测试结果已留存。下一步：由保密审查员和分管领导各自 xianshen ruleset sign {version}")


@command("diff", help="再看一遍留存的测试结果：按规则列出会多出、少去、改变级别的疑点的数目。")
@the_version
@by
@as_json
def diff(*, version: str, login: str, as_json: bool) -> int:
    """Tell what the last test of a version came to."""
    from review.services.ruleset_lines import ruleset_line

    with the_office() as office:
        summary = office.ask(ruleset_line, version, caller=the_caller(office, login)).summary
    if as_json:
        print_json(summary)
    elif summary is None:
        say("还没有测试过。")
    else:
        tell_trial(summary)
    return 0 if summary is not None else 1


@command(
    "sign",
    help=(
        "签署测试过的规则库：保密审查员和分管领导各签一次，两人都不是起草人。\n签署前请先看测试结果。"
    ),
)
@the_version
@by
def sign(*, version: str, login: str) -> None:
    """Sign tested rules."""
    with the_office() as office:
        both = office.do(SignRuleset(version=version), caller=the_caller(office, login))
    left = f"可以启用：xianshen ruleset activate {version}" if both else "尚须另一人签署。"
    say(f"已签署 {version}。{left}")


@command(
    "activate",
    help=(
        "启用两人签署的规则库，原来在用的同时停用；即时生效。\n"
        "此前通过的保密审查不再能据以发布，须按现行规则库重新检测。"
    ),
)
@the_version
@by
def activate(*, version: str, login: str) -> None:
    """Let signed rules take effect."""
    from review.screening.ruleset import shown

    with the_office() as office:
        identity = office.do(ActivateRuleset(version=version), caller=the_caller(office, login))
    say(f"已启用 {version}，现行规则库为 {shown(identity)}。")


def _known(login: str | None) -> tuple[Ruleset, tuple[RulesetLine, ...]]:
    """Ask the office here for the rules of a person's agency, or take what is shipped."""
    from review.screening.rules import active_ruleset
    from review.services.agency_rules import ruleset_of
    from review.services.ruleset_lines import ruleset_lines

    if login is None or not has_database():
        return active_ruleset(), ()
    with the_office() as office:
        caller = who(office, login)
        assert caller is not None  # noqa: S101  # a login was named
        active = office.ask(ruleset_of, caller.agency_id)
        return active, office.ask(ruleset_lines, caller=caller)


def _tell_lines(lines: tuple[RulesetLine, ...]) -> None:
    rows = [
        (
            each.version,
            each.state.label,
            each.drafted_by,
            each.signed_by or "",
            each.approved_by or "",
            each.digest[:12],
        )
        for each in lines
    ]
    heads = ("版本", "状态", "起草", "保密审查员签署", "分管领导签署", "摘要")
    print_table(heads, rows, none="没有起草过。")


def _line(each: RulesetLine) -> dict[str, object]:
    return {
        "version": each.version,
        "state": each.state,
        "sha256": each.digest,
        "drafted_by": each.drafted_by,
        "drafted_at": each.drafted_at,
        "tested_as": each.tested_as,
        "signed_by": each.signed_by,
        "approved_by": each.approved_by,
        "activated_at": each.activated_at,
        "ended_at": each.ended_at,
        "files": [{"name": name, "lines": count} for name, count in each.files],
        "summary": each.summary,
    }
