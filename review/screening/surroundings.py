"""What stands around a hit: its label, its row, the lines near it, and who is named there."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from review.screening.leaf import Leaf
from review.screening.paper import Paper
from review.screening.signposts import Kinds
from review.screening.tables import Head
from review.screening.ways import Context

_REACH = 48
"""So far before a value its label may stand."""
_CLOSE = 6
"""So near a label may stand before a comma."""
_AROUND = 80
"""So far from a hit in running text something still stands beside it."""
_LINES_BEFORE, _LINES_AFTER, _NEAR = 3, 2, 240
_PAUSE = re.compile(r"[。;!?]")
_OTHER_VALUE = re.compile(r"[0-9]{5}[^0-9\W]{2}")
"""Between a label and a value: another value, which the label belongs to, and more words."""
_NO_KINDS: Kinds = frozenset()


@dataclass(frozen=True, slots=True)
class Site:
    """Where a hit stands; `start` and `end` count in the given text of the paper."""

    leaf: Leaf
    line: int
    start: int
    end: int


class Surroundings:
    """Answers what the contexts of rules ask about a site."""

    def __init__(self, paper: Paper) -> None:
        """Begin with nobody named; `persons` is filled as persons are found."""
        self._paper = paper
        self._persons: set[int] = set()
        self._rows: dict[str, list[int]] = {}
        for leaf in paper.leaves:
            if leaf.row:
                self._rows.setdefault(leaf.row, []).extend(leaf.lines)

    def admit(self, context: Context, site: Site) -> bool:
        """Whether a hit counts at this site."""
        if context.about_person and site.line not in self._persons:
            return False
        return (
            self._is_labelled(context, site)
            and self._is_beside(context, site)
            and self._is_near(context, site)
        )

    def note_person(self, leaf: Leaf, line: int) -> None:
        """Remember that a line, or the row it belongs to, names a person."""
        self._persons.update(self._rows.get(leaf.row, (line,)))

    def lines_with_persons(self) -> AbstractSet[int]:
        """Return the lines that name a person, or whose row does."""
        return self._persons

    def label_of(self, site: Site) -> Kinds:
        """Return the kinds of the label nearest to a site: before it, over it, or a line above."""
        return (
            self._label_before(site)
            or self._heading_over(site)
            or self._label_above(site)
            or self._row_label(site)
        )

    def _label_before(self, site: Site) -> Kinds:
        paper, folded = self._paper, self._paper.folded
        index, first = folded.index_of(site.start), folded.starts[site.line]
        met = paper.labels.between(max(first, index - _REACH), index)
        if not met:
            return _NO_KINDS
        label, gap = met[-1], paper.haystack[met[-1].end : index]
        if _PAUSE.search(gap) or _OTHER_VALUE.search(gap) or "," in gap[_CLOSE:]:
            return _NO_KINDS
        begin = folded.span(label.start, label.end)[1]
        apart = "\t" in folded.text[begin : site.start]
        return _NO_KINDS if apart and gap not in {"", ":"} else label.kinds

    def _heading_over(self, site: Site) -> Kinds:
        segment = site.leaf.segment
        if segment.column:
            return self._paper.kinds_in(segment.column)
        head = self._head(site)
        if head is not None:
            return self._paper.tables(site.leaf).kinds_at(head, site.line, site.start)
        if segment.grid is not None:
            return self._paper.kinds_in(segment.grid.heading_at(site.start - site.leaf.begin))
        return _NO_KINDS

    def _label_above(self, site: Site) -> Kinds:
        """Return the label that ends the line above, if nothing stands before the value."""
        paper, folded = self._paper, self._paper.folded
        first = folded.starts[site.line]
        if paper.haystack[first : folded.index_of(site.start)].strip("(:-"):
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

    def _head(self, site: Site) -> Head | None:
        return self._paper.head_of(site.leaf, site.line)

    def _is_labelled(self, context: Context, site: Site) -> bool:
        if context.unless_headed and self._heading_over(site).intersection(context.unless_headed):
            return False
        if not (context.labels or context.unless_labels):
            return True
        kinds = self.label_of(site)
        return (not context.labels or bool(kinds.intersection(context.labels))) and not (
            kinds.intersection(context.unless_labels)
        )

    def _is_beside(self, context: Context, site: Site) -> bool:
        if not (context.beside or context.unless_beside):
            return True
        kinds = self.kinds_beside(site)
        return (not context.beside or bool(kinds.intersection(context.beside))) and not (
            kinds.intersection(context.unless_beside)
        )

    def kinds_beside(self, site: Site) -> Kinds:
        """Return the kinds of all labels in the line of a site and in the head of its table."""
        paper, folded = self._paper, self._paper.folded
        index = folded.index_of(site.start)
        first = max(folded.starts[site.line], index - _AROUND)
        last = min(folded.end_of(site.line), index + _AROUND)
        kinds = paper.labels.kinds_between(first, last)
        head, segment = self._head(site), site.leaf.segment
        if head is not None:
            kinds |= head.kinds
        return kinds | self._paper.kinds_in(f"{segment.heading}\n{segment.column}")

    def _is_near(self, context: Context, site: Site) -> bool:
        if not (context.near or context.unless_near):
            return True
        text = self._near(site)
        wanted = not context.near or re.search(context.near, text) is not None
        return wanted and not (context.unless_near and re.search(context.unless_near, text))

    def _near(self, site: Site) -> str:
        """Return the lines around a site, folded; in a table only its own."""
        folded, leaf = self._paper.folded, site.leaf
        alone = self._head(site) is not None or bool(leaf.row)
        before, after = (0, 0) if alone else (_LINES_BEFORE, _LINES_AFTER)
        first = max(site.line - before, leaf.lines[0])
        last = min(site.line + after, leaf.lines[-1])
        index = folded.index_of(site.start)
        begin, end = index - _NEAR, index + _NEAR
        return "\n".join(
            folded.joined[max(folded.starts[line], begin) : min(folded.end_of(line), end)]
            for line in range(first, last + 1)
        )
