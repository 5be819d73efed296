"""Passwords: asked for unseen on a terminal, read line by line from a script."""

from __future__ import annotations

import sys

import click

from review.cli.speech import WrongUseError


def asked(what: str) -> str:
    """Return a password that is known already."""
    if sys.stdin.isatty():
        return str(click.prompt(what, hide_input=True, err=True))
    return _line(what)


def chosen(what: str) -> str:
    """Return a new password, asked for twice on a terminal."""
    if not sys.stdin.isatty():
        return _line(what)
    while True:
        first = str(click.prompt(what, hide_input=True, err=True))
        if first == click.prompt("再输入一次", hide_input=True, err=True):
            return first
        click.echo("两次输入的不一样，请重新输入。", err=True)


def _line(what: str) -> str:
    line = sys.stdin.readline()
    if not line:
        raise WrongUseError(f"没有读到{what}：请在终端输入，或者从标准输入逐行给出。")
    return line.rstrip("\r\n")
