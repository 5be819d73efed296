# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen check`: screening alone; a database is asked only for an agency's own rules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from review.cli.paths import Obstacle, Seen, Thing, seen_in
from review.cli.printing import print_json, print_table, progress, say, step, warn
from review.cli.rules import by_whose_rules, rules_for
from review.cli.speech import A_PATH, argument, as_json, command
from review.domain.findings import FileReport
from review.domain.vocabulary import Verdict
from review.messages import said_fault, said_place

if TYPE_CHECKING:
    from review.screening.ruleset import Ruleset

LARGEST = 200 * 1024 * 1024


@command(
    "check",
    help=(
        "检测文件和文件夹，不需要数据库；写明 --by 的，按本机关现行的规则库检测。\n"
        "文件夹连同子文件夹一起检测，隐藏文件也在内；指向文件夹之外的链接不跟随，按无法检测处理。\n"
        "路径可以用通配符，例如“材料/*.docx”、“**/*.pdf”。\n"
        "退出码：0 全部未见疑点；1 有须确认或阻断的疑点，或有文件无法检测；2 有路径不存在。"
    ),
)
@argument(
    "paths",
    nargs=-1,
    required=True,
    type=A_PATH,
    metavar="路径…",
    help="文件、文件夹或者通配符",
)
@by_whose_rules
@as_json
def check(*, paths: tuple[Path, ...], login: str | None, as_json: bool) -> int:
    """Screen what lies under the paths."""
    from review.screening.report import report_json

    ruleset = rules_for(login)
    seen = seen_in(paths)
    reports = [_report(each, ruleset) for each in progress(seen.things, doing="正在检测")]
    if as_json:
        print_json(report_json(reports, ruleset))
    else:
        _tell(reports, ruleset)
    return _exit_code(seen, reports)


def _exit_code(seen: Seen, reports: list[FileReport]) -> int:
    for path in seen.missing:
        warn(f"“{path}”不存在。")
    if seen.missing:
        return 2
    return 0 if all(report.verdict is Verdict.CLEAR for report in reports) else 1


def _report(thing: Thing, ruleset: Ruleset) -> FileReport:
    from review.screening import screen

    path = thing.path
    if thing.obstacle is not None:
        return _unread(path, thing.obstacle.label, ruleset)
    try:
        if path.stat().st_size > LARGEST:
            return _unread(path, Obstacle.TOO_LARGE.label, ruleset)
        content = path.read_bytes()
    except OSError as fault:
        return _unread(path, f"{Obstacle.NOT_LEGIBLE.label}（{said_fault(fault)}）", ruleset)
    # The folders above a file are this machine's affair: only its own name is looked at.
    report = screen(content, name=path.name, ruleset=ruleset, told=_told)
    return replace(report, name=str(path))


def _told(number: int, of: int) -> None:
    """Recognition takes seconds a page."""
    step("正在识别扫描页和图片", number, of)


def _unread(path: Path, why: str, ruleset: Ruleset) -> FileReport:
    return FileReport(
        name=str(path),
        sha256="",
        sm3="",
        media_type="",
        size=0,
        ruleset=ruleset.identity,
        findings=(),
        unreadable=why,
        refused=None,
        elapsed_ms=0,
    )


def _tell(reports: list[FileReport], ruleset: Ruleset) -> None:
    from review.screening.ruleset import shown

    rows = [(report.verdict.label, str(len(report.findings)), report.name) for report in reports]
    print_table(("结论", "疑点", "文件"), rows, none="没有文件。")
    say(f"规则库：{shown(ruleset.identity)}")
    for report in reports:
        if report.unreadable or report.findings:
            say("")
            say(report.name)
        if report.unreadable:
            say(f"  无法检测：{report.unreadable}")
        for each in report.findings:
            place = f"（{said_place(each.place)}）" if said_place(each.place) else ""
            say(f"  [{each.severity.label}] {each.rule}{place}{each.excerpt}")
            say(f"      {each.message} 依据：{each.basis}")
