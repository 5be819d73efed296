"""Some lines of a paper with their spaces kept: there alone one code ends and the next begins."""

from __future__ import annotations

from collections.abc import Iterable

from review.screening.fold import BREAK, Folded, FoldTable, fold


class Spaced:
    """Chosen lines of a folded paper, folded anew without dropping their spaces."""

    def __init__(self, folded: Folded, *, table: FoldTable) -> None:
        """Begin with no line; `table` keeps a space for each space."""
        self._paper, self._table = folded, table
        self._places: dict[int, tuple[Folded, int]] = {}

    def take_in(self, lines: Iterable[int]) -> None:
        """Fold the lines of these numbers that are not yet, all at once."""
        chosen = [line for line in lines if line not in self._places]
        if chosen:
            folded = fold(BREAK.join(map(self._paper.line, chosen)), table=self._table)
            self._places |= {line: (folded, place) for place, line in enumerate(chosen)}

    def line(self, number: int) -> str:
        """Return a line that was taken in."""
        folded, place = self._places[number]
        return folded.shown(place)

    def span(self, number: int, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of a line stands in the given text of the paper."""
        folded, place = self._places[number]
        first = folded.starts[place]
        begin, stop = folded.span(first + start, first + end)
        shift = self._paper.begins[number] - folded.begins[place]
        return begin + shift, stop + shift
