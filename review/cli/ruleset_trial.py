"""What a test of drafted rules came to, as people and scripts read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from review.cli.handing import LARGEST
from review.cli.paths import seen_in
from review.cli.printing import print_table, say, warn
from review.cli.speech import WrongUseError
from review.commands import HandedFile
from review.domain.vocabulary import Severity, Verdict
from review.messages import said_place

if TYPE_CHECKING:
    from review.services.trial_changes import Trial


def samples_in(folder: Path | None) -> Iterator[HandedFile]:
    """Yield the files under a folder, one at a time; what cannot be read is named and left out.

    Raises:
        WrongUseError: there is no such folder.
    """
    if folder is None:
        return iter(())
    if not folder.exists():
        raise WrongUseError(f"“{folder}”不存在。")
    return _samples(folder)


def _samples(folder: Path) -> Iterator[HandedFile]:
    for thing in seen_in((folder,)).things:
        if thing.obstacle is not None:
            warn(f"“{thing.path}”没有用作样本：{thing.obstacle.label}")
        elif thing.path.stat().st_size > LARGEST:
            warn(f"“{thing.path}”没有用作样本：超过 200 MB")
        else:
            yield HandedFile(name=thing.path.name, content=thing.path.read_bytes())


def tell_trial(summary: Mapping[str, Any], trial: Trial | None = None) -> None:
    """Tell the changes by their rules; with the test at hand also where they stand."""
    say(f"样本 {summary['files']} 个文件。")
    if summary["unread"]:
        say(f"有 {summary['unread']} 个文件读不出，没有比较。")
    if summary["refused"]:
        say(f"有 {summary['refused']} 个将不予收文。")
    for each in summary["verdicts"]:
        if each["was"] != each["now"]:
            was, now = (Verdict.of(each[key]).label for key in ("was", "now"))
            say(f"有 {each['files']} 个文件的结论由“{was}”变为“{now}”。")
    rows = [
        (
            _said(each["was"], each["now"]),
            each["rule"],
            each["title"],
            f"{each['findings']} 处",
            f"{each['papers']} 件",
        )
        for each in summary["changes"]
    ]
    print_table(("变化", "规则", "名称", "疑点", "公文"), rows, none="疑点没有变化。")
    for change in trial.sorted if trial else ():
        for one in change.shown:
            place = f"（{said_place(one.place)}）" if said_place(one.place) else ""
            say(f"  {change.rule}  {one.paper}{place}{one.excerpt}")


def trial_json(trial: Trial) -> dict[str, Any]:
    """Return everything as scripts read it; excerpts are masked."""
    shown = [
        {"rule": change.rule, "paper": one.paper, "place": dict(one.place), "excerpt": one.excerpt}
        for change in trial.sorted
        for one in change.shown
    ]
    return trial.summary | {"drafted": trial.drafted, "shown": shown}


def _said(was: str | None, now: str | None) -> str:
    if was is None:
        return f"多出（{Severity.of(str(now)).label}）"
    if now is None:
        return f"少去（{Severity.of(was).label}）"
    return f"{Severity.of(was).label} → {Severity.of(now).label}"
