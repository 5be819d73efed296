"""What people type to find a paper: words, taken as they are written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST_QUERY = 100
MOST_WORDS = 8

PAIR = 2
"""Signs that are looked up together: most Chinese words have two."""
APART = "\n"
"""Stands between title and number; no word holds it."""

_BRACKETS = str.maketrans("[](){}【】", "〔〕" * 4)
_CASE = re.compile(r"([0-9]{4})-([0-9]{1,8})")
_SERIAL = re.compile(r"[0-9]{1,8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word, as it may stand in a title, in a document number or in a case's number."""

    text: str
    """Folded, as titles are for the search."""
    year: int | None = None
    serial: int | None = None


def plain(asked: str) -> str:
    """Return a query in one line: what cannot be printed parts words, what is too long is cut."""
    signs = (sign if sign.isprintable() else " " for sign in asked[:LONGEST_QUERY])
    return " ".join("".join(signs).split())


def words_in(query: str) -> tuple[Word, ...]:
    """Return the words of a query; a paper is found when it has all of them."""
    return tuple(_word(text) for text in query.split()[:MOST_WORDS])


def folded(text: str) -> str:
    """Return a text as it is searched: one width, one case, one kind of brackets, no spaces."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(plain.translate(_BRACKETS).split())


def sought_in(title: str, number: str | None) -> str:
    """Return what a paper is searched by."""
    return f"{folded(title)}{APART}{folded(number or '')}"


def pairs_of(sought: str) -> frozenset[str]:
    """Return every two signs that stand together in what is searched; across a break none do."""
    return frozenset(
        line[at : at + PAIR] for line in sought.split(APART) for at in range(len(line) - PAIR + 1)
    )


def _word(text: str) -> Word:
    case = _CASE.fullmatch(text)
    if case is not None:
        return Word(text=folded(text), year=int(case[1]), serial=int(case[2]))
    return Word(text=folded(text), serial=int(text) if _SERIAL.fullmatch(text) else None)
