"""What click refuses, said in Chinese."""

from __future__ import annotations

import click

from review.cli.kinds import Kind
from review.cli.layout import plain
from review.cli.speech import WrongUseError, spelling_of, usage_of


def told(error: click.UsageError) -> str:
    """Return how the command is called, what was wrong, and where to read more."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    said = f"错误：{sentence_of(error)}"
    if error.ctx is None:
        return said
    usage = f"用法：{usage_of(error.ctx.command, error.ctx)}"
    return "\n".join((usage, said, f"详见 {error.ctx.command_path} --help"))


def sentence_of(error: click.UsageError) -> str:
    """Say in Chinese what was wrong with the words on the command line."""
    match error:
        case click.MissingParameter():
            said = _missing(error)
        case click.BadParameter():
            said = f"{_name_of(error.param, error.ctx)}：{error.message}"
        case click.NoSuchOption():
            said = f"没有“{plain(error.option_name)}”这个选项。{_meant(error.possibilities)}"
        case click.NoSuchCommand():
            said = f"没有“{plain(error.command_name)}”这个命令。{_meant(error.possibilities)}"
        case click.BadOptionUsage():
            said = _badly_used(error)
        case WrongUseError():
            said = plain(error.message)
        case _:
            said = "缺少命令。" if _is_group(error) else "写法不对。"
    return said


def _missing(error: click.MissingParameter) -> str:
    param = error.param
    choices = param.type.choices if param is not None and isinstance(param.type, Kind) else ()
    more = f"可填：{'、'.join(choices)}。" if choices else ""
    kind = "参数" if isinstance(param, click.Argument) else "选项"
    return f"缺少{kind} {_name_of(param, error.ctx)}。{more}"


def _name_of(param: click.Parameter | None, ctx: click.Context | None) -> str:
    if isinstance(param, click.Argument):
        return str(param.metavar)
    if isinstance(param, click.Option) and ctx is not None:
        return spelling_of(param, ctx)
    return ""


def _badly_used(error: click.BadOptionUsage) -> str:
    """Tell a flag that was given a value from an option that was given none."""
    params = error.ctx.command.params if error.ctx is not None else []
    with_value = {
        name
        for param in params
        if isinstance(param, click.Option) and not param.is_flag
        for name in param.opts
    }
    name = plain(error.option_name)
    return f"{name} 之后要写值。" if error.option_name in with_value else f"{name} 不带值。"


def _meant(possibilities: list[str] | None) -> str:
    return f"是不是 {' 或 '.join(possibilities)}？" if possibilities else ""


def _is_group(error: click.UsageError) -> bool:
    return error.ctx is not None and isinstance(error.ctx.command, click.Group)
