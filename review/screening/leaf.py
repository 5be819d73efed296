"""One segment in the folded paper: where its text and its lines begin there, and end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from review.screening.fold import BREAK, Folded, FoldTable, fold
from review.screening.segments import Segment


@dataclass(frozen=True, slots=True)
class Leaf:
    """A segment with its stretch of the paper."""

    segment: Segment
    begin: int
    """Where its text begins in the text of the paper."""
    lines: range
    start: int
    end: int
    """Its stretch of the folded paper."""

    @property
    def headings(self) -> Iterator[str]:
        """Everything that labels it from outside of its text."""
        yield from filter(None, (self.segment.heading, self.segment.column))
        if self.segment.grid is not None:
            yield from self.segment.grid.headings.values()

    @property
    def row(self) -> str:
        """What the cells of one row of a table have in common; nothing outside of tables."""
        return self.segment.heading


def folded_together(segments: Sequence[Segment], *, table: FoldTable) -> Folded:
    """Fold all segments at once, with a break between each two."""
    return fold(BREAK.join(segment.text.replace(BREAK, " ") for segment in segments), table=table)


def leaves(segments: Sequence[Segment], folded: Folded) -> Iterator[Leaf]:
    """Yield each segment with its stretch of the texts that were folded together."""
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
