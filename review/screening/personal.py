"""Which digits, grouped how, could be one number."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from review.screening.digits import ODD, PARTING, Digits, Group
from review.screening.fold import Folded
from review.screening.trail import Places

LONGEST: Final = 30
_ENDS: Final = 2
"""Over so many ends of lines one number goes."""
_ACROSS: Final = frozenset({11, 18})
"""So long are the numbers that are looked for over borders of cells."""
_PARTS: Final = (6, 8, 4)
"""A resident ID parted into district, birthday and the rest goes over the borders of cells."""
_CODE_BEFORE, _CODE_AFTER = re.compile(r"[A-Za-z_=]$"), re.compile(r"[A-Za-z_]")

_BEGINNING = re.compile("1[3-9]|[1-9][0-9]{5}(?:19|20)|[0-9]{7}(?:19|20)")
"""How a mobile number begins; a region and a year."""
_BOOKMARK = re.compile(r"_[A-Za-z]{2,5}$")
"""As office programs name the places that fields refer to: _Toc13812345678."""


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
        """How many digits stand together, each time; the end of a line parts none."""
        sizes: list[int] = []
        for group in self.groups:
            if sizes and group.sign in {"", "\n"}:
                sizes[-1] += len(group.digits)
            else:
                sizes.append(len(group.digits))
        return tuple(sizes)

    @property
    def signs(self) -> frozenset[str]:
        """What stands between its groups."""
        return frozenset(group.sign for group in self.groups[1:]) - {"", "\n"}

    @property
    def is_wrapped(self) -> bool:
        """Whether it is broken over the end of a line."""
        return any(group.sign == "\n" for group in self.groups[1:])

    @property
    def is_odd(self) -> bool:
        """Whether an odd sign stands between its groups."""
        return bool(self.signs & set(ODD))

    @property
    def is_parted(self) -> bool:
        """Whether what stands between its groups parts numbers, as a rule: commas, borders."""
        return bool(self.signs & {*PARTING, "\t"})

    @property
    def is_soft(self) -> bool:
        """Whether it is parted by spaces, dashes, brackets, or one odd sign alone."""
        return self.signs <= {" ", "-", "("} or (self.is_odd and len(self.signs) == 1)

    @property
    def is_spelled(self) -> bool:
        """Whether every digit stands by itself, with the same between each two."""
        return set(self.shape) == {1} and len(self.signs) == 1


def windows(
    folded: Folded, *, digits: Digits, named: Places, lengths: Collection[int]
) -> Iterator[Iterator[Window]]:
    """Yield for each run of digits the windows of these lengths, the longest first at each place.

    `named` is where numbers may be that are written in words.
    """
    for run in digits.runs(folded.joined, named=named):
        groups = digits.groups(folded, *folded.span(*run.span()))
        yield _windows(groups, lengths=lengths)


def _windows(groups: list[Group], *, lengths: Collection[int]) -> Iterator[Window]:
    for first in range(len(groups)):
        if _is_idle(groups, first):
            continue
        for last, length in reversed(list(_reaches(groups, first))):
            if length in lengths:
                chosen = tuple(groups[first:last])
                yield Window(chosen, "".join(group.digits for group in chosen))


def _is_idle(groups: list[Group], first: int) -> bool:
    """Whether digits in cells of their own begin like nothing that is looked for over borders."""
    following = groups[first + 1 : first + 2]
    if not following or following[0].sign != "\t" or len(groups[first].digits) > 1:
        return False
    digits = "".join(group.digits for group in groups[first : first + _PARTS[0] + 2])
    return _BEGINNING.match(digits) is None


def _reaches(groups: list[Group], first: int) -> Iterator[tuple[int, int]]:
    """Yield how far one number could go: over few ends of lines, seldom over a cell's border."""
    length = ends = tabs = 0
    sizes: list[int] = []
    for last in range(first, len(groups)):
        sign = groups[last].sign if last > first else ""
        size = len(groups[last].digits)
        length, ends, tabs = length + size, ends + (sign == "\n"), tabs + (sign == "\t")
        sizes.append(size)
        is_parted = tabs > 0 or ends > _ENDS
        if length > LONGEST or (is_parted and not _goes_on(sizes)):
            return
        if not is_parted or length in _ACROSS:
            yield last + 1, length


def _goes_on(sizes: list[int]) -> bool:
    """Whether groups of these sizes could be one number however they are parted."""
    return max(sizes) == 1 or tuple(sizes) == _PARTS[: len(sizes)]


def is_inside(window: Window, folded: Folded) -> bool:
    """Whether the digits are part of an amount or a code: 12345678901.50, a1381234567f."""
    before = _given(folded, window.start, -2)
    after = _given(folded, window.end, 2)
    fraction = re.search(r"[0-9]\.$", before) or re.match(r"\.[0-9]", after)
    code = _CODE_BEFORE.search(before) and _CODE_AFTER.match(after)
    file_name = re.match(r"\.[A-Za-z]", after)
    bookmark = _BOOKMARK.search(_given(folded, window.start, -6))
    return bool(fraction or code or file_name or bookmark)


def _given(folded: Folded, position: int, count: int) -> str:
    """Return so many characters before or after a position, of its own line."""
    if count < 0:
        return folded.text[max(position + count, 0) : position].rpartition("\n")[2]
    return folded.text[position : position + count].partition("\n")[0]
