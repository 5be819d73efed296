# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen checklist`: the check list for files no machine can read, blank, to be filled in."""

from __future__ import annotations

from pathlib import Path

from review.cli.printing import say
from review.cli.speech import A_PATH, WrongUseError, command, option
from review.messages import said_fault

HEAD = (
    "# 保密审查检查清单：由人阅看机器读不了的文件时填写，每人一份。",
    "# 在每个等号后面写 是、否 或 不能确定，可在其后加“；说明”；每一项都要答。",
    "# 填好后：xianshen read-by-people 编号 文件 --checklist 本文件 --by 本人",
)


@command(
    "checklist",
    help=(
        "输出空白的检查清单，填好后交给 xianshen read-by-people --checklist。\n"
        "不需要数据库；不写 -o 的，输出到标准输出。"
    ),
)
@option("-o", "--output", type=A_PATH, metavar="路径", help="存到哪里，UTF-8 文本；已有的不覆盖")
def checklist(*, output: Path | None) -> None:
    """Write the blank check list."""
    text = blank()
    if output is None:
        for line in text.splitlines():
            say(line)
        return
    try:
        with output.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise WrongUseError(f"“{output}”已经存在，请用 -o 另指定地方。") from None
    except OSError as fault:
        raise WrongUseError(f"“{output}”写不了（{said_fault(fault)}）。") from None
    say(f"已存为 {output}")


def blank() -> str:
    """Return the list with every question and no answer, in the form that is read back."""
    from review.domain.checklist import items_of
    from review.shipped import shipped

    items = items_of(shipped("data/reference/checklist.toml").read_text("utf-8"))
    asked = (f"# {item.id}  {item.text}（{item.basis}）\n{item.id}=\n" for item in items)
    return "\n".join((*HEAD, "", *asked))
