"""In which lines of a paper a pattern could count, by the cheapest questions first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from review.screening.paper import Paper
from review.screening.surroundings import Surroundings
from review.screening.ways import Pattern, Reading, Where


class Candidates:
    """Lines by their anchors, by the person they name, by their labels, by their place."""

    def __init__(self, paper: Paper, *, surroundings: Surroundings) -> None:
        """Answer for one paper; more persons may be noted meanwhile."""
        self._paper, self._surroundings = paper, surroundings
        self._labelled: dict[tuple[str, ...], frozenset[int]] = {}

    def is_worth_it(self, pattern: Pattern) -> bool:
        """Whether a pattern can match at all; its anchors are known to occur."""
        if pattern.with_head and not self._paper.says(pattern.with_head):
            return False
        return not (pattern.unless_head and self._paper.says(pattern.unless_head))

    def lines(self, pattern: Pattern) -> Iterable[int]:
        """Return the numbers of the lines in which a pattern could count, in order."""
        sets: list[Iterable[int]] = []
        if pattern.anchors:
            sets.append(self._paper.lines_with(pattern.anchors))
        if pattern.about_person:
            sets.append(self._surroundings.lines_with_persons())
        if pattern.labels:
            sets.append(self._lines_labelled(pattern.labels))
        if not sets:
            return self._unled(pattern)
        first, *others = sets
        return sorted(set(first).intersection(*others))

    def _unled(self, pattern: Pattern) -> Iterable[int]:
        if set(pattern.where) <= {Where.HEAD}:
            return self._paper.body[: pattern.within]
        if pattern.reading is Reading.SPACED:
            return self._paper.lines_with_codes
        return range(len(self._paper.folded.starts))

    def _lines_labelled(self, kinds: tuple[str, ...]) -> frozenset[int]:
        if kinds not in self._labelled:
            self._labelled[kinds] = frozenset(self._lines_with_labels(frozenset(kinds)))
        return self._labelled[kinds]

    def _lines_with_labels(self, kinds: frozenset[str]) -> Iterator[int]:
        """Yield lines with such a label, the ones below them, and the rows under such a heading."""
        paper = self._paper
        for line in {line for kind in kinds for line in paper.lines_labelled.get(kind, ())}:
            yield from range(line, min(line + 2, len(paper.folded.starts)))
            head = paper.head_at(line)
            if head is not None:
                yield from paper.rows_of(head)
        for leaf in paper.leaves:
            if any(paper.kinds_in(heading) & kinds for heading in leaf.headings):
                yield from leaf.lines
