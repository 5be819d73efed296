"""Numbers in a text: which digits, grouped how, could be one number, whatever stands between."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from review.screening.fold import Folded
from review.screening.trail import Places

LONGEST: Final = 30
_SHORTEST: Final = 7
_ODD: Final = "._/·:"
"""Signs that nobody puts between the digits of a number, but that do not part it."""
_CODE_BEFORE, _CODE_AFTER = re.compile(r"[A-Za-z_=]$"), re.compile(r"[A-Za-z_]")


@dataclass(frozen=True, slots=True)
class Group:
    """Digits that stand together; `sign` is what separates them from those before.

    One of: nothing, a space, a dash, an odd sign, the end of a line, a tab.
    """

    digits: str
    start: int
    end: int
    sign: str

    @property
    def is_soft(self) -> bool:
        """Whether what stands before it is usual inside a number."""
        return self.sign in {"", " ", "-"}


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring groups that could be one number; it counts in the given text."""

    groups: tuple[Group, ...]
    digits: str

    @property
    def start(self) -> int:
        """Where its first digit stands."""
        return self.groups[0].start

    @property
    def end(self) -> int:
        """Where its last digit ends."""
        return self.groups[-1].end

    @property
    def shape(self) -> tuple[int, ...]:
        """How long its groups are."""
        return tuple(len(group.digits) for group in self.groups)

    @property
    def signs(self) -> frozenset[str]:
        """What stands between its groups."""
        return frozenset(group.sign for group in self.groups[1:])

    @property
    def is_odd(self) -> bool:
        """Whether an odd sign stands between its groups."""
        return bool(self.signs & set(_ODD))

    @property
    def is_soft(self) -> bool:
        """Whether it is parted by spaces, dashes, or one odd sign alone."""
        return self.signs <= {" ", "-"} or (self.is_odd and len(self.signs) == 1)


class Digits:
    """What counts as a digit: the ten, and what the ruleset says looks like one or names one."""

    def __init__(self, alike: Mapping[str, str]) -> None:
        """Take for each sign that is like a digit the digit it is like."""
        self._alike = {str(digit): str(digit) for digit in range(10)} | dict(alike)
        latin = "".join(sign for sign in self._alike if sign.isascii())
        every = "".join(self._alike)
        self.named = "".join(sign for sign in self._alike if not sign.isascii())
        """The signs that name a digit, as one does in words."""
        between = f"[-{re.escape(_ODD)}]{{0,2}}"
        self._run = re.compile(f"[{latin}](?:{between}[{every}]){{{_SHORTEST - 1},}}x?")
        self._in_words = re.compile(f"[{self.named or '0'}]{{{_SHORTEST},}}x?")

    def runs(self, text: str, *, named: Places) -> Iterator[re.Match[str]]:
        """Yield where enough digits follow one another; `named` is where some are in words."""
        yield from self._run.finditer(text)
        end = 0
        for place in named.tolist():
            found = self._in_words.match(text, place) if place >= end else None
            if found is not None:
                end = found.end()
                yield found

    def of(self, shown: str) -> str | None:
        """Return the digits that a folded character is, if it is some."""
        found = "".join(self._alike.get(sign, "") for sign in shown)
        return found if found and len(found) == len(shown) else ("x" if shown == "x" else None)


@functools.lru_cache(maxsize=8)
def digits_of(alike: tuple[tuple[str, str], ...]) -> Digits:
    """Return the digits of a ruleset, made once."""
    return Digits(dict(alike))


def windows(folded: Folded, *, digits: Digits, named: Places) -> Iterator[Iterator[Window]]:
    """Yield for each run of digits the windows in it, the longest first at each place."""
    for run in digits.runs(folded.joined, named=named):
        groups = _groups(folded, *folded.span(*run.span()), digits=digits)
        yield _windows(groups)


def _windows(groups: list[Group]) -> Iterator[Window]:
    for first in range(len(groups)):
        length, longest = 0, first
        while longest < len(groups) and length + len(groups[longest].digits) <= LONGEST:
            length += len(groups[longest].digits)
            longest += 1
        for last in range(longest, first, -1):
            digits = "".join(group.digits for group in groups[first:last])
            if len(digits) < _SHORTEST:
                break
            yield Window(tuple(groups[first:last]), digits)


def _groups(folded: Folded, start: int, end: int, *, digits: Digits) -> list[Group]:
    groups: list[Group] = []
    said, begin, last, sign = "", start, start, ""
    for position, shown, between in _characters(folded, start, end, digits=digits):
        if shown:
            begin = begin if said else position
            said, last = said + shown, position + 1
            continue
        if said:
            groups.append(Group(said, begin, last, sign))
            said, sign = "", ""
        sign = _graver(sign, between)
    return [*groups, Group(said, begin, last, sign)] if said else groups


def _graver(sign: str, other: str) -> str:
    """Of two signs between the same digits the one that parts them more."""
    order = ("", " ", "-", *_ODD, "\n", "\t")
    return max(sign, other, key=order.index)


def _characters(
    folded: Folded, start: int, end: int, *, digits: Digits
) -> Iterator[tuple[int, str, str]]:
    """Yield each character with the digits it is, or else with what it separates by."""
    for number in folded.given_lines(start, end):
        begin, line = folded.begins[number], folded.line(number)
        if begin > start:
            yield begin, "", "\n"
        for position in range(max(start - begin, 0), min(end - begin, len(line))):
            char = line[position]
            shown = folded.table[ord(char)]
            digit = digits.of(shown) if shown else None
            if digit is not None:
                yield begin + position, digit, ""
            elif shown:
                yield begin + position, "", shown if shown in f"-{_ODD}" else "-"
            elif char.isspace():
                yield begin + position, "", "\t" if char == "\t" else " "


def is_inside(window: Window, folded: Folded) -> bool:
    """Whether the digits are part of an amount or a code: 12345678901.50, a1381234567f."""
    before = _given(folded, window.start, -2)
    after = _given(folded, window.end, 2)
    fraction = re.search(r"[0-9]\.$", before) or re.match(r"\.[0-9]", after)
    code = _CODE_BEFORE.search(before) and _CODE_AFTER.match(after)
    file_name = re.match(r"\.[A-Za-z]", after)
    return bool(fraction or code or file_name)


def _given(folded: Folded, position: int, count: int) -> str:
    line = folded.given_lines(position, position)[0]
    at, given = position - folded.begins[line], folded.line(line)
    return given[max(at + count, 0) : at] if count < 0 else given[at : at + count]
