# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen import`: historic papers in bulk by a manifest, a line of outcome for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from review.cli.office import the_caller, the_office
from review.cli.printing import print_json, say, step, warn
from review.cli.speech import A_FILE, A_PATH, WrongUseError, argument, as_json, by, command, option
from review.commands import HandedFile, HandIn
from review.domain.refusal import Refused
from review.domain.vocabulary import DocumentKind, Genre, Source, Term

if TYPE_CHECKING:
    from review.bootstrap import Office
    from review.commands import Caller
    from review.records.handed_table import Column, Line

T = TypeVar("T", bound=Term)
APART = ";；|"
OUTCOMES = {
    "imported": "已收",
    "there": "收过",
    "twice": "表中重复",
    "missing": "缺文件",
    "refused": "拒收",
    "unfit": "没有收",
}
STOPPED = ("missing", "refused", "unfit", "twice")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one line of the manifest."""

    line: int
    file: str
    outcome: str
    case: str = ""
    reason: str = ""


class UnfitLine(Exception):  # noqa: N818  # an answer of one line
    """A line of which something is missing or wrong."""

    def __init__(self, outcome: str, reason: str) -> None:
        """Keep what is told of it."""
        super().__init__(reason)
        self.outcome, self.reason = outcome, reason


@dataclass(slots=True, kw_only=True)
class Batch:
    """One manifest under way: where its files lie, and which were seen in it."""

    office: Office
    caller: Caller
    folder: Path
    seen: dict[str, int] = field(default_factory=dict)
    """By hash of the 正文: the first line that named it."""


@command(
    "import",
    help=(
        "成批收历史公文：按清单逐行收，每件立案，在“源头认定”等待认定，与其他公文一样审查。\n"
        "清单是 .xlsx，或者 UTF-8、GBK 编码的 .csv；第一行是栏目：文件、标题、文种、科室、"
        "信息来源、发文字号、成文日期、体裁（后三栏可没有）；几个文件用分号隔开，第一个是正文。\n"
        "逐行报告结果；中途停了的，再运行一次即接着收，收过的不会重复。有一行没有收的，退出码为 1。"
    ),
)
@argument("manifest", type=A_FILE, metavar="清单", help=".csv 或 .xlsx 文件")
@option("--folder", type=A_PATH, metavar="路径", help="文件所在的文件夹，默认是清单所在的")
@by
@as_json
def import_papers(*, manifest: Path, folder: Path | None, login: str, as_json: bool) -> int:
    """Receive the papers of a manifest."""
    from review.records.handed_table import lines_in

    place = folder or manifest.parent
    if not place.is_dir():
        raise WrongUseError(f"文件夹“{place}”不存在。")
    lines = lines_in(manifest.read_bytes(), name=manifest.name, columns=_columns())
    told: list[Outcome] = []
    with the_office() as office:
        batch = Batch(office=office, caller=the_caller(office, login), folder=place)
        for number, line in enumerate(lines, start=1):
            step("正在收文", number, len(lines))
            outcome = _one(batch, line)
            told.append(outcome)
            if not as_json:
                say(_said(outcome))
    if as_json:
        keys = ("line", "file", "outcome", "case", "reason")
        print_json([{key: getattr(one, key) for key in keys} for one in told])
    else:
        _tell(told)
    return 1 if any(one.outcome in STOPPED for one in told) else 0


def _said(one: Outcome) -> str:
    words = (f"第 {one.line} 行", OUTCOMES[one.outcome], one.case, one.file, one.reason)
    return "  ".join(word for word in words if word)


def _tell(told: list[Outcome]) -> None:
    counts = Counter(one.outcome for one in told)
    sums = "，".join(f"{label} {counts[key]}" for key, label in OUTCOMES.items() if counts[key])
    say(f"共 {len(told)} 行：{sums or '清单里没有公文'}。")
    stopped = sum(counts[key] for key in STOPPED)
    if stopped:
        warn(f"有 {stopped} 行没有收；改正后再运行一次，收过的不会重复。")


def _one(batch: Batch, line: Line) -> Outcome:
    """Receive the paper of one line; whatever is wrong with it, the next line goes on."""
    name = line["file"]
    try:
        outcome, case, reason = _received(batch, line)
    except UnfitLine as unfit:
        outcome, case, reason = unfit.outcome, "", unfit.reason
    except Refused as refusal:
        outcome, case, reason = "unfit", "", refusal.message
    return Outcome(line=line.number, file=name, outcome=outcome, case=case, reason=reason)


def _received(batch: Batch, line: Line) -> tuple[str, str, str]:
    from review.hashing import both
    from review.services.known_originals import case_with, was_refused

    paper = HandIn(
        files=tuple(_files(batch, line)),
        title=line["title"],
        kind=_word(DocumentKind, line["kind"], "文种"),
        section=line["section"],
        source=_word(Source, line["source"], "信息来源"),
        genre=_word(Genre, line["genre"], "体裁") if line["genre"] else None,
        number=line["number"] or None,
        dated=_day(line),
        is_historic=True,
    )
    sha256, _ = both(paper.files[0].content)
    first = batch.seen.setdefault(sha256, line.number)
    if first != line.number:
        raise UnfitLine("twice", f"与第 {first} 行是同一个文件")
    there = batch.office.ask(case_with, sha256, caller=batch.caller)
    if there is not None:
        return "there", there, ""
    if batch.office.ask(was_refused, sha256, caller=batch.caller):
        raise UnfitLine("refused", "以前已拒收，按保密规定离线处置")
    received = batch.office.do(paper, caller=batch.caller)
    if received.refused_rule is not None:
        raise UnfitLine("refused", f"规则 {received.refused_rule}，内容未保存")
    return "imported", str(received.case), "；".join(received.hints)


def _files(batch: Batch, line: Line) -> Iterator[HandedFile]:
    named = line["file"]
    for sign in APART:
        named = named.replace(sign, "\n")
    names = [name.strip() for name in named.split("\n") if name.strip()]
    if not names:
        raise UnfitLine("missing", "没有写明文件")
    root = batch.folder.resolve()
    for name in names:
        path = (root / name.replace("\\", "/")).resolve()
        if not path.is_relative_to(root):
            raise UnfitLine("missing", f"“{name}”不在这个文件夹里")
        try:
            yield HandedFile(name=path.name, content=path.read_bytes())
        except OSError:
            raise UnfitLine("missing", f"“{name}”不存在或者读不了") from None


def _word(kind: type[T], said: str, what: str) -> T:
    try:
        return kind.of(said)
    except ValueError:
        allowed = "、".join(word.label for word in kind)
        raise UnfitLine("unfit", f"{what}须是：{allowed}") from None


def _day(line: Line) -> date | None:
    from review.records.handed_table import day_in

    if not line["dated"]:
        return None
    day = day_in(line["dated"])
    if day is None:
        raise UnfitLine("unfit", "成文日期写法不对")
    return day


def _columns() -> tuple[Column, ...]:
    from review.records.handed_table import Column

    return (
        Column(key="file", headings=("文件", "文件名", "文件路径")),
        Column(key="title", headings=("标题", "公文标题", "题名")),
        Column(key="kind", headings=("文种",)),
        Column(key="section", headings=("科室", "承办科室", "拟稿科室")),
        Column(key="source", headings=("信息来源", "来源")),
        Column(key="number", headings=("发文字号", "文号"), is_required=False),
        Column(key="dated", headings=("成文日期", "发文日期", "日期"), is_required=False),
        Column(key="genre", headings=("体裁",), is_required=False),
    )
