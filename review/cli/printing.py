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
    shown = sys.stderr.isatty()
    for number, thing in enumerate(things, 1):
        if shown:
            click.echo(f"\r{doing} {number}/{len(things)}", nl=False, err=True)
        yield thing
    if shown and things:
        click.echo("\r\x1b[K", nl=False, err=True)


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
