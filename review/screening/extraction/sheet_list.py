"""Rows that are alike, as those of a list are: read column by column, in a fraction of the time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from review.screening.extraction.sheet_cells import Hiding
from review.screening.extraction.sheet_columns import columns_of
from review.screening.extraction.sheet_looks import PLAIN, Look
from review.screening.extraction.sheet_numbers import all_kept
from review.screening.extraction.sheet_pattern import Rows
from review.screening.extraction.sheet_plain import plain
from review.screening.extraction.sheet_strings import Strings
from review.screening.extraction.sheet_styles import Styles

_FEW = 4
"""Fewer rows are read sooner cell by cell."""
_MOST_NUMBERS = 10_000
_TRUTHS = {"0": "FALSE", "1": "TRUE"}


@dataclass(slots=True)
class SheetList:
    """Reads rows that are alike, where each of their cells is a plain one."""

    strings: Strings
    styles: Styles
    _numbers: dict[tuple[str | None, str], tuple[Sequence[str], Hiding]] = field(
        default_factory=dict
    )

    def read(self, rows: Rows) -> tuple[list[int], list[str]] | None:
        """Return the column of each cell of a row, and the texts of all rows one after another.

        None if the rows are few, or one of their cells needs a closer look: it has a formula, is
        empty where others of its column are not, is hidden, or shows in more parts than others.
        NotRead for a shared text that is lost.
        """
        if len(rows.heads) < _FEW or self.strings.rich or any(rows.formulas):
            return None
        values, width = rows.said(), len(rows.letters)
        filled = [at for at in range(width) if any(values[at::width])]
        if not filled or not all(all(values[at::width]) for at in filled):
            return None
        columns, parts = list[int](), list[Sequence[str]]()
        named = columns_of(rows.letters)
        for at in filled:
            shown = self._column(values[at::width], style=rows.styles[at], kind=rows.kinds[at])
            if shown is None:
                return None
            parts += shown
            columns += [named[at]] * len(shown)
        texts = [""] * (len(parts) * len(rows.heads))
        for at, part in enumerate(parts):
            texts[at :: len(parts)] = part
        return columns, texts

    def number(self, style: str | None, look: Look, text: str) -> tuple[Sequence[str], Hiding]:
        """Return how a number looks: days, rates and amounts come again and again."""
        known = self._numbers.get((style, text))
        if known is None:
            if len(self._numbers) > _MOST_NUMBERS:
                self._numbers.clear()
            known = self._numbers[style, text] = look.number(text)
        return known

    def _column(
        self, values: Sequence[str], *, style: str | None, kind: str | None
    ) -> Sequence[Sequence[str]] | None:
        """Return what the cells of a column show and, where that differs, what they hold."""
        look = self.styles.looks.get(style, PLAIN) if style else PLAIN
        is_number = is_of_number(kind)
        texts = values if is_number else self._texts(values, kind)
        if not all(texts):
            return None
        if look is PLAIN:
            return (all_kept(texts) if is_number else texts,)
        if look.code:
            return None
        # Each once: a long text that many cells name is not written out for each of them.
        seen = {
            text: self.number(style, look, text) if is_number else look.text(text)
            for text in set(texts)
        }
        if any(hidden for _, hidden in seen.values()):
            return None
        if len({len(shown) for shown, _ in seen.values()}) > 1:
            return None
        return tuple(zip(*(seen[text][0] for text in texts), strict=True))

    def _texts(self, values: Sequence[str], kind: str | None) -> Sequence[str]:
        if kind == "s":
            return self.strings.all_at(values)
        return list(map(says(kind), values))


def is_of_number(kind: str | None) -> bool:
    """Whether cells of this type hold numbers."""
    return kind is None or kind == "n"


def says(kind: str | None) -> Callable[[str], str]:
    """Return how the text of a cell is read that is neither a number nor a shared text."""
    return _truth if kind == "b" else plain


def _truth(text: str) -> str:
    return _TRUTHS.get(text, text)
