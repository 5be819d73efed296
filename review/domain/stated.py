"""What a paper says of itself on its face (GB/T 9704), read for a person to confirm."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from review.domain.errors import DocumentNumberMalformed
from review.domain.numbers import parse
from review.domain.phrases import (
    ADDRESSEES_END,
    CHINESE_DATE,
    CHINESE_DIGITS,
    MASTHEAD_END,
    NUMBER_AT_START,
    SENTENCE_MARKS,
    TEN,
)
from review.domain.vocabulary import DocumentKind

HEAD, TAIL = 30, 15
"""How many lines from either end are the face of a paper."""
LONGEST_TITLE, TITLE_LINES = 200, 6
LONGEST_ADDRESSEES, LINES_TO_ADDRESSEES = 300, 4

_NUMBER = re.compile(NUMBER_AT_START, re.ASCII)
_DATE = re.compile(CHINESE_DATE)
_BETWEEN = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_KINDS = tuple(kind for kind in DocumentKind if kind is not DocumentKind.UNOFFICIAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What could be made out; what could not is empty. Whether it is right, a person says."""

    title: str = field(default="", repr=False)
    number: str = field(default="", repr=False)
    kind: DocumentKind | None = None
    dated: date | None = None
    addressees: str = field(default="", repr=False)


NOTHING = Stated()


def stated_in(lines: Sequence[str]) -> Stated:
    """Return what the visible lines of a paper's body say of it."""
    told = [line for line in map(_plain, lines) if line]
    number, after = _number_in(told[:HEAD])
    title, kind, end = _title_in(told[:HEAD], after)
    return Stated(
        title=title,
        number=number,
        kind=kind,
        dated=_date_in(told[-TAIL:]),
        addressees=_addressees_in(told[end : end + LINES_TO_ADDRESSEES]) if title else "",
    )


def _number_in(lines: Sequence[str]) -> tuple[str, int]:
    """Return the number and where what follows it begins."""
    for at, line in enumerate(lines):
        found = _NUMBER.match(_folded(line))
        if found:
            try:
                return str(parse(found["number"])), at + 1
            except DocumentNumberMalformed:
                continue
    return "", 0


def _title_in(lines: Sequence[str], after: int) -> tuple[str, DocumentKind | None, int]:
    """Return the title, its kind, and where what follows it begins.

    A title runs over some lines and ends with what kind of paper it is; what is no official
    document has none of these words, and its first line will do.
    """
    for begin in range(after, len(lines)):
        title = ""
        for end in range(begin, min(begin + TITLE_LINES, len(lines))):
            if not _may_be_of_title(lines[end]):
                break
            title = _joined(title, lines[end])
            kind = _kind_of(title)
            if kind is not None and len(title) <= LONGEST_TITLE:
                return title, kind, end + 1
    first = next((at for at in range(after, len(lines)) if _may_be_of_title(lines[at])), None)
    return ("", None, 0) if first is None else (lines[first], None, first + 1)


def _may_be_of_title(line: str) -> bool:
    is_mast = line.endswith(MASTHEAD_END)
    return not is_mast and len(line) <= LONGEST_TITLE and not re.search(SENTENCE_MARKS, line)


def _joined(title: str, line: str) -> str:
    return _BETWEEN.sub("", f"{title} {line}".strip())


def _kind_of(title: str) -> DocumentKind | None:
    return next((kind for kind in _KINDS if title.endswith(kind.label)), None)


def _addressees_in(lines: Sequence[str]) -> str:
    for line in lines:
        if line.endswith(ADDRESSEES_END) and len(line) <= LONGEST_ADDRESSEES:
            return line[:-1].strip()
    return ""


def _date_in(lines: Sequence[str]) -> date | None:
    """The last line that is a date and nothing else; 印发 has a word behind it."""
    for line in reversed(lines):
        found = _DATE.fullmatch(_folded(line))
        if found:
            try:
                return date(*(_figure(found[name]) for name in ("year", "month", "day")))
            except ValueError:
                continue
    return None


def _figure(said: str) -> int:
    """Read a year by its digits, a month or a day by its value: 二〇二六, 十一, 二十三."""
    if said.isascii():
        return int(said)
    tens, ten, ones = said.partition(TEN)
    if not ten:
        return int("".join(str(CHINESE_DIGITS[sign]) for sign in said))
    return (CHINESE_DIGITS[tens] if tens else 1) * 10 + (CHINESE_DIGITS[ones] if ones else 0)


def _folded(line: str) -> str:
    """Fold widths and drop every space: for figures, never for a title."""
    return "".join(unicodedata.normalize("NFKC", line).split())


def _plain(line: str) -> str:
    """Drop what cannot be seen, and spaces that typists put between the characters."""
    shown = "".join(sign for sign in line if unicodedata.category(sign) != "Cf")
    return _BETWEEN.sub("", shown.replace("\u3000", " ").strip())
