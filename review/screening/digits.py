"""What counts as a digit, where enough of them follow one another, and what stands between."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from review.screening.fold import Folded
from review.screening.trail import Places

SHORTEST: Final = 7
PARTING: Final = ",|、;*+=\\<>#〔〕&!?%^'\""
"""Signs that part two numbers, as a rule; only a number with a check goes across them."""
ODD: Final = f"._/·:~({PARTING}"
"""Signs that nobody puts between the digits of a number, but that do not part it."""
_LINE_ENDS: Final = "\n\r\v\f\x85\u2028\u2029"
_GRAVEST_FIRST: Final = ("\t", "\n", *ODD, "-", " ")
_ALIKE: Final = str.maketrans({**dict.fromkeys(_LINE_ENDS, "\n"), ")": "("})


@dataclass(frozen=True, slots=True)
class Group:
    """Digits that stand together; `sign` is what separates them from those before.

    One of: nothing, a space, a dash, an odd sign, the end of a line, a tab.
    """

    digits: str
    start: int
    end: int
    sign: str
    said: str
    """As folded: a look-alike is still itself."""


class Digits:
    """The ten digits, and what the ruleset says looks like one or names one."""

    def __init__(self, alike: Mapping[str, str]) -> None:
        """Take for each sign that is like a digit the digit it is like."""
        latin = "".join(sign for sign in alike if sign.isascii())
        self.named = "".join(sign for sign in alike if not sign.isascii())
        """The signs that name a digit, as one does in words."""
        self._alike = dict(alike)
        every, between = f"0-9{''.join(alike)}", f"[-){re.escape(ODD)}]{{0,3}}"
        self._run = re.compile(
            f"[0-9{latin}](?:{between}[{every}]){{{SHORTEST - 1},}}(?:{between}x)?"
        )
        self._in_words = re.compile(f"[{self.named or '0'}]{{{SHORTEST},}}x?")
        self._pieces = re.compile(f"[0-9]+x?|[{every}x]|[^{every}x]+")

    def runs(self, text: str, *, named: Places) -> Iterator[re.Match[str]]:
        """Yield where enough digits follow one another; `named` is where some are in words."""
        yield from self._run.finditer(text)
        end = 0
        for place in named.tolist():
            found = self._in_words.match(text, place) if place >= end else None
            if found is not None:
                end = found.end()
                yield found

    def groups(self, folded: Folded, start: int, end: int) -> list[Group]:
        """Part a stretch of the given text into its digits and what stands between them."""
        said, places = _said(folded, start, end)
        groups: list[Group] = []
        sign = ""
        for piece in self._pieces.finditer(said):
            shown = self._alike.get(piece[0], piece[0])
            if shown[0].isdigit() or shown == "x":
                first, last = places[piece.start()], places[piece.end() - 1] + 1
                groups.append(Group(shown, first, last, sign, piece[0]))
                sign = ""
            else:
                sign = _sign(shown)
        return groups


@functools.lru_cache(maxsize=8)
def digits_of(alike: tuple[tuple[str, str], ...]) -> Digits:
    """Return the digits of a ruleset, made once."""
    return Digits(dict(alike))


def _said(folded: Folded, start: int, end: int) -> tuple[str, Sequence[int]]:
    """Return a stretch folded but for its spaces, and where each character of that stands."""
    given = folded.text[start:end]
    if given.isascii():
        return given.lower(), range(start, end)
    said: list[str] = []
    places: list[int] = []
    for position, char in enumerate(given, start):
        shown = folded.table[ord(char)].strip("\n") or _space(char)
        said.append(shown)
        places += [position] * len(shown)
    return "".join(said), places


def _space(char: str) -> str:
    if char == "\t":
        return char
    if char in _LINE_ENDS:
        return "\n"
    return " " if char.isspace() else ""


def _sign(between: str) -> str:
    """Return the gravest of the signs between two groups of digits; of others, a dash."""
    between = between.translate(_ALIKE)
    return next((sign for sign in _GRAVEST_FIRST if sign in between), "-")
