"""Show enough of a finding to know it again, and no more."""

from __future__ import annotations

import re

from review.screening.fold import Folded
from review.screening.ruleset import NumberForm

LONGEST = 24
_AROUND = 6
_LONG_DIGITS = re.compile(r"\d[\d\- ]{5,}[\dXx]")
_SPACES = re.compile(r"\s+")
# What turns or hides text on the reader's screen has no place in an excerpt.
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_KEPT = {
    NumberForm.RESIDENT_ID_18: (2, 3),
    NumberForm.RESIDENT_ID_15: (2, 3),
    NumberForm.MOBILE: (3, 4),
    NumberForm.BANK_CARD: (4, 4),
}


def masked_number(digits: str, *, form: NumberForm) -> str:
    """Mask a number as published notices do: 35*************123, 138****1234."""
    front, back = _KEPT[form]
    return digits[:front] + "*" * (len(digits) - front - back) + digits[-back:]


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
        begin, line = folded.begins[number], folded.line(number)
        # Masked before it is cut: half a number would not be known as one.
        whole, exact = masked(line), masked(line[max(start - begin, 0) : max(end - begin, 0)])
        at = max(whole.find(exact), 0)
        known = exact in whole
        pieces.append(whole[max(at - _AROUND, 0) : at + len(exact) + _AROUND] if known else exact)
    return short("".join(pieces))
