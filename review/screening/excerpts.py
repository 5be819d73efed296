"""Show enough of a finding to know it again, and no more."""

from __future__ import annotations

import re

from review.screening.fold import Folded

LONGEST = 24
_AROUND, _FAR = 6, 64
"""Shown to either side of a hit, and looked at for numbers to cover."""
_LONG_DIGITS = re.compile(r"\d[\d\- ]{5,}[\dXx]")
_SPACES = re.compile(r"\s+")
# What turns or hides text on the reader's screen has no place in an excerpt.
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def covered(text: str, *, shows: tuple[int, int]) -> str:
    """Cover a value as published notices do: 35*************123, 138****1234."""
    plain = "".join(_UNSEEN.sub("", text).split())
    front, back = shows
    hidden = len(plain) - front - back
    return plain if hidden <= 0 else plain[:front] + "*" * hidden + plain[len(plain) - back :]


def masked(text: str) -> str:
    """Put a text on one line and cover every long number in it."""
    plain = _SPACES.sub(" ", _UNSEEN.sub("", text)).strip()
    return _LONG_DIGITS.sub(lambda run: run[0][:2] + "*" * 4 + run[0][-2:], plain)


def short(text: str) -> str:
    """Cut a masked text to the length of an excerpt."""
    plain = masked(text)
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"


def around(folded: Folded, *, start: int, end: int) -> str:
    """Show a hit with a little of its line; `start` and `end` count in the given text."""
    pieces = []
    for number in folded.given_lines(start, end):
        begin, stop = folded.begins[number], folded.given_end_of(number)
        first, last = max(start, begin), min(end, stop)
        # Masked before it is cut: half a number would not be known as one.
        whole = masked(folded.text[max(first - _FAR, begin) : min(last + _FAR, stop)])
        exact = masked(folded.text[first:last])
        at = max(whole.find(exact), 0)
        known = exact in whole
        pieces.append(whole[max(at - _AROUND, 0) : at + len(exact) + _AROUND] if known else exact)
        if sum(map(len, pieces)) > LONGEST:
            break
    return short("".join(pieces))
