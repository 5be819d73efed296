"""What an old workbook says before its sheets: their names, texts, fonts, formats, names, users."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from review.screening.extraction.biff_records import Record, Substream
from review.screening.extraction.biff_strings import (
    UNICODE,
    BiffText,
    Cursor,
    Texts,
    rich_from,
)
from review.screening.extraction.colours import BLACK, WHITE, Colour, alike
from review.screening.extraction.sheet_cells import Hiding, Purse
from review.screening.extraction.sheet_finds import Sheet, Veil
from review.screening.extraction.sheet_formats import BUILT_IN, NumberFormat
from review.screening.extraction.sheet_looks import INDEXED, PLAIN, TINY, Look, look_of
from review.screening.extraction.sheet_strings import RichText, Strings
from review.screening.segments import NotRead, Reason

FILE_PASS = 0x002F
CODE_PAGE, DATE_MODE, WINDOW, FONT, FORMAT, XF = 0x0042, 0x0022, 0x003D, 0x0031, 0x041E, 0x00E0
BOUND_SHEET, SST, PALETTE = 0x0085, 0x00FC, 0x0092
OLD_FONT, OLD_FORMAT = 0x0231, 0x001E
_BIFF8 = 0x0600
_HIDDEN_WINDOW = 0x0001
_VEILS = {0: Veil.NONE, 1: Veil.HIDDEN, 2: Veil.VERY_HIDDEN}
_FIRST_OWN_COLOUR = 8
_MISSING_FONT = 4
"""The numbers of fonts leave out four."""
_TWIPS = 20


@dataclass(frozen=True, slots=True)
class Font:
    """Size in points and colour of letters."""

    size: float
    ink: Colour


@dataclass(slots=True)
class BiffBook:
    """The globals of a workbook."""

    texts: Texts
    since_1904: bool = False
    sheets: dict[int, Sheet] = field(default_factory=dict)
    """The sheets by where they begin in the stream."""
    looks: list[Look] = field(default_factory=list)
    strings: Strings = field(default_factory=Strings)
    formats: dict[int, NumberFormat] = field(default_factory=dict)

    def look(self, number: int) -> Look:
        """Return the look of the cells of this format."""
        return self.looks[number] if number < len(self.looks) else PLAIN


def book_of(globals_: Substream, *, purse: Purse) -> BiffBook:
    """Read the globals of a workbook; NotRead when it is locked."""
    by_kind: dict[int, list[Record]] = {}
    for record in globals_.records:
        by_kind.setdefault(record.kind, []).append(record)
    if FILE_PASS in by_kind:
        raise NotRead(Reason.ENCRYPTED)
    is_unicode = globals_.records[0].number("H") >= _BIFF8
    pages = [record.number("H") for record in by_kind.get(CODE_PAGE, ())]
    texts = Texts(is_unicode, pages[0] if pages else UNICODE)
    since_1904 = any(record.number("H") for record in by_kind.get(DATE_MODE, ()))
    book = BiffBook(texts, since_1904)
    maker = _Maker(book, by_kind)
    book.sheets = dict(maker.sheets())
    book.looks = list(maker.looks())
    for record in by_kind.get(SST, ()):
        maker.read_strings(record, purse=purse)
    return book


class _Maker:
    """Makes sheets, looks and texts of the records of the globals."""

    def __init__(self, book: BiffBook, by_kind: Mapping[int, list[Record]]) -> None:
        self._book, self._by_kind = book, by_kind
        self._palette = dict(self._colours())
        kinds = (*by_kind.get(FONT, ()), *by_kind.get(OLD_FONT, ()))
        self._fonts = [self._font(record) for record in kinds]

    def _records(self, *kinds: int) -> Iterator[Record]:
        return (record for kind in kinds for record in self._by_kind.get(kind, ()))

    def _colours(self) -> Iterator[tuple[int, Colour]]:
        yield from INDEXED.items()
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
        return self._fonts[at] if known else Font(10.0, BLACK)

    def sheets(self) -> Iterator[tuple[int, Sheet]]:
        """Yield each sheet with its place in the stream; in a hidden window none is seen."""
        windows = [
            Veil.HIDDEN if record.number("H", 8) & _HIDDEN_WINDOW else Veil.NONE
            for record in self._records(WINDOW)
        ]
        window = min(windows, default=Veil.NONE)
        for record in self._records(BOUND_SHEET):
            at, state = record.numbers("IB")
            name, _ = self._book.texts.short(record.data, 6)
            yield at, Sheet(name=name, veil=_VEILS.get(state & 3, Veil.VERY_HIDDEN) or window)

    def looks(self) -> Iterator[Look]:
        """Yield the looks of cells in the order in which they are numbered."""
        for record in self._records(FORMAT, OLD_FORMAT):
            texts = self._book.texts
            code, _ = (texts.long if texts.is_unicode else texts.short)(record.data, 2)
            made = NumberFormat(code, since_1904=self._book.since_1904)
            self._book.formats[record.number("H")] = made
        for record in self._records(XF):
            font, form = record.numbers("HH")
            known = self.font(font)
            yield look_of(
                size=known.size,
                ink=known.ink,
                ground=self._ground(record),
                form=self._format(form),
            )

    def _format(self, number: int) -> NumberFormat | None:
        if number not in self._book.formats and number in BUILT_IN:
            form = NumberFormat(BUILT_IN[number], since_1904=self._book.since_1904)
            self._book.formats[number] = form
        return self._book.formats.get(number)

    def _ground(self, record: Record) -> Colour:
        """Return the colour under the letters; a pattern is none on which they could hide."""
        if not self._book.texts.is_unicode or len(record.data) < _XF:
            return WHITE
        pattern, colours = record.number("I", 14) >> 26, record.number("H", 18)
        if pattern == 0:
            return WHITE
        return self._palette.get(colours & 0x7F, WHITE) if pattern == 1 else _PATTERNED

    def read_strings(self, record: Record, *, purse: Purse) -> None:
        """Read the table of shared texts."""
        cursor = Cursor(record.pieces, 4)
        count = cursor.number("I")
        for _ in range(count):
            if cursor.is_at_end:
                break
            text = rich_from(cursor)
            purse.spend(len(text.text))
            self._book.strings.add(self._rich(text))

    def _rich(self, text: BiffText) -> RichText:
        ends = [*(first for first, _ in text.runs), len(text.text)]
        begin = min(ends[0], len(text.text))
        runs = [(Hiding.NOT, text.text[:begin])] if begin or not text.runs else []
        for (first, number), (_, end) in zip(text.runs, pairwise(ends), strict=True):
            runs.append((_veil(self.font(number)), text.text[first:end]))
        return RichText(tuple(runs), (text.beside,) if text.beside else ())


_XF = 20
_PATTERNED: Colour = (191, 191, 191)


def _veil(font: Font) -> Hiding:
    if font.size <= TINY:
        return Hiding.TINY
    return Hiding.WHITE if alike(font.ink, WHITE) else Hiding.NOT
