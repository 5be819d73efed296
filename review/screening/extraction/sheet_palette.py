"""The colours that a workbook in XML names by number, by theme or outright."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from review.screening.extraction.colours import BLACK, WHITE, Colour
from review.screening.extraction.sheet_colours import INDEXED, colour_of, tinted

_LETTERS, _GROUND = 64, 65
"""The numbers of the colours that the window has: black letters on white."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours that a workbook names by number."""

    theme: tuple[Colour | None, ...] = ()
    indexed: Mapping[int, Colour] = field(default_factory=lambda: INDEXED)

    def colour(self, element: etree._Element | None, *, otherwise: Colour) -> Colour:
        """Return the colour an element names."""
        if element is None or element.get("auto") in {"1", "true"}:
            return otherwise
        named = self._named(element)
        return otherwise if named is None else tinted(named, number_in(element.get("tint")) or 0.0)

    def _named(self, element: etree._Element) -> Colour | None:
        rgb, theme, indexed = (element.get(key) for key in ("rgb", "theme", "indexed"))
        if rgb is not None:
            return colour_of(rgb)
        if theme is not None:
            at = number_in(theme)
            return self.theme[int(at)] if at is not None and 0 <= at < len(self.theme) else None
        at = number_in(indexed)
        return None if at is None else self.indexed.get(int(at))


def indexed_colours(root: etree._Element) -> Mapping[int, Colour]:
    """Return the colours that have numbers, those of the workbook's own style part first."""
    own = {
        index: colour
        for index, element in enumerate(root.iterfind("{*}colors/{*}indexedColors/{*}rgbColor"))
        if (colour := colour_of(element.get("rgb", ""))) is not None
    }
    return {**INDEXED, **own, _LETTERS: BLACK, _GROUND: WHITE}


def number_in(text: str | None) -> float | None:
    """Return a number that an attribute states, if it states one."""
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if abs(number) < 1 << 31 else None
