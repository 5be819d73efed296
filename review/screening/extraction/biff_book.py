"""What an old workbook says before its sheets: which there are, their looks, their texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from review.screening.extraction.biff_looks import Kinds, Looks
from review.screening.extraction.biff_records import Record
from review.screening.extraction.biff_strings import UNICODE, BiffText, Cursor, Texts, rich_from
from review.screening.extraction.biff_substreams import Substream
from review.screening.extraction.sheet_cells import Hiding, Purse
from review.screening.extraction.sheet_looks import PLAIN, Look
from review.screening.extraction.sheet_rich import RichText
from review.screening.extraction.sheet_strings import Strings
from review.screening.extraction.sheet_tabs import Sheet, Veil
from review.screening.segments import NotRead, Reason

FILE_PASS, CODE_PAGE, DATE_MODE, WINDOW = 0x002F, 0x0042, 0x0022, 0x003D
BOUND_SHEET, SHARED_TEXTS = 0x0085, 0x00FC
_EXCEL_97 = 0x0600
_HIDDEN_WINDOW = 0x0001
_VEILS = {0: Veil.NONE, 1: Veil.HIDDEN, 2: Veil.VERY_HIDDEN}


@dataclass(slots=True)
class BiffBook:
    """The globals of a workbook."""

    texts: Texts
    sheets: dict[int, Sheet] = field(default_factory=dict)
    """The sheets by where they begin in the stream."""
    looks: list[Look] = field(default_factory=list)
    strings: Strings = field(default_factory=Strings)

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
    is_unicode = globals_.records[0].number("H") >= _EXCEL_97
    pages = [record.number("H") for record in by_kind.get(CODE_PAGE, ())]
    texts = Texts(is_unicode, pages[0] if pages else UNICODE)
    since_1904 = any(record.number("H") for record in by_kind.get(DATE_MODE, ()))
    looks = Looks(by_kind, texts, since_1904=since_1904)
    return BiffBook(
        texts,
        sheets=dict(_sheets(by_kind, texts)),
        looks=list(looks.cells()),
        strings=_strings(by_kind, looks, purse=purse),
    )


def _sheets(by_kind: Kinds, texts: Texts) -> Iterator[tuple[int, Sheet]]:
    """Yield each sheet with its place in the stream; in a hidden window none is seen."""
    windows = [
        Veil.HIDDEN if record.number("H", 8) & _HIDDEN_WINDOW else Veil.NONE
        for record in by_kind.get(WINDOW, ())
    ]
    window = min(windows, default=Veil.NONE)
    for record in by_kind.get(BOUND_SHEET, ()):
        at, state = record.numbers("IB")
        name, _ = texts.short(record.data, 6)
        yield at, Sheet(name=name, veil=_VEILS.get(state & 3, Veil.VERY_HIDDEN) or window)


def _strings(by_kind: Kinds, looks: Looks, *, purse: Purse) -> Strings:
    """Read the table of shared texts."""
    strings = Strings()
    for record in by_kind.get(SHARED_TEXTS, ()):
        cursor = Cursor(record.pieces, 4)
        for _ in range(cursor.number("I")):
            if cursor.is_at_end:
                break
            text = rich_from(cursor)
            purse.spend(len(text.text))
            strings.add(_rich(text, looks))
    return strings


def _rich(text: BiffText, looks: Looks) -> RichText:
    """Cut a text where another font begins."""
    begins = [0, *(first for first, _ in text.runs), len(text.text)]
    veils = [Hiding.NOT, *(looks.font(number).veil for _, number in text.runs)]
    pieces = (text.text[begin:end] for begin, end in pairwise(begins))
    return RichText(tuple(zip(veils, pieces, strict=True)), (text.beside,) if text.beside else ())
