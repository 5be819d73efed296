"""How the cells of a style look: their number format, and whether their letters can be seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from review.screening.extraction.colours import WHITE, Colour, alike, colour
from review.screening.extraction.sheet_cells import Hiding
from review.screening.extraction.sheet_formats import NumberFormat
from review.screening.extraction.sheet_numbers import stored

TINY: Final = 2.0
"""Points: nobody reads two-point type."""
_BASE = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF"
_MORE = (
    "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066"
    " FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF"
    " CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699"
    " 969696 003366 339966 003300 333300 993300 993366 333399 333333"
)


def colour_of(text: str) -> Colour | None:
    """Return a colour written as RRGGBB or AARRGGBB."""
    return colour(text[-6:]) if len(text) in {6, 8} else None


INDEXED: Mapping[int, Colour] = MappingProxyType(
    {
        index: known
        for index, text in enumerate(f"{_BASE} {_BASE} {_MORE}".split())
        if (known := colour_of(text)) is not None
    }
)
"""The 64 colours that have numbers, unless the workbook brings its own."""


def tinted(colour: Colour, tint: float) -> Colour:
    """Return a colour made lighter (tint above nought, up to one) or darker (below)."""
    to = 255 if tint > 0 else 0
    share = min(abs(tint), 1.0)
    red, green, blue = (round(channel + (to - channel) * share) for channel in colour)
    return red, green, blue


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
        shown, in_white = (None, False) if self.format is None else self.format.shows(text)
        whole = stored(text)
        if shown is None or shown in {"", whole}:
            return (whole,), self._code(shown, in_white=in_white)
        return (shown, whole), self._code(shown, in_white=in_white)

    def text(self, text: str) -> tuple[Sequence[str], Hiding]:
        """Return a text as it looks, and what hides it."""
        shown, in_white = (None, False) if self.format is None else self.format.shows_text(text)
        return (shown or text,), self._code(shown, in_white=in_white)

    def _code(self, shown: str | None, *, in_white: bool) -> Hiding:
        if self.code:
            return self.code
        if shown == "":
            return Hiding.FORMAT
        return Hiding.WHITE if in_white and self.on_white else Hiding.NOT


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
