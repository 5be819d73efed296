"""Old Excel workbooks (.xls, .et): all streams of the compound file, the records of each sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from review.domain.findings import Part
from review.screening.extraction.biff_book import BiffBook, book_of
from review.screening.extraction.biff_drawings import pictures
from review.screening.extraction.biff_globals import BiffGlobals
from review.screening.extraction.biff_sheet import BiffSheet
from review.screening.extraction.biff_substreams import Substream, substreams
from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.compound_beside import beside_finds
from review.screening.extraction.compound_streams import Path, streams_of
from review.screening.extraction.finds import Find, bounded, extract_of
from review.screening.extraction.sheet_cells import Purse
from review.screening.extraction.sheet_tabs import Sheet, Veil
from review.screening.extraction.sheet_words import joined, unseen
from review.screening.extraction.workbook_extract import FEW, characters_shown, says_something
from review.screening.limits import Limits
from review.screening.segments import (
    Embedded,
    Extract,
    NotRead,
    Reason,
    Unread,
)

MEDIA_TYPE = "application/vnd.ms-excel"
BOOKS = ("workbook", "book")
"""The streams that hold a workbook, in small letters: since Excel 97, and of Excel 5 and 95."""
_GLOBALS = 0x05
_PLACE = {"file": "Workbook"}


def is_workbook(paths: Iterable[Path]) -> bool:
    """Whether a compound file with these streams is a workbook."""
    return any(len(path) == 1 and path[0].casefold() in BOOKS for path in paths)


def read_xls(content: bytes, *, limits: Limits) -> Extract:
    """Read every stream of an old workbook; NotRead when one cannot be read."""
    try:
        streams = streams_of(content, limits=limits)
    except NotRead as refusal:
        raise NotRead(refusal.reason, media_type=MEDIA_TYPE) from refusal
    return xls_extract(streams, limits=limits)


def xls_extract(streams: Mapping[Path, bytes], *, limits: Limits) -> Extract:
    """Read the streams of an old workbook; NotRead when one cannot be read."""
    try:
        finds = bounded(_Reader(streams, limits=limits).finds(), limits=limits)
    except NotRead as refusal:
        raise NotRead(refusal.reason, media_type=MEDIA_TYPE) from refusal
    unread = None if says_something(finds) else Unread(reason=Reason.NO_TEXT)
    return extract_of(finds, media_type=MEDIA_TYPE, unread=unread)


class _Reader:
    """Reads the streams of one file."""

    def __init__(self, streams: Mapping[Path, bytes], *, limits: Limits) -> None:
        self._streams, self._limits = streams, limits
        self._books = sorted(
            (path for path in streams if len(path) == 1 and path[0].casefold() in BOOKS),
            key=lambda path: BOOKS.index(path[0].casefold()),
        )
        if not self._books:
            raise NotRead(Reason.LEGACY_OFFICE)

    def finds(self) -> Iterator[Find]:
        """Hand on the workbook, then what lies beside it."""
        purse = Purse(self._limits)
        for number, book in enumerate(self._books):
            yield from _book_finds(self._streams[book], purse=purse, is_second=number > 0)
        others = {path: it for path, it in self._streams.items() if path not in self._books}
        yield from beside_finds(others, limits=self._limits)


def _book_finds(stream: bytes, *, purse: Purse, is_second: bool) -> Iterator[Find]:
    """Hand on one workbook; a second one in the file is seen by old programs only."""
    found, loose = substreams(stream)
    globals_ = next((each for each in found if each.kind == _GLOBALS), None)
    if globals_ is None:
        raise NotRead(Reason.LEGACY_OFFICE)
    book, shown = book_of(globals_, purse=purse), 0
    for sheet, part in _in_order(book, [each for each in found if each is not globals_]):
        seen = replace(sheet, veil=Veil.VERY_HIDDEN) if is_second else sheet
        for find in BiffSheet(book, seen).read(part, purse=purse):
            shown += characters_shown(find)
            yield find
    yield from book.strings.finds(file=_PLACE["file"])
    reader = BiffGlobals(book.texts, place=_PLACE, purse=purse)
    yield from reader.read(globals_.records)
    yield from _pictures(reader.drawn, is_paper=shown < FEW)
    yield unseen(joined(binary_texts(record.data) for record in loose), place=_PLACE)


def _in_order(book: BiffBook, found: list[Substream]) -> list[tuple[Sheet, Substream]]:
    """Sheets with a tab come first, then hidden ones, then those the workbook forgot."""
    named = [
        (book.sheets.get(each.at, Sheet(name=f"#{each.at}", veil=Veil.VERY_HIDDEN)), each)
        for each in found
    ]
    order = {at: number for number, at in enumerate(book.sheets)}
    named.sort(key=lambda each: (bool(each[0].veil), order.get(each[1].at, len(order))))
    return named


def _pictures(drawn: bytes, *, is_paper: bool) -> Iterator[Embedded]:
    for number, (ending, content) in enumerate(pictures(drawn), start=1):
        name, part = f"image{number}.{ending}", Part.PICTURE
        yield Embedded(name=name, content=content, part=part, is_picture=not is_paper)
