"""Commands that speak Chinese: click's own machinery, with help set out in the office's words."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from functools import partial
from typing import Any

import click

from review.cli.kinds import Kind, SomePath, ThereFile
from review.cli.layout import listed, wrapped

HELP = "显示这份说明"
USAGE = "用法："
OPTIONS = "选项"
COMMAND = "命令"
_SENTENCE = re.compile("[。；：\n]")


class WrongUseError(click.UsageError):
    """The command was asked wrongly; the message says in Chinese how (exit 2)."""


class Option(click.Option):
    """An option whose help says in Chinese whether it must be given and what may be written."""

    def make_metavar(self, ctx: click.Context) -> str:  # noqa: ARG002 - click's own signature
        """Name the kind of value."""
        return self.metavar or (self.type.metavar if isinstance(self.type, Kind) else "文字")

    @property
    def told(self) -> str:
        """Everything a person must know of it."""
        said = self.help or ""
        if isinstance(self.type, Kind) and self.type.choices:
            said += f"。可填：{'、'.join(self.type.choices)}"
        marks = [mark for mark, holds in self._marks() if holds]
        return f"{said}（{'，'.join(marks)}）" if marks else said

    def _marks(self) -> tuple[tuple[str, bool], ...]:
        return (("必填", self.required), ("可多次", self.multiple))


class Spoken(click.Command):
    """What commands and groups have in common."""

    allow_extra_args = True  # so that the refusal is ours

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let a refusal know which command it was about; click's parser forgets."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as refusal:
            refusal.ctx = refusal.ctx or ctx
            raise

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Explain --help in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = HELP
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that says how it is called."""
        formatter.write(f"{USAGE}{usage_of(self, ctx)}\n")

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write everything, in columns that fit Chinese."""
        parts = [f"{USAGE}{usage_of(self, ctx)}", wrapped(self.help or "", width=formatter.width)]
        for head, rows in self.chapters(ctx):
            parts.append(f"{head}：\n{listed(rows, width=formatter.width)}")
        formatter.write("\n\n".join(part for part in parts if part) + "\n")

    def chapters(self, ctx: click.Context) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return what is told of it, under heads: arguments, options."""
        params = self.get_params(ctx)
        arguments = [(str(each.metavar), each.help or "") for each in arguments_of(params)]
        options = [(spelling_of(each, ctx), told_of(each)) for each in options_of(params)]
        return [(head, rows) for head, rows in (("参数", arguments), (OPTIONS, options)) if rows]


class Command(Spoken):
    """One command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse in Chinese what is left over."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise WrongUseError(f"多了参数：{' '.join(rest)}", ctx=ctx)
        return rest


class Group(Spoken, click.Group):
    """Commands under one name, each loaded when it is wanted."""

    def __init__(self, name: str, *, members: Mapping[str, str], **attrs: Any) -> None:  # noqa: ANN401 - click's own keywords
        """Name the members, each as module:attribute."""
        attrs.setdefault("no_args_is_help", True)
        super().__init__(name, **attrs)
        self.members = members

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Keep the order in which they were named."""
        return list(self.members)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002
        cmd_name: str,
    ) -> click.Command | None:
        """Load one member."""
        if cmd_name not in self.members:
            return None
        module, _, attribute = self.members[cmd_name].partition(":")
        found = getattr(importlib.import_module(f"review.cli.{module}"), attribute)
        return found if isinstance(found, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Refuse an unknown command with those that are like it."""
        if args and args[0] not in self.members and not args[0].startswith("-"):
            raise click.NoSuchCommand(args[0], possibilities=self.members, ctx=ctx)
        return super().resolve_command(ctx, args)

    def chapters(self, ctx: click.Context) -> list[tuple[str, list[tuple[str, str]]]]:
        """Add the commands."""
        rows = [(name, brief_of(self.get_command(ctx, name))) for name in self.members]
        return [*super().chapters(ctx), (COMMAND, rows)]


def usage_of(command: click.Command, ctx: click.Context) -> str:
    """Return how a command is called: its path, [选项], its arguments or 命令."""
    arguments = [str(each.metavar) for each in arguments_of(command.get_params(ctx))]
    tail = [COMMAND, "…"] if isinstance(command, click.Group) else arguments
    return " ".join((ctx.command_path, f"[{OPTIONS}]", *tail))


def brief_of(command: click.Command | None) -> str:
    """Return the first sentence of a command's help."""
    return _SENTENCE.split(command.help or "", maxsplit=1)[0] if command else ""


def arguments_of(params: list[click.Parameter]) -> list[click.Argument]:
    """Return what is given by position."""
    return [each for each in params if isinstance(each, click.Argument)]


def options_of(params: list[click.Parameter]) -> list[click.Option]:
    """Return what is given by name."""
    return [each for each in params if isinstance(each, click.Option) and not each.hidden]


def spelling_of(option: click.Option, ctx: click.Context) -> str:
    """Return how an option is written."""
    names = "、".join((*option.opts, *option.secondary_opts))
    return names if option.is_flag else f"{names} {option.make_metavar(ctx)}"


def told_of(option: click.Option) -> str:
    """Return what is told of an option."""
    return option.told if isinstance(option, Option) else option.help or ""


command = partial(click.command, cls=Command)
option = partial(click.option, cls=Option)
argument = click.argument

by = option("--by", "login", required=True, metavar="用户", help="以谁的名义办理，须有其本人的令牌")
as_json = option("--json", "as_json", is_flag=True, help="输出 JSON")
A_FILE = ThereFile()
A_PATH = SomePath()
