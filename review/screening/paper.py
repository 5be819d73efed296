"""A paper as the rules read it: all its segments folded together once, and its head known."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from review.domain.findings import Part
from review.screening.fold import BREAK, Folded, FoldTable, fold
from review.screening.personal import RUN, PersonalNumber, personal_numbers
from review.screening.ruleset import Pattern, Where
from review.screening.segments import Segment, Visibility

_MARGIN = frozenset({Part.HEADER, Part.FOOTER, Part.TEXT_BOX})
_HEAD_LINES = 12


@dataclass(frozen=True, slots=True)
class Leaf:
    """One segment in the folded paper: where its text and its lines begin there, and end."""

    segment: Segment
    begin: int
    """Where its text begins in the text of the paper."""
    lines: range
    start: int
    end: int
    """Its stretch of the folded paper."""


class Paper:
    """All segments of one file, folded together once, with what the head of the paper says."""

    def __init__(self, segments: Sequence[Segment], *, table: FoldTable) -> None:
        """Fold the segments and number the lines of the body."""
        texts = [segment.text.replace(BREAK, " ") for segment in segments]
        self.folded = fold(BREAK.join(texts), table=table)
        self.haystack = self.folded.joined
        self.leaves = tuple(_leaves(segments, self.folded))
        self._starts = [leaf.start for leaf in self.leaves]
        self._firsts = [leaf.lines[0] for leaf in self.leaves]
        self._table = table
        self.numbers: list[int] = [-1] * len(self.folded.starts)
        """For each line its number among the lines of the body that say something; -1 elsewhere."""
        self._body = self._numbered()
        self.head = [self.folded.lines[line] for line in self._body[:_HEAD_LINES]]

    def _numbered(self) -> list[int]:
        """Return the lines of the body that say something."""
        starts = [*self.folded.starts, len(self.haystack) + 1]
        body = [
            line
            for leaf in self.leaves
            if leaf.segment.part is Part.BODY and leaf.segment.visibility is Visibility.VISIBLE
            for line in leaf.lines
            if starts[line + 1] - starts[line] > (line == leaf.lines[-1])
        ]
        for number, line in enumerate(body):
            self.numbers[line] = number
        return body

    @cached_property
    def personal(self) -> tuple[PersonalNumber, ...]:
        """The personal numbers of the paper, looked for once for all rules."""
        found = RUN.search(self.haystack) is not None
        return tuple(personal_numbers(self.folded)) if found else ()

    def leaf_at(self, index: int) -> Leaf:
        """Return the leaf that holds this character of the folded paper."""
        return self.leaves[bisect_right(self._starts, index) - 1]

    def leaf_of_line(self, line: int) -> Leaf:
        """Return the leaf that a line of the paper belongs to."""
        return self.leaves[bisect_right(self._firsts, line) - 1]

    def heading(self, leaf: Leaf, position: int) -> str:
        """Return the folded labels of a segment, and of the column at a position of its text."""
        segment = leaf.segment
        column = segment.grid.heading_at(position) if segment.grid else segment.column
        return f"{segment.heading}\n{column}".translate(self._table)

    def says(self, regex: str) -> bool:
        """Whether a line of the head matches."""
        return any(re.search(regex, line) for line in self.head)

    def lines_for(self, pattern: Pattern) -> Iterable[int]:
        """Return the numbers of the lines in which a pattern could be met."""
        if pattern.anchors:
            return sorted(
                {
                    self.folded.line_at(index)
                    for anchor in pattern.anchors
                    for index in places_of(anchor, self.haystack)
                }
            )
        if set(pattern.where) <= {Where.HEAD}:
            return self._body[: pattern.within]
        return range(len(self.folded.starts))

    def stands(self, leaf: Leaf, line: int, *, pattern: Pattern) -> bool:
        """Whether a line stands where the pattern counts."""
        return any(self._is_at(leaf, line, where, within=pattern.within) for where in pattern.where)

    def _is_at(self, leaf: Leaf, line: int, where: Where, *, within: int) -> bool:
        number = self.numbers[line]
        match where:
            case Where.ANYWHERE:
                return True
            case Where.HEAD:
                return 0 <= number < within
            case Where.TAIL:
                return number >= max(len(self._body) - within, 0)
            case Where.MARGIN:
                return leaf.segment.part in _MARGIN
            case Where.FILE_NAME:
                return leaf.segment.part is Part.FILE_NAME


def _leaves(segments: Sequence[Segment], folded: Folded) -> Iterator[Leaf]:
    begin, line = 0, 0
    for segment in segments:
        end = begin + len(segment.text)
        last = folded.given_lines(end, end)[0]
        yield Leaf(
            segment=segment,
            begin=begin,
            lines=range(line, last + 1),
            start=folded.index_of(begin),
            end=folded.index_of(end),
        )
        begin, line = end + 1, last + 1


def places_of(word: str, text: str) -> Iterator[int]:
    """Yield where a word begins in a text, every time."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
