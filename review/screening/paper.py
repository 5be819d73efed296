"""A paper as the rules read it: all its segments folded together once, and its head known."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np

from review.domain.findings import Part
from review.screening.leaf import Leaf, folded_together, leaves
from review.screening.prepared import Prepared
from review.screening.segments import Segment, Visibility
from review.screening.signposts import Kinds, Labels
from review.screening.tables import Head, Tables
from review.screening.ways import Pattern, Where

_MARGIN = frozenset({Part.HEADER, Part.FOOTER, Part.TEXT_BOX})
_HEAD_LINES = 12


class Paper:
    """All segments of one file, folded together once, with what the head of the paper says."""

    def __init__(self, segments: Sequence[Segment], *, ready: Prepared) -> None:
        """Fold the segments, number the lines of the body, and look for anchors and labels."""
        self.folded = folded_together(segments, table=ready.table)
        self.haystack = self.folded.joined
        self.leaves = tuple(leaves(segments, self.folded))
        self._starts = [leaf.start for leaf in self.leaves]
        self._firsts = [leaf.lines[0] for leaf in self.leaves]
        self.numbers: list[int] = [-1] * len(self.folded.starts)
        """For each line its number among the lines of the body that say something; -1 elsewhere."""
        self.body = self._numbered()
        """The numbers of those lines."""
        self.head = [self.folded.shown(line) for line in self.body[:_HEAD_LINES]]
        self._signposts = ready.signposts
        self.places = ready.signposts.places(self.haystack)
        """For each anchor and label that occurs where it begins."""
        self._codes, self.named = ready.codes.places(self.haystack)
        """Where Latin codes stand; where numbers in words may stand."""
        self._tables: dict[int, Tables] = {}

    def _numbered(self) -> list[int]:
        """Return the lines of the body that say something."""
        filled = np.diff(np.array([*self.folded.starts, len(self.haystack) + 1]))
        filled[[leaf.lines[-1] for leaf in self.leaves]] -= 1  # the break behind it
        body = [
            line
            for leaf in self.leaves
            if leaf.segment.part is Part.BODY and leaf.segment.visibility is Visibility.VISIBLE
            for line in (
                np.flatnonzero(filled[leaf.lines[0] : leaf.lines[-1] + 1]) + leaf.lines[0]
            ).tolist()
        ]
        for number, line in enumerate(body):
            self.numbers[line] = number
        return body

    @cached_property
    def lines_with_codes(self) -> list[int]:
        """The numbers of the lines in which Latin letters or digits stand together."""
        starts = np.array(self.folded.starts)
        lines: list[int] = np.unique(starts.searchsorted(self._codes, side="right") - 1).tolist()
        return lines

    @cached_property
    def lines_labelled(self) -> Mapping[str, Sequence[int]]:
        """For each kind of label that occurs the lines that have one."""
        lines: dict[str, list[int]] = {}
        for label in self.labels:
            line = self.folded.line_at(label.start)
            for kind in label.kinds:
                lines.setdefault(kind, []).append(line)
        return lines

    @cached_property
    def labels(self) -> Labels:
        """The labels of the paper."""
        return self._signposts.labels(self.places, line_starts=self.folded.starts)

    @cached_property
    def kinds(self) -> Kinds:
        """All kinds of labels that occur in the paper or label it from outside."""
        headings = {heading for leaf in self.leaves for heading in leaf.headings}
        return self._signposts.kinds_of(self.places).union(*map(self.kinds_in, headings))

    def tables(self, leaf: Leaf) -> Tables:
        """Return the tables of a leaf."""
        if leaf.begin not in self._tables:
            self._tables[leaf.begin] = Tables(
                leaf, folded=self.folded, labels=self.labels, signposts=self._signposts
            )
        return self._tables[leaf.begin]

    def head_of(self, leaf: Leaf, line: int) -> Head | None:
        """Return the head of the table that a line is a row of, if it is one."""
        return self.tables(leaf).head_of(line)

    def head_at(self, line: int) -> Head | None:
        """Return the head of a table that a line is, if it is one."""
        return self.tables(self.leaf_of_line(line)).head_at(line)

    def rows_of(self, head: Head) -> range:
        """Return the numbers of the lines that may be rows under a head."""
        return self.tables(self.leaf_of_line(head.line)).rows_of(head)

    def kinds_in(self, text: str) -> Kinds:
        """Return all kinds of labels in a heading, as it was given."""
        return self._signposts.kinds_in(text.translate(self.folded.table))

    def leaf_at(self, index: int) -> Leaf:
        """Return the leaf that holds this character of the folded paper."""
        return self.leaves[bisect_right(self._starts, index) - 1]

    def leaf_of_line(self, line: int) -> Leaf:
        """Return the leaf that a line of the paper belongs to."""
        return self.leaves[bisect_right(self._firsts, line) - 1]

    def leaf_before(self, leaf: Leaf) -> Leaf | None:
        """Return the leaf before this one."""
        number = bisect_right(self._firsts, leaf.lines[0]) - 2
        return self.leaves[number] if number >= 0 else None

    def says(self, regex: str) -> bool:
        """Whether a line of the head matches."""
        return any(re.search(regex, line) for line in self.head)

    def lines_with(self, anchors: Iterable[str]) -> list[int]:
        """Return the numbers of the lines that hold one of the anchors."""
        return sorted(
            {
                self.folded.line_at(index)
                for anchor in anchors
                for index in self.places.get(anchor, ())
            }
        )

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
                return number >= max(len(self.body) - within, 0)
            case Where.MARGIN:
                return leaf.segment.part in _MARGIN
            case Where.FILE_NAME:
                return leaf.segment.part is Part.FILE_NAME
