"""The text of a page parted into what shows, what a picture shows, and what does not show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from review.screening.extraction.pdf_hidden import OVER_PICTURE, UNEXPLAINED, WHITE

_VAGUE = frozenset({UNEXPLAINED, WHITE})


@dataclass(frozen=True, slots=True)
class Stretches:
    """What the signs of a page say, and by their numbers why some do not show."""

    units: Sequence[str]
    whys: Mapping[int, str]

    @property
    def visible(self) -> str:
        """What shows, be it by ink or on a picture."""
        if not self.whys:
            return "".join(self.units)
        return "".join(self.units[number] for number in self.visible_numbers())

    def visible_numbers(self) -> list[int]:
        """Return the numbers of the signs that show; those of a vague run too, to be safe."""
        lost = {number for run in self._runs() for number in run}
        return [number for number in range(len(self.units)) if number not in lost]

    @property
    def layer(self) -> str:
        """What is written over a picture that shows the same."""
        if OVER_PICTURE not in self.whys.values():
            return ""
        lines = (
            "".join(self.units[number] for number in line)
            for line in self._lines()
            if any(self.whys.get(number) == OVER_PICTURE for number in line)
        )
        return "".join(lines)

    @property
    def inked(self) -> str:
        """What shows by its own ink."""
        return "".join(unit for n, unit in enumerate(self.units) if n not in self.whys)

    def hidden(self) -> list[tuple[str, str, str]]:
        """Return by rule what does not show: by itself, and in the lines that it stands in."""
        by_rule: dict[str, list[range]] = {}
        for run in self._runs():
            by_rule.setdefault(self.whys[run[0]], []).append(run)
        return [(rule, self._said(runs), self._in_lines(runs)) for rule, runs in by_rule.items()]

    def _said(self, runs: list[range]) -> str:
        return "\n".join(self._text(run) for run in runs)

    def _text(self, numbers: range) -> str:
        return "".join(self.units[number] for number in numbers).strip()

    def _in_lines(self, runs: list[range]) -> str:
        """A number of which half is hidden must still be met whole."""
        lost = {number for run in runs for number in run}
        lines = (self._text(line) for line in self._lines() if not lost.isdisjoint(line))
        return "\n".join(lines)

    def _lines(self) -> Iterator[range]:
        start = 0
        for number, unit in enumerate(self.units):
            if unit == "\n":
                yield range(start, number + 1)
                start = number + 1
        yield range(start, len(self.units))

    def _runs(self) -> Iterator[range]:
        """Yield stretches of signs that do not show for one reason; blanks between them count."""
        marked = ((self.whys.get(n, ""), n) for n, unit in enumerate(self.units) if unit.strip())
        for why, group in groupby(marked, key=lambda pair: pair[0]):
            numbers = [number for _, number in group]
            run = range(numbers[0], numbers[-1] + 1)
            if why not in {"", OVER_PICTURE} and self._counts(why, self._text(run)):
                yield run

    def _counts(self, why: str, said: str) -> bool:
        """Dots and dashes say nothing; one thin letter may be lost in the rendering."""
        telling = any(char.isalnum() for char in said)
        return telling and not (why in _VAGUE and len(said) == 1 and said.isascii())
