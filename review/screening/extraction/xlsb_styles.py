"""Styles and shared texts of a workbook in binary parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.colours import BLACK, WHITE, Colour, alike
from review.screening.extraction.sheet_cells import Hiding, Purse
from review.screening.extraction.sheet_colours import INDEXED, tinted
from review.screening.extraction.sheet_formats import BUILT_IN, NumberFormat
from review.screening.extraction.sheet_looks import PLAIN, TINY, Look, look_of
from review.screening.extraction.sheet_rich import RichText
from review.screening.extraction.sheet_strings import Strings
from review.screening.extraction.sheet_words import joined
from review.screening.extraction.xlsb_records import Bytes, records

_FONT, _FILL, _FORMAT, FORMATS_BEGIN, FORMATS_END, _LOOK = 43, 45, 44, 617, 618, 47
_TEXT = 19
_TWIPS, _TINT, _USUAL = 20, 32767.0, 11.0
_NO_PATTERN, _SOLID = 0, 1
_PATTERNED: Colour = (191, 191, 191)
_INDEXED, _RGB, _THEME = 1, 2, 3


@dataclass(slots=True)
class BinaryStyles:
    """The looks by their number."""

    looks: list[Look] = field(default_factory=list)
    fonts: list[tuple[float, Colour]] = field(default_factory=list)
    unknown: str = ""

    def look(self, number: int) -> Look:
        """Return the look of a cell that names this style."""
        return self.looks[number] if number < len(self.looks) else PLAIN


def styles_of(part: bytes, *, theme: tuple[Colour | None, ...], since_1904: bool) -> BinaryStyles:
    """Read the styles; `theme` has its colours in the order in which cells count them."""
    styles, fills, formats = BinaryStyles(), list[Colour](), dict[int, NumberFormat]()
    unknown: list[str] = []
    is_inside = False
    for number, code in BUILT_IN.items():
        formats[number] = NumberFormat(code, since_1904=since_1904)
    for kind, data in records(part):
        given = Bytes(data)
        if kind == _FONT:
            points, given.at = given.number("H") / _TWIPS, 12
            styles.fonts.append((points, _colour(given, theme, otherwise=BLACK)))
        elif kind == _FILL:
            fills.append(_ground(given, theme))
        elif kind == _FORMAT:
            number = given.number("H")
            formats[number] = NumberFormat(given.text(), since_1904=since_1904)
        elif kind in {FORMATS_BEGIN, FORMATS_END}:
            is_inside = kind == FORMATS_BEGIN
        elif kind == _LOOK and is_inside:
            _, form, font, fill = (given.number("H") for _ in range(4))
            size, ink = styles.fonts[font] if font < len(styles.fonts) else (_USUAL, BLACK)
            ground = fills[fill] if fill < len(fills) else WHITE
            look = look_of(size=size, ink=ink, ground=ground, form=formats.get(form))
            styles.looks.append(look)
        else:
            unknown.append(binary_texts(data))
    styles.unknown = joined(dict.fromkeys(unknown))
    return styles


def _ground(given: Bytes, theme: tuple[Colour | None, ...]) -> Colour:
    pattern = given.number("I")
    ground = _colour(given, theme, otherwise=WHITE)
    return {_NO_PATTERN: WHITE, _SOLID: ground}.get(pattern, _PATTERNED)


def _colour(given: Bytes, theme: tuple[Colour | None, ...], *, otherwise: Colour) -> Colour:
    kind, index = given.number("B") >> 1, given.number("B")
    tint = given.number("h") / _TINT
    red, green, blue, _ = (given.number("B") for _ in range(4))
    named: Colour | None = None
    if kind == _RGB:
        named = (red, green, blue)
    elif kind == _INDEXED:
        named = INDEXED.get(index)
    elif kind == _THEME and index < len(theme):
        named = theme[index]
    return otherwise if named is None else tinted(named, tint)


def strings_of(part: bytes, *, fonts: list[tuple[float, Colour]], purse: Purse) -> Strings:
    """Read the part of shared texts."""
    strings = Strings()
    for kind, data in records(part):
        if kind == _TEXT:
            rich = rich_from(Bytes(data), fonts=fonts)
            purse.spend(len(rich.text))
            strings.add(rich)
        elif said := binary_texts(data):
            strings.stray.append(said)
    return strings


def rich_from(given: Bytes, *, fonts: list[tuple[float, Colour]]) -> RichText:
    """Read a text with its runs, and what stands beside it."""
    flags, text = given.number("B"), given.text()
    ends, veils = [0], [Hiding.NOT]
    if flags & 1:
        for _ in range(given.number("I")):
            ends.append(given.number("H"))
            font = given.number("H")
            veils.append(_veil(*fonts[font]) if font < len(fonts) else Hiding.NOT)
    ends.append(len(text))
    pieces = (text[begin:end] for begin, end in pairwise(ends))
    beside = given.text() if flags & 2 else ""
    return RichText(tuple(zip(veils, pieces, strict=True)), (beside,) if beside else ())


def _veil(size: float, ink: Colour) -> Hiding:
    if size <= TINY:
        return Hiding.TINY
    return Hiding.WHITE if alike(ink, WHITE) else Hiding.NOT
