"""Passwords: asked for unseen on a terminal, read line by line from a script."""

from __future__ import annotations

import sys

import click

from review.cli.speech import WrongUseError
from review.domain.text import is_broken


def asked(what: str) -> str:
    """Return a password that is known already."""
    if sys.stdin.isatty():
        return _legible(str(click.prompt(what, hide_input=True, err=True)), what)
    return _line(what)


def chosen(what: str) -> str:
    """Return a new password, asked for twice on a terminal."""
    if not sys.stdin.isatty():
        return _line(what)
    while True:
        first = str(click.prompt(what, hide_input=True, err=True))
        if first == click.prompt("再输入一次", hide_input=True, err=True):
            return _legible(first, what)
        click.echo("两次输入的不一样，请重新输入。", err=True)


def _line(what: str) -> str:
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        raise _illegible(what) from None
    if not line:
        raise WrongUseError(f"没有读到{what}：请在终端输入，或者从标准输入逐行给出。")
    return _legible(line.rstrip("\r\n"), what)


def _legible(said: str, what: str) -> str:
    if is_broken(said):
        raise _illegible(what)
    return said


def _illegible(what: str) -> WrongUseError:
    return WrongUseError(f"{what}里有无法辨认的字符，请用 UTF-8 的终端重新输入。")
