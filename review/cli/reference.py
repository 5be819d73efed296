"""The page of the command line, written from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator

import click

from review.cli.root import root
from review.cli.speech import Spoken, usage_of

HEAD = """# 命令行

<!-- 由 review.cli.reference 生成，请勿手改；各命令在 review/cli/。 -->

`xianshen` 的每个命令都有 `--help`。退出码：0 已办；1 结论为否（有疑点、被拒绝、核验未通过），
或者出了意外；2 写法不对，或路径不存在；130 被中断。

词可以写标识，也可以写名称（见[词汇表](glossary.md)）；日期写成 2027-03-01 的样子。
JSON 一律为 UTF-8，各键的次序固定；给人看的提示和拒绝的理由在标准错误。

`--by` 以某人的名义办理，须在环境变量 `XIANSHEN_TOKEN` 里放有其本人的令牌
（用 `xianshen user token` 领取）；只有演示库可以不要令牌。
数据放在哪里，由 `XIANSHEN_DATA_DIR` 和 `XIANSHEN_DATABASE_URL` 指定。
"""


def reference_page() -> str:
    """Write a chapter for every command."""
    top = click.Context(root, info_name="xianshen")
    return "\n\n".join([HEAD.rstrip("\n"), *_chapters(root, top)]) + "\n"


def _chapters(group: click.Group, ctx: click.Context) -> Iterator[str]:
    for name in group.list_commands(ctx):
        member = group.get_command(ctx, name)
        if not isinstance(member, Spoken):
            continue
        below = click.Context(member, info_name=name, parent=ctx)
        if isinstance(member, click.Group):
            yield f"## {below.command_path}\n\n{member.help}"
            yield from _chapters(member, below)
        else:
            yield _chapter(member, below)


def _chapter(command: Spoken, ctx: click.Context) -> str:
    level = "##" if ctx.parent is None or ctx.parent.parent is None else "###"
    help_text = "\n\n".join((command.help or "").splitlines())
    parts = [f"{level} {ctx.command_path}", help_text, f"```\n{usage_of(command, ctx)}\n```"]
    for head, rows in command.chapters(ctx):
        lines = [f"| `{term}` | {said} |" for term, said in rows if term != "--help"]
        if lines:
            parts.append("\n".join((f"| {head} | 说明 |", "| --- | --- |", *lines)))
    return "\n\n".join(parts)
