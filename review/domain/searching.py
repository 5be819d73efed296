"""What people type to find a paper: words, taken as they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_QUERY = 100
MOST_WORDS = 8

_BRACKETS = str.maketrans("[](){}【】\uff08\uff09\uff3b\uff3d", "〔〕" * 6)
_CASE = re.compile(r"([0-9]{4})-([0-9]{1,8})")
_SERIAL = re.compile(r"[0-9]{1,8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word, as it may stand in a title, in a document number or in a case's number."""

    text: str
    in_number: str
    """With the brackets of a document number (〔2026〕), whichever were typed."""
    year: int | None = None
    serial: int | None = None


def plain(asked: str) -> str:
    """Return a query in one line: what cannot be printed parts words, what is too long is cut."""
    signs = (sign if sign.isprintable() else " " for sign in asked[:LONGEST_QUERY])
    return " ".join("".join(signs).split())


def words_in(query: str) -> tuple[Word, ...]:
    """Return the words of a query; a paper is found when it has all of them."""
    return tuple(_word(text) for text in query.split()[:MOST_WORDS])


def _word(text: str) -> Word:
    in_number = text.translate(_BRACKETS)
    case = _CASE.fullmatch(text)
    if case is not None:
        return Word(text=text, in_number=in_number, year=int(case[1]), serial=int(case[2]))
    serial = int(text) if _SERIAL.fullmatch(text) else None
    return Word(text=text, in_number=in_number, serial=serial)
