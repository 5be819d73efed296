"""Pages of formatting in a Word file (MS-DOC, FKP): what holds from which byte of the text on."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from review.screening.extraction.doc_head import PAGE, DocHead
from review.screening.extraction.doc_lists import ascending
from review.screening.extraction.sheet_cells import Purse
from review.screening.segments import NotRead, Reason

RUNS, PARAGRAPHS = 12, 13
_NUMBER = (1 << 22) - 1
_ABOUT_PARAGRAPH = 13
_RUN_COST = 48
"""A stretch costs as much as so many characters, so that there cannot be too many."""


@dataclass(slots=True)
class Formats:
    """Stretches of the stream with what is said of each, in ascending order."""

    begins: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    said: list[bytes] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)
    """The pages of the stream that these were read from."""

    def within(self, begin: int, end: int) -> Iterator[tuple[int, int, bytes]]:
        """Yield the stretches that a part of the stream falls into; of some nothing is said."""
        at, number = begin, max(bisect_right(self.begins, begin) - 1, 0)
        while at < end:
            while number < len(self.begins) and self.ends[number] <= at:
                number += 1
            if number >= len(self.begins) or self.begins[number] >= end:
                yield at, end, b""
                return
            if self.begins[number] > at:
                yield at, self.begins[number], b""
                at = self.begins[number]
            upto = min(self.ends[number], end)
            yield at, upto, self.said[number]
            at = upto

    def at(self, place: int) -> bytes:
        """Return what is said of one byte."""
        number = bisect_right(self.begins, place) - 1
        return self.said[number] if number >= 0 and place < self.ends[number] else b""


def formats(head: DocHead, area: int, *, purse: Purse) -> Formats:
    """Return the formats of all runs, or of all paragraphs; NotRead when a page is not there."""
    found = Formats()
    read = _said_of_paragraph if area == PARAGRAPHS else _said_of_run
    size = _ABOUT_PARAGRAPH if area == PARAGRAPHS else 1
    for begin, end, about in ascending(head.area(area), 4).stretches():
        number = int.from_bytes(about, "little") & _NUMBER
        page = head.words[number * PAGE : (number + 1) * PAGE]
        if len(page) < PAGE:
            raise NotRead(Reason.BROKEN)
        found.pages.add(number)
        purse.spend(_RUN_COST * page[-1])
        for first, last, said in _stretches(page, size, read):
            first, last = max(first, begin), min(last, end)  # noqa: PLW2901 - cut to its bin
            if first < last:
                found.begins.append(first)
                found.ends.append(last)
                found.said.append(said)
    return found


def _stretches(
    page: bytes, size: int, read: Callable[[bytes, int], bytes]
) -> Iterator[tuple[int, int, bytes]]:
    count = page[-1]
    if 4 * (count + 1) + count * size >= PAGE:
        raise NotRead(Reason.BROKEN)
    bounds = struct.unpack_from(f"<{count + 1}I", page)
    if any(one > other for one, other in pairwise(bounds)):
        raise NotRead(Reason.BROKEN)
    for number in range(count):
        at = 2 * page[4 * (count + 1) + number * size]
        yield bounds[number], bounds[number + 1], read(page, at) if at else b""


def _said_of_run(page: bytes, at: int) -> bytes:
    return page[at + 1 : at + 1 + page[at]]


def _said_of_paragraph(page: bytes, at: int) -> bytes:
    """Return the number of the style, two bytes, and the orders."""
    if page[at]:
        return page[at + 1 : at + 2 * page[at]]
    return page[at + 2 : at + 2 + 2 * page[min(at + 1, PAGE - 1)]]
