"""Which label a value has: before it, over its column, on the line above, or in its row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from review.screening.leaf import Leaf
from review.screening.paper import Paper
from review.screening.signposts import Kinds

_REACH: Final = 32
"""So far before a value its label may stand."""
_BEGINS: Final = 12
"""So far into a value that begins with words its label may stand: he lives at."""
_CLOSE: Final = 6
"""So near a label may stand before a comma."""
_AROUND: Final = 80
"""So far from a hit in running text something still stands beside it."""
_PAUSE = re.compile(r"[。;!?]")
_OTHER_VALUE = re.compile(r"[0-9]{5}[^0-9\W]{2}")
"""Between a label and a value: another value, which the label belongs to, and more words."""
_NO_KINDS: Final[Kinds] = frozenset()


@dataclass(frozen=True, slots=True)
class Site:
    """Where a hit stands; `start` and `end` count in the given text of the paper."""

    leaf: Leaf
    line: int
    start: int
    end: int


class Labelling:
    """Answers which labels the values of one paper have."""

    def __init__(self, paper: Paper) -> None:
        """Answer for one paper."""
        self._paper = paper

    def label_of(self, site: Site) -> Kinds:
        """Return the kinds of the label nearest to a site: before it, over it, or a line above."""
        return (
            self._label_before(site)
            or self.heading_over(site)
            or self._label_above(site)
            or self._row_label(site)
        )

    def _label_before(self, site: Site) -> Kinds:
        paper, folded = self._paper, self._paper.folded
        index, first = folded.index_of(site.start), folded.starts[site.line]
        inside = paper.labels.between(index, folded.index_of(site.end))
        if inside and inside[0].start - index < _BEGINS:
            return inside[0].kinds
        met = paper.labels.between(max(first, index - _REACH), index)
        if not met:
            return _NO_KINDS
        label, gap = met[-1], paper.haystack[met[-1].end : index]
        if _PAUSE.search(gap) or _OTHER_VALUE.search(gap) or "," in gap[_CLOSE:]:
            return _NO_KINDS
        begin = folded.span(label.start, label.end)[1]
        apart = "\t" in folded.text[begin : site.start]
        return _NO_KINDS if apart and gap not in {"", ":"} else label.kinds

    def heading_over(self, site: Site) -> Kinds:
        """Return the kinds of the heading of its column."""
        segment = site.leaf.segment
        if segment.column:
            return self._paper.kinds_in(segment.column)
        head = self._paper.head_of(site.leaf, site.line)
        if head is not None:
            return self._paper.tables(site.leaf).kinds_at(head, site.line, site.start)
        if segment.grid is not None:
            return self._paper.kinds_in(segment.grid.heading_at(site.start - site.leaf.begin))
        return _NO_KINDS

    def _label_above(self, site: Site) -> Kinds:
        """Return the label that ends the line above, if nothing stands before the value."""
        paper, folded = self._paper, self._paper.folded
        first = folded.starts[site.line]
        index = folded.index_of(site.start)
        if index - first > _CLOSE or paper.haystack[first:index].strip("(:-"):
            return _NO_KINDS
        above = self._line_above(site)
        if above is None:
            return _NO_KINDS
        said = folded.shown(above).rstrip(":")
        end = folded.starts[above] + len(said)
        met = paper.labels.between(folded.starts[above], end)
        return met[-1].kinds if met and met[-1].end == end else _NO_KINDS

    def _line_above(self, site: Site) -> int | None:
        """Return the line above; of the first line in a cell, the cell before in its table."""
        if site.line > site.leaf.lines[0]:
            return site.line - 1
        before = self._paper.leaf_before(site.leaf)
        same_table = before is not None and bool(before.row) and bool(site.leaf.row)
        return before.lines[-1] if before is not None and same_table else None

    def _row_label(self, site: Site) -> Kinds:
        return (
            self._paper.kinds_in(site.leaf.segment.heading)
            if site.leaf.segment.heading
            else _NO_KINDS
        )

    def kinds_beside(self, site: Site) -> Kinds:
        """Return the kinds of all labels in the line of a site and in the head of its table."""
        paper, folded = self._paper, self._paper.folded
        index = folded.index_of(site.start)
        first = max(folded.starts[site.line], index - _AROUND)
        last = min(folded.end_of(site.line), index + _AROUND)
        kinds = paper.labels.kinds_between(first, last)
        head, segment = self._paper.head_of(site.leaf, site.line), site.leaf.segment
        if head is not None:
            kinds |= head.kinds
        return kinds | self._paper.kinds_in(f"{segment.heading}\n{segment.column}")
