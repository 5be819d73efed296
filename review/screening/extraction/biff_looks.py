"""How the cells of an old workbook look: its fonts, colours, grounds and number formats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from review.screening.extraction.biff_records import Record
from review.screening.extraction.biff_strings import Texts
from review.screening.extraction.colours import BLACK, WHITE, Colour, alike
from review.screening.extraction.sheet_cells import Hiding
from review.screening.extraction.sheet_colours import INDEXED
from review.screening.extraction.sheet_formats import BUILT_IN, NumberFormat
from review.screening.extraction.sheet_looks import TINY, Look, look_of

FONTS, FORMATS, LOOK, PALETTE = (0x0031, 0x0231), (0x041E, 0x001E), 0x00E0, 0x0092
_FIRST_OWN_COLOUR = 8
_MISSING_FONT = 4
"""The numbers of fonts leave out four."""
_TWIPS, _WHOLE_LOOK = 20, 20
_NO_PATTERN, _SOLID = 0, 1
_PATTERNED: Colour = (191, 191, 191)
Kinds = Mapping[int, Sequence[Record]]


@dataclass(frozen=True, slots=True)
class Font:
    """Size in points and colour of letters."""

    size: float = 10.0
    ink: Colour = BLACK

    @property
    def veil(self) -> Hiding:
        """How letters of this font hide on white, if they do."""
        if self.size <= TINY:
            return Hiding.TINY
        return Hiding.WHITE if alike(self.ink, WHITE) else Hiding.NOT


class Looks:
    """Makes looks of the records of the globals."""

    def __init__(self, by_kind: Kinds, texts: Texts, *, since_1904: bool) -> None:
        """Read colours, fonts and formats; `by_kind` has the records of each kind."""
        self._by_kind, self._texts, self._since_1904 = by_kind, texts, since_1904
        self._palette = {**INDEXED, **dict(self._own_colours())}
        self._fonts = [self._font(record) for record in self._records(*FONTS)]
        self._formats = {n: self._made(code) for n, code in BUILT_IN.items()}
        for record in self._records(*FORMATS):
            code, _ = (texts.long if texts.is_unicode else texts.short)(record.data, 2)
            self._formats[record.number("H")] = self._made(code)

    def _made(self, code: str) -> NumberFormat:
        return NumberFormat(code, since_1904=self._since_1904)

    def _records(self, *kinds: int) -> Iterator[Record]:
        return (record for kind in kinds for record in self._by_kind.get(kind, ()))

    def _own_colours(self) -> Iterator[tuple[int, Colour]]:
        for record in self._records(PALETTE):
            data = record.data
            for number in range(min(record.number("H"), len(data) // 4)):
                red, green, blue = data[2 + 4 * number : 5 + 4 * number].ljust(3, b"\0")
                yield number + _FIRST_OWN_COLOUR, (red, green, blue)

    def _font(self, record: Record) -> Font:
        height, _, colour = record.numbers("HHH")
        return Font(height / _TWIPS, self._palette.get(colour, BLACK))

    def font(self, number: int) -> Font:
        """Return the font of a number."""
        at = number - (number > _MISSING_FONT)
        known = number != _MISSING_FONT and at < len(self._fonts)
        return self._fonts[at] if known else Font()

    def cells(self) -> Iterator[Look]:
        """Yield the looks of cells in the order in which they are numbered."""
        for record in self._records(LOOK):
            font, form = record.numbers("HH")
            known, ground = self.font(font), self._ground(record)
            made = self._formats.get(form)
            yield look_of(size=known.size, ink=known.ink, ground=ground, form=made)

    def _ground(self, record: Record) -> Colour:
        """Return the colour under the letters; a pattern is none on which they could hide."""
        if not self._texts.is_unicode or len(record.data) < _WHOLE_LOOK:
            return WHITE
        pattern, colours = record.number("I", 14) >> 26, record.number("H", 18)
        ground = self._palette.get(colours & 0x7F, WHITE)
        return {_NO_PATTERN: WHITE, _SOLID: ground}.get(pattern, _PATTERNED)
