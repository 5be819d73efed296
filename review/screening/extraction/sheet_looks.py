"""How the cells of a style look: their number format, and whether their letters can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from review.screening.extraction.colours import WHITE, Colour, alike
from review.screening.extraction.sheet_cells import Hiding
from review.screening.extraction.sheet_formats import NumberFormat, Shown
from review.screening.extraction.sheet_numbers import stored

TINY: Final = 2.0
"""Points: nobody reads two-point type."""


@dataclass(frozen=True, slots=True)
class Look:
    """One style of cells."""

    code: Hiding = Hiding.NOT
    """What hides whatever stands in such a cell."""
    format: NumberFormat | None = None
    """None where values look as they are kept."""
    on_white: bool = True

    @property
    def is_plain(self) -> bool:
        """Whether the value is all there is to it."""
        return not self.code and self.format is None

    def number(self, text: str) -> tuple[Sequence[str], Hiding]:
        """Return a number as it looks and as it is kept, where these differ; and what hides it."""
        shown = None if self.format is None else self.format.shows(text)
        whole = stored(text)
        if shown is None or not shown.text or _means(shown.text, whole):
            return (whole,), self._code(shown)
        return (shown.text, whole), self._code(shown)

    def text(self, text: str) -> tuple[Sequence[str], Hiding]:
        """Return a text as it looks, and what hides it."""
        shown = None if self.format is None else self.format.shows_text(text)
        if shown is None or not shown.text:
            return (text,), self._code(shown)
        return (shown.text, text) if shown.hides else (shown.text,), self._code(shown)

    def _code(self, shown: Shown | None) -> Hiding:
        if self.code or shown is None:
            return self.code
        if shown.hides:
            return Hiding.FORMAT
        return Hiding.WHITE if shown.is_white and self.on_white else Hiding.NOT


def _means(shown: str, whole: str) -> bool:
    """Whether a number only has signs between its digits: 138-0013-8000 is 13800138000."""
    digits = "".join(filter(str.isdecimal, shown))
    return digits == whole and not any(map(str.isalpha, shown))


PLAIN: Final = Look()


def look_of(*, size: float | None, ink: Colour, ground: Colour, form: NumberFormat | None) -> Look:
    """Return the look of cells in this size (points), colour of letters, of the ground, format."""
    code = Hiding.NOT
    if size is not None and size <= TINY:
        code = Hiding.TINY
    elif alike(ink, ground):
        code = Hiding.WHITE
    plain = form is None or form.is_plain
    look = Look(code, None if plain else form, alike(WHITE, ground))
    return PLAIN if look.is_plain else look
