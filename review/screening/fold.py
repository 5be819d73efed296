"""Make the ways of writing one word equal, and lead back from the folded to the given text."""

from __future__ import annotations

import functools
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate

_INVISIBLE = frozenset({"Cf", "Mn", "Me", "Cc", "Zs", "Zl", "Zp"})
# Fillers that Unicode counts as letters though they show nothing.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
LINE_ENDS = ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")


class FoldTable(dict[int, str]):
    """One folded string for each character, worked out when it is first met (str.translate)."""

    def __init__(self, variants: Mapping[str, str]) -> None:
        """Start from the ruleset's own equations: traditional forms, dashes, look-alikes."""
        super().__init__()
        self._variants = dict(variants)
        self[ord("\n")] = "\n"

    def __missing__(self, point: int) -> str:
        """Fold by NFKC and case, then by the ruleset's variants; drop what does not show."""
        plain = unicodedata.normalize("NFKC", chr(point)).casefold()
        shown = (self._variants.get(char, char) for char in plain if _shows(char))
        folded = self[point] = "".join(shown)
        return folded


@functools.cache
def fold_table(variants: tuple[tuple[str, str], ...]) -> FoldTable:
    """Return the one table of these variants, so that what is worked out once stays."""
    return FoldTable(dict(variants))


def _shows(char: str) -> bool:
    return unicodedata.category(char) not in _INVISIBLE and char not in _FILLERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A text line by line, folded; spaces are gone, so a word is found however it is spread."""

    lines: tuple[str, ...]
    given: tuple[str, ...]
    """The lines as given."""
    begins: tuple[int, ...]
    """For each line where it begins in the given text."""
    starts: tuple[int, ...]
    """For each line where it begins in `joined`."""
    joined: str
    """All lines without their ends: a word broken at a line's end is whole here."""
    table: FoldTable
    reaches: dict[int, array[int]] = field(default_factory=dict, repr=False, compare=False)
    """What was counted of the lines in which something was found."""

    def line_at(self, index: int) -> int:
        """Return the number of the line that the folded character at `index` stands in."""
        return bisect_right(self.starts, index) - 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the folded stretch stands in the given text."""
        return self._origin(start), self._origin(end - 1) + 1

    def _origin(self, index: int) -> int:
        line = self.line_at(index)
        return self.begins[line] + bisect_right(self._reach(line), index - self.starts[line])

    def _reach(self, line: int) -> array[int]:
        """Return how far each character of a line reaches when folded, counted once a line."""
        if line not in self.reaches:
            widths = (len(self.table[ord(char)]) for char in self.given[line])
            self.reaches[line] = array("Q", accumulate(widths))
        return self.reaches[line]

    def given_lines(self, start: int, end: int) -> range:
        """Return the numbers of the lines that a stretch of the given text touches."""
        return range(
            bisect_right(self.begins, start) - 1, bisect_right(self.begins, max(end - 1, start))
        )


def fold(text: str, *, table: FoldTable) -> Folded:
    """Fold a text by the table; each character by itself, so that offsets lead back."""
    text = _with_plain_ends(text)
    given = tuple(text.split("\n"))
    lines = tuple(text.translate(table).split("\n"))
    return Folded(
        lines=lines,
        given=given,
        begins=tuple(accumulate((len(line) + 1 for line in given[:-1]), initial=0)),
        starts=tuple(accumulate((len(line) for line in lines[:-1]), initial=0)),
        joined="".join(lines),
        table=table,
    )


def _with_plain_ends(text: str) -> str:
    """Make every end of line one character, and keep every offset."""
    for end in LINE_ENDS:
        if end in text:
            text = text.replace(end, " \n"[-len(end) :])
    return text
