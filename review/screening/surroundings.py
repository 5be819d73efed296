"""What stands around a hit: its label, its row, the lines near it, and who is named there."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from review.screening.labelling import Labelling, Site
from review.screening.leaf import Leaf
from review.screening.paper import Paper
from review.screening.ways import Context

_LINES_BEFORE, _LINES_AFTER, _NEAR = 3, 2, 240


class Surroundings:
    """Answers what the contexts of rules ask about a site."""

    def __init__(self, paper: Paper) -> None:
        """Begin with nobody named; `persons` is filled as persons are found."""
        self._paper, self._labelling = paper, Labelling(paper)
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
        """Remember that a line, or the whole row it belongs to, names a person."""
        self._persons.update(self._rows.pop(leaf.row, (line,)))

    def lines_with_persons(self) -> AbstractSet[int]:
        """Return the lines that name a person, or whose row does."""
        return self._persons

    def _is_labelled(self, context: Context, site: Site) -> bool:
        if context.unless_headed and self._labelling.heading_over(site).intersection(
            context.unless_headed
        ):
            return False
        if not (context.labels or context.unless_labels):
            return True
        kinds = self._labelling.label_of(site)
        return (not context.labels or bool(kinds.intersection(context.labels))) and not (
            kinds.intersection(context.unless_labels)
        )

    def _is_beside(self, context: Context, site: Site) -> bool:
        if not (context.beside or context.unless_beside):
            return True
        kinds = self._labelling.kinds_beside(site)
        return (not context.beside or bool(kinds.intersection(context.beside))) and not (
            kinds.intersection(context.unless_beside)
        )

    def _is_near(self, context: Context, site: Site) -> bool:
        if not (context.near or context.unless_near):
            return True
        text = self._near(site)
        wanted = not context.near or re.search(context.near, text) is not None
        return wanted and not (context.unless_near and re.search(context.unless_near, text))

    def _near(self, site: Site) -> str:
        """Return the lines around a site, folded; in a table only its own."""
        folded, leaf = self._paper.folded, site.leaf
        alone = self._paper.head_of(site.leaf, site.line) is not None or bool(leaf.row)
        before, after = (0, 0) if alone else (_LINES_BEFORE, _LINES_AFTER)
        first = max(site.line - before, leaf.lines[0])
        last = min(site.line + after, leaf.lines[-1])
        index = folded.index_of(site.start)
        begin, end = index - _NEAR, index + _NEAR
        return "\n".join(
            folded.joined[max(folded.starts[line], begin) : min(folded.end_of(line), end)]
            for line in range(first, last + 1)
        )
