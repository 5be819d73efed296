"""What is printed: JSON for scripts, always UTF-8; tables and sentences for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import click

from review.cli.layout import plain, table

T = TypeVar("T")
_LINE_ANEW = "\r\x1b[K"


def say(text: str) -> None:
    """Print one line; nothing in it steers the terminal."""
    click.echo(plain(text))


def warn(text: str) -> None:
    """Print one line beside the answer, on standard error."""
    click.echo(plain(text), err=True)


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, none: str) -> None:
    """Print rows in columns, or say that there are none."""
    rows = list(rows)
    click.echo(table(heads, rows) if rows else none)


def print_json(content: object) -> None:
    """Print JSON in the order of its keys as given, in UTF-8 whatever the terminal speaks."""
    text = json.dumps(content, ensure_ascii=False, indent=2, default=_plain_value)
    click.echo(text.encode("utf-8", "replace"))


def progress(things: Sequence[T], *, doing: str) -> Iterator[T]:
    """Yield the things, and say on a terminal how far one has come."""
    for number, thing in enumerate(things, 1):
        step(doing, number, len(things))
        yield thing
    if sys.stderr.isatty() and things:
        click.echo(_LINE_ANEW, nl=False, err=True)


def step(doing: str, number: int, of: int) -> None:
    """Say on a terminal how far one thing has come, in the place of what was said before."""
    if sys.stderr.isatty():
        click.echo(f"{_LINE_ANEW}{doing} {number}/{of}", nl=False, err=True)


def patience(text: str) -> None:
    """Say on a terminal what is taking long."""
    if sys.stderr.isatty():
        click.echo(text, err=True)


def _plain_value(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value).__name__)
