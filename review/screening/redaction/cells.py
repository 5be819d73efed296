"""The cells of a sheet with what was removed cut out of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

from review.screening.extraction.sheet_cells import Line
from review.screening.redaction.cuts import Cut, cuts_in, kept_of, spread, without
from review.screening.redaction.removal import Removal


class CutCells:
    """The cells that show, as their reader put them together to one text."""

    def __init__(self, lines: Sequence[Line], removals: Sequence[Removal]) -> None:
        """Find which cells the removals are in."""
        text = "\n".join("\t".join(line.texts) for line in lines)
        texts = [each for line in lines for each in line.texts]
        sizes = list(map(len, texts))
        starts = list(accumulate((size + 1 for size in sizes), initial=0))[:-1]
        cuts = cuts_in(text, removals)
        self.cuts = len(cuts)
        by_text = spread(cuts, starts, sizes)
        self._said: dict[tuple[int, int], list[tuple[str, list[Cut]]]] = defaultdict(list)
        for (place, each), own in zip(_placed(lines), by_text, strict=True):
            self._said[place].append((each, own))

    def shown(self, row: int, column: int, otherwise: str = "") -> str:
        """Return what a cell says in the copy.

        A cell may be read as it looks and as it is kept: what is cut of the second takes all.
        """
        said = self._said.get((row, column))
        if said is None or not any(cuts for _, cuts in said):
            return otherwise or (said[0][0] if said else "")
        first, own = said[0]
        beyond = [cut for _, cuts in said[1:] for cut in cuts]
        return beyond[0].put if beyond and not own else without(first, own)

    @property
    def kept(self) -> Iterator[str]:
        """What is left of each cell."""
        for said in self._said.values():
            beyond = any(cuts for _, cuts in said[1:])
            if not (beyond and not said[0][1]):
                yield kept_of(*said[0])


def _placed(lines: Sequence[Line]) -> Iterator[tuple[tuple[int, int], str]]:
    for line in lines:
        for column, text in zip(line.columns, line.texts, strict=True):
            yield (line.row, column), text
