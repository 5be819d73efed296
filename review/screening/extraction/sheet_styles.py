"""The styles of a workbook in XML: what each cell format looks like, and what conditions hide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from lxml import etree

from review.screening.extraction.colours import BLACK, WHITE, Colour
from review.screening.extraction.sheet_cells import Hiding
from review.screening.extraction.sheet_formats import BUILT_IN, NumberFormat
from review.screening.extraction.sheet_looks import (
    PLAIN,
    Look,
    look_of,
)
from review.screening.extraction.sheet_palette import Palette, indexed_colours, number_in
from review.screening.extraction.sheet_taking import taken

_Value = TypeVar("_Value")
THEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
"""In the order in which cells count them, which is not that of the theme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """The looks by the number that cells name, and of the conditional formats that hide."""

    looks: Mapping[str, Look] = field(default_factory=dict)
    conditional: Mapping[str, Look] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    """The workbook's own number formats: they may show words."""
    formats: Mapping[str, NumberFormat | None] = field(default_factory=dict)

    def unshown_words(self) -> Iterator[str]:
        """Yield the codes of number formats whose words, after all sheets, no cell has shown."""
        used = {form.code for form in self.formats.values() if form and form.has_shown}
        return (code for code in self.codes if code not in used and not code.isascii())

    def conditional_veil(self, index: str) -> Hiding:
        """Return how a conditional format of this number hides what it is met by, if it does."""
        look = self.conditional.get(index, PLAIN)
        hides = look.format is not None and look.format.shows_nothing
        return look.code or (Hiding.FORMAT if hides else Hiding.NOT)


def styles_of(root: etree._Element, *, theme: Mapping[str, Colour], since_1904: bool) -> Styles:
    """Read a style part; `theme` has the colours of the workbook's theme by their names."""
    palette = Palette(tuple(theme.get(name) for name in THEME), indexed_colours(root))
    codes = {
        element.get("numFmtId", ""): taken(element, "formatCode")
        for element in root.iterfind("{*}numFmts/{*}numFmt")
    }
    maker = _Looks(root, palette, codes, since_1904=since_1904)
    return Styles(
        looks=dict(maker.cells()),
        conditional=dict(maker.conditional()),
        formats=maker.formats,
        codes=tuple(dict.fromkeys(codes.values())),
    )


class _Looks:
    """Makes looks out of the fonts, fills and number formats of a style part."""

    def __init__(
        self, root: etree._Element, palette: Palette, codes: Mapping[str, str], *, since_1904: bool
    ) -> None:
        self._root, self._palette, self._codes = root, palette, codes
        self._since_1904 = since_1904
        self.formats: dict[str, NumberFormat | None] = {}
        self._fonts = [self._font(font) for font in root.iterfind("{*}fonts/{*}font")]
        self._fills = [self._fill(fill) for fill in root.iterfind("{*}fills/{*}fill")]

    def cells(self) -> Iterator[tuple[str, Look]]:
        for number, xf in enumerate(self._root.iterfind("{*}cellXfs/{*}xf")):
            size, ink = _at(self._fonts, xf.get("fontId"), otherwise=(None, BLACK))
            yield (
                str(number),
                look_of(
                    size=size,
                    ink=ink,
                    ground=_at(self._fills, xf.get("fillId"), otherwise=WHITE),
                    form=self._format(xf.get("numFmtId", "0")),
                ),
            )

    def conditional(self) -> Iterator[tuple[str, Look]]:
        for number, dxf in enumerate(self._root.iterfind("{*}dxfs/{*}dxf")):
            font, fill, code = (dxf.find(f"{{*}}{name}") for name in ("font", "fill", "numFmt"))
            size, ink = (None, BLACK) if font is None else self._font(font)
            ground = WHITE if fill is None else self._fill(fill, is_conditional=True)
            form = None if code is None else NumberFormat(code.get("formatCode", ""))
            yield str(number), look_of(size=size, ink=ink, ground=ground, form=form)

    def _format(self, index: str) -> NumberFormat | None:
        if index not in self.formats:
            number = number_in(index)
            code = self._codes.get(index, BUILT_IN.get(int(number or 0), ""))
            made = NumberFormat(code, since_1904=self._since_1904) if code else None
            self.formats[index] = None if made is None or made.is_plain else made
        return self.formats[index]

    def _font(self, font: etree._Element) -> tuple[float | None, Colour]:
        size = font.find("{*}sz")
        points = None if size is None else number_in(size.get("val"))
        return points, self._palette.colour(font.find("{*}color"), otherwise=BLACK)

    def _fill(self, fill: etree._Element, *, is_conditional: bool = False) -> Colour:
        """Return the ground; a pattern is none on which letters could hide."""
        pattern = fill.find("{*}patternFill")
        if pattern is None:
            return WHITE
        kind = pattern.get("patternType", "solid" if is_conditional else "none")
        if kind == "none":
            return WHITE
        name = "bgColor" if is_conditional else "fgColor"
        ground = self._palette.colour(pattern.find(f"{{*}}{name}"), otherwise=WHITE)
        return ground if kind == "solid" else _PATTERNED


_PATTERNED: Colour = (191, 191, 191)


def _at(values: list[_Value], index: str | None, *, otherwise: _Value) -> _Value:
    number = number_in(index)
    return values[int(number)] if number is not None and 0 <= number < len(values) else otherwise
