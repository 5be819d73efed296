"""Manifests of historic papers, with everything in them that goes wrong in an office.

Of every so many lines one names a file that is not there, one says what another line said, one is
filled in wrongly, one is a paper that may not come in, and one that came in long ago by itself.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

HEADS = ("文件", "标题", "文种", "科室", "信息来源", "发文字号", "成文日期")
WRONG = {3: "missing", 5: "twice", 6: "unfit", 7: "refused", 8: "there"}
"""By the place of a line among so many: what becomes of it; all others come in."""
TEXT = "关于报送第{0}号台账的通知\n\n各科室：\n请于2015年3月底前报送第{0}号台账。\n"
MARKED = "机密★10年\n\n关于第{0}号库房钥匙交接演示的通知\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A folder of papers, the lines of its manifest, and what must become of each."""

    path: Path
    lines: tuple[tuple[str, ...], ...]
    outcomes: tuple[str, ...]
    there: tuple[str, ...]
    """Texts that lie in the store already, under other names."""


def many(path: Path, *, lines: int, every: int) -> Folder:
    """Write a folder for a manifest of so many lines; five of `every` go wrong."""
    path.mkdir()
    kinds = [WRONG.get(number % every, "imported") for number in range(lines)]
    texts = [_text(number, kinds) for number in range(lines)]
    for number, kind in enumerate(kinds):
        if kind != "missing":
            (path / f"{number}.txt").write_text(texts[number], encoding="utf-8")
    return Folder(
        path=path,
        lines=tuple(_line(number, kind) for number, kind in enumerate(kinds)),
        outcomes=tuple(kinds),
        there=tuple(text for text, kind in zip(texts, kinds, strict=True) if kind == "there"),
    )


def _text(number: int, kinds: Sequence[str]) -> str:
    if kinds[number] == "refused":
        return MARKED.format(number)
    first = number if kinds[number] != "twice" else number - 1
    return TEXT.format(first)


def _line(number: int, kind: str) -> tuple[str, ...]:
    named = "通知单" if kind == "unfit" else "通知"
    return (
        *(f"{number}.txt", f"关于报送第{number}号台账的通知", named, "办公室", "本机关制作"),
        *(f"云财〔2015〕{number + 1}号", "2015年3月1日"),
    )


def _separated(lines: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows((HEADS, *lines))
    return text.getvalue()


def _sheet(lines: Sequence[Sequence[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for cells in (HEADS, *lines):
        sheet.append(cells)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


FORMS: Mapping[str, Callable[[Sequence[Sequence[str]]], bytes]] = {
    "gb18030.csv": lambda lines: _separated(lines).encode("gb18030"),
    "utf-8-bom.csv": lambda lines: _separated(lines).encode("utf-8-sig"),
    "sheet.xlsx": _sheet,
}
"""How offices save a table, by the name under which it lies."""


def written(folder: Folder, form: str, *, first: int = 0, last: int | None = None) -> Path:
    """Write some of the lines as a manifest beside the papers."""
    path = folder.path / form
    path.write_bytes(FORMS[form](folder.lines[first:last]))
    return path
