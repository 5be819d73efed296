# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen redact`: a clean copy of a file; a database is asked only for an agency's rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from review.cli.check import LARGEST
from review.cli.kinds import Word
from review.cli.paths import Obstacle
from review.cli.printing import patience, print_json, say, warn
from review.cli.rules import by_whose_rules, rules_for
from review.cli.speech import A_FILE, A_PATH, WrongUseError, argument, as_json, command, option
from review.domain.findings import FileReport
from review.domain.vocabulary import Exemption, Verdict
from review.messages import said_fault

if TYPE_CHECKING:
    from review.screening.redaction import Choice, NoCopy, RedactedCopy
    from review.screening.ruleset import Ruleset


@command(
    "redact",
    help=(
        "为区分处理制作清洁副本：删去选定的疑点，写上遮盖后的样子和理由代号。\n"
        "副本只含读者看得到的内容：批注、修订、隐藏的内容、公式、宏、嵌入的文件和文档属性一律不带。\n"
        "写出之前由两种读法逐一核对，删去的内容取不到才算数；副本是新的文件，须重新检测、审查。\n"
        "能处理 .docx、.xlsx、.pdf、.txt、.md 和 .csv；带疑似国家秘密标志的不做副本。\n"
        "退出码：0 副本已写出，其中未见疑点；1 副本中还有疑点，或者没有做成；2 写法不对。"
    ),
)
@argument("path", type=A_FILE, metavar="文件", help="原文件，不改动")
@option(
    "--findings",
    multiple=True,
    metavar="疑点",
    help="删去哪些：疑点的编号（check --json 的 id）或者规则名，可用逗号隔开",
)
@option("--all-personal", is_flag=True, help="删去全部个人信息的疑点（规则名以 person. 开头的）")
@option("--exemption", type=Word(Exemption), help="理由；不写的按规则定")
@option("--keep-pictures", is_flag=True, help="Word 文档里的图片重画后保留；不写的不带图片")
@option("-o", "--output", required=True, type=A_PATH, metavar="路径", help="副本存到哪里")
@by_whose_rules
@as_json
def redact(
    *,
    path: Path,
    output: Path,
    login: str | None,
    as_json: bool,
    **asked: Any,  # noqa: ANN401 - click's
) -> int:
    """Make a clean copy of a file, and screen it anew."""
    from review.screening.redaction import NoCopy

    choice, ruleset = _choice(**asked), rules_for(login)
    if output.exists():
        raise WrongUseError(f"“{output}”已经存在，请另指定存到哪里。")
    try:
        copy = _copy(path, choice=choice, ruleset=ruleset)
    except NoCopy as refusal:
        return _refused(path, refusal, ruleset, as_json=as_json)
    _write(copy, output)
    left = _screened(copy.content, output, ruleset)
    if as_json:
        print_json(_told(path, copy, left, ruleset))
    else:
        _tell(output, copy, left, ruleset)
    return 0 if left.verdict is Verdict.CLEAR else 1


def _choice(
    *,
    findings: tuple[str, ...],
    all_personal: bool,
    exemption: Exemption | None,
    keep_pictures: bool,
) -> Choice:
    from review.screening.redaction import Choice

    codes = {code.strip() for each in findings for code in each.replace("，", ",").split(",")}
    if not codes - {""} and not all_personal:
        raise WrongUseError("请用 --findings 写明删去哪些疑点，或者用 --all-personal。")
    return Choice(
        codes=frozenset(codes - {""}),
        all_personal=all_personal,
        exemption=exemption,
        with_pictures=keep_pictures,
    )


def _copy(path: Path, *, choice: Choice, ruleset: Ruleset) -> RedactedCopy:
    """Screen a file with all we have, pictures too, and make its copy if it may have one."""
    from review.screening import redaction

    if path.stat().st_size > LARGEST:
        raise redaction.NoCopy(redaction.Why.UNREADABLE, Obstacle.TOO_LARGE.label)
    content = path.read_bytes()
    patience("正在检测原文件……")
    refused = _screened(content, path, ruleset).refused
    if refused is not None:
        raise redaction.NoCopy(redaction.Why.MARKED, refused)
    patience("正在制作副本……")
    return redaction.redact(content, name=path.name, choice=choice, ruleset=ruleset)


def _screened(content: bytes, path: Path, ruleset: Ruleset) -> FileReport:
    from review.screening import screen

    return replace(screen(content, name=path.name, ruleset=ruleset), name=str(path))


def _write(copy: RedactedCopy, output: Path) -> None:
    if output.suffix.casefold() != f".{copy.ending}":
        raise WrongUseError(f"副本是 .{copy.ending} 文件，请给 -o 写以它结尾的文件名。")
    try:
        with output.open("xb") as file:
            file.write(copy.content)
    except OSError as fault:
        raise WrongUseError(f"“{output}”写不了（{said_fault(fault)}）。") from None


def _refused(path: Path, refusal: NoCopy, ruleset: Ruleset, *, as_json: bool) -> int:
    from review.screening.redaction import Why

    if as_json:
        why = {"why": refusal.why.value, "advice": refusal.told}
        print_json(_head(path, ruleset) | {"refused": why, "copy": None, "left": None})
    else:
        warn(refusal.told)
    return 2 if refusal.why is Why.NO_SUCH_FINDING else 1


def _told(
    path: Path, copy: RedactedCopy, left: FileReport, ruleset: Ruleset
) -> Mapping[str, object]:
    from review.screening.redaction import label_of
    from review.screening.report import report_json

    told = {
        "path": left.name,
        "sha256": left.sha256,
        "sm3": left.sm3,
        "media_type": copy.media_type,
        "cuts": copy.cuts,
        "left_out": [
            {"kind": kind, "label": label_of(kind, ruleset), "count": count}
            for kind, count in copy.left_out.items()
        ],
    }
    answer = {"refused": None, "copy": told, "left": report_json([left], ruleset)}
    return _head(path, ruleset) | answer


def _head(path: Path, ruleset: Ruleset) -> dict[str, object]:
    return {"path": str(path), "ruleset": ruleset.version}


def _tell(output: Path, copy: RedactedCopy, left: FileReport, ruleset: Ruleset) -> None:
    from review.screening.redaction import label_of
    from review.screening.ruleset import shown

    say(f"已存为 {output}，删去 {copy.cuts} 处；两种读法都取不到删去的内容。")
    if copy.left_out:
        said = (f"{label_of(kind, ruleset)} {count}" for kind, count in copy.left_out.items())
        say(f"副本没有带上：{'，'.join(said)}。")
    say(f"规则库：{shown(ruleset.identity)}")
    say(f"副本重新检测：{left.verdict.label}。副本是新的文件，公开前须作为新版本审查。")
    if left.unreadable:
        say(f"  无法检测：{left.unreadable}")
    for each in left.findings:
        say(f"  [{each.severity.label}] {each.rule} {each.excerpt}")
        say(f"      {each.message}")
