"""The kinds of values an option takes, each refusing in Chinese what it cannot take."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from review.cli.layout import plain
from workflows.words import Term

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = re.compile(r"[0-9]{1,9}")


class Kind(click.ParamType[Any]):
    """A kind of value; `choices` are what may be written, where that is a fixed list."""

    name = "value"
    metavar = "文字"
    choices: tuple[str, ...] = ()

    def convert(
        self,
        value: object,
        param: click.Parameter | None,  # noqa: ARG002 - click's own signature
        ctx: click.Context | None,  # noqa: ARG002
    ) -> object:
        """Read what was written; a refusal says in Chinese what may be."""
        return self.read(str(value))

    def read(self, text: str) -> object:
        """Take any text, unless a kind is choosier."""
        return text

    def no_such_choice(self, text: str) -> click.BadParameter:
        """Return the refusal that lists the choices."""
        return click.BadParameter(f"没有“{plain(text)}”这个选择。可填：{'、'.join(self.choices)}。")


class Word(Kind):
    """A word of the office, by its identifier or its label."""

    name = "word"
    metavar = "词"

    def __init__(self, terms: type[Term], *, without: Iterable[Term] = ()) -> None:
        """Take the words of a list, save those that nobody may give."""
        self.allowed = tuple(term for term in terms if term not in set(without))
        self.choices = tuple(f"{term.label}（{term.value}）" for term in self.allowed)

    def read(self, text: str) -> Term:
        """Find the word."""
        for term in self.allowed:
            if text.strip() in (term.value, term.label):
                return term
        raise self.no_such_choice(text)


class Choice(Kind):
    """One of a few words that the office has no term for."""

    name = "choice"
    metavar = "词"

    def __init__(self, *words: str, **labelled: str) -> None:
        """Take these words; those with a label by either."""
        self.labels = labelled
        self.words = (*words, *labelled)
        self.choices = (*words, *(f"{label}（{word}）" for word, label in labelled.items()))

    def read(self, text: str) -> str:
        """Find the word."""
        for word in self.words:
            if text in (word, self.labels.get(word)):
                return word
        raise self.no_such_choice(text)


class Day(Kind):
    """A day, written as 2027-03-01."""

    name = "day"
    metavar = "日期"

    def read(self, text: str) -> date:
        """Read the one form in which a day is written."""
        try:
            if _DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass  # such a day does not exist: the same refusal
        raise click.BadParameter(f"“{plain(text)}”不是日期。请写成 2027-03-01 的样子。")


class Whole(Kind):
    """A whole number within bounds."""

    name = "whole"
    metavar = "数"

    def __init__(self, least: int, most: int) -> None:
        """Take the numbers from `least` to `most`."""
        self.least, self.most = least, most

    def read(self, text: str) -> int:
        """Read the number; what is beyond the bounds is refused with them."""
        if _WHOLE.fullmatch(text) and self.least <= int(text) <= self.most:
            return int(text)
        raise click.BadParameter(f"“{plain(text)}”须为 {self.least} 至 {self.most} 的整数。")


class ThereFile(Kind):
    """A file that exists."""

    name = "file"
    metavar = "文件"

    def read(self, text: str) -> Path:
        """Look whether it is there and a file."""
        path = Path(text)
        if not path.exists():
            raise click.BadParameter(f"“{plain(text)}”不存在。")
        if not path.is_file():
            raise click.BadParameter(f"“{plain(text)}”不是文件。")
        return path


class SomePath(Kind):
    """A path as it was written; whether anything is there, the command finds out."""

    name = "path"
    metavar = "路径"

    def read(self, text: str) -> Path:
        """Keep the path."""
        return Path(text)


class Given(Kind):
    """What is filled in for a step: 项目=内容."""

    name = "given"
    metavar = "项目=内容"

    def read(self, text: str) -> tuple[str, str]:
        """Part the key from what is filled in."""
        key, sign, content = text.partition("=")
        if not sign or not key.strip():
            raise click.BadParameter(f"“{plain(text)}”应写成 项目=内容。")
        return key.strip(), content


class Named(Kind):
    """A person by login and name: 用户名:姓名."""

    name = "person"
    metavar = "用户名:姓名"

    def read(self, text: str) -> tuple[str, str]:
        """Part the login from the name."""
        login, _, called = text.replace("：", ":").partition(":")
        if not login.strip() or not called.strip():
            raise click.BadParameter(f"“{plain(text)}”应写成 用户名:姓名。")
        return login.strip(), called.strip()
