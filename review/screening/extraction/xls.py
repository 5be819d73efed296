"""Old Excel workbooks (.xls, .et): all streams of the compound file, the records of each sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from review.domain.findings import Part
from review.screening.extraction.biff_book import BiffBook, book_of
from review.screening.extraction.biff_drawings import pictures
from review.screening.extraction.biff_links import BiffLinks
from review.screening.extraction.biff_pivots import pivot_stream_finds
from review.screening.extraction.biff_records import Substream, substreams
from review.screening.extraction.biff_sheet import BiffSheet
from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.compound_objects import macro_finds, object_finds
from review.screening.extraction.compound_properties import (
    DOCUMENT_SUMMARY,
    SUMMARY,
    property_set_finds,
)
from review.screening.extraction.compound_streams import Path, streams_of
from review.screening.extraction.markup import parsed
from review.screening.extraction.office import Find, extract_of
from review.screening.extraction.sheet_cells import Purse
from review.screening.extraction.sheet_finds import Sheet, Veil
from review.screening.extraction.sheet_words import joined, loose_finds, unseen
from review.screening.extraction.workbook import gathered, says_something
from review.screening.limits import Limits
from review.screening.segments import (
    Embedded,
    Extract,
    NotRead,
    Reason,
    Segment,
    Trace,
    Unread,
    Visibility,
)

MEDIA_TYPE = "application/vnd.ms-excel"
BOOKS = ("workbook", "book")
"""The streams that hold a workbook, in small letters: since Excel 97, and of Excel 5 and 95."""
_GLOBALS = 0x05
_MACROS = "_VBA_PROJECT_CUR"
_PIVOTS, _CUSTOM = "_SX_DB_CUR", "MsoDataStore"
_OBJECTS = ("MBD", "LNK")
_LOGS = frozenset({"Revision Log", "User Names"})
_CONTROLS = frozenset({"Ctls", "\x03OCXDATA", "\x03OCXNAME"})
_SILENT = frozenset({"\x01CompObj", "\x01Ole", "\x03ObjInfo", "\x03LinkInfo", "\x03PIC"})
_FEW = 20


def is_workbook(paths: Iterator[Path]) -> bool:
    """Whether a compound file with these streams is a workbook."""
    return any(len(path) == 1 and path[0].casefold() in BOOKS for path in paths)


def read_xls(content: bytes, *, limits: Limits) -> Extract:
    """Read every stream of an old workbook; NotRead when one cannot be read."""
    try:
        streams = streams_of(content, limits=limits)
        finds = gathered(_Reader(streams, limits).finds(), limits=limits)
    except NotRead as refusal:
        raise NotRead(refusal.reason, media_type=MEDIA_TYPE) from refusal
    unread = None if says_something(finds) else Unread(reason=Reason.NO_TEXT)
    return extract_of(finds, media_type=MEDIA_TYPE, unread=unread)


@dataclass(slots=True)
class _Reader:
    """Reads the streams of one file."""

    streams: Mapping[Path, bytes]
    limits: Limits

    def finds(self) -> Iterator[Find]:
        purse, done = Purse(self.limits), set[Path]()
        books: list[Path] = [path for name in BOOKS for path in self.streams
                 if len(path) == 1 and path[0].casefold() == name]  # fmt: skip
        if not books:
            raise NotRead(Reason.LEGACY_OFFICE)
        for number, path in enumerate(books):
            done.add(path)
            yield from _book_finds(self.streams[path], purse=purse, is_second=number > 0)
        for storage, inner in self._storages().items():
            yield from self._storage(storage, inner)
        for path, content in self.streams.items():
            if len(path) == 1 and path not in done:
                yield from _stream(path[0], content)

    def _storages(self) -> Mapping[str, dict[Path, bytes]]:
        found: dict[str, dict[Path, bytes]] = {}
        for path, content in self.streams.items():
            if len(path) > 1:
                found.setdefault(path[0], {})[path[1:]] = content
        return found

    def _storage(self, storage: str, inner: Mapping[Path, bytes]) -> Iterator[Find]:
        if storage.upper() == _MACROS:
            yield from macro_finds(storage, inner)
        elif storage.upper() == _PIVOTS:
            for path, content in inner.items():
                yield from pivot_stream_finds(content, place={"file": f"{storage}/{path[-1]}"})
        elif storage.upper() == _CUSTOM.upper():
            for path, content in inner.items():
                yield from _custom(content, name="/".join((storage, *path)), limits=self.limits)
        elif storage.upper().startswith(_OBJECTS):
            yield from object_finds(storage, inner)
        else:
            for path, content in inner.items():
                yield from _stream("/".join((storage, *path)), content)


def _book_finds(stream: bytes, *, purse: Purse, is_second: bool) -> Iterator[Find]:
    """Hand on one workbook; a second one in the file is seen by old programs only."""
    found, loose = substreams(stream)
    globals_ = next((each for each in found if each.kind == _GLOBALS), None)
    if globals_ is None:
        raise NotRead(Reason.LEGACY_OFFICE)
    book = book_of(globals_, purse=purse)
    named = [
        (book.sheets.get(each.at, Sheet(name=f"#{each.at}", veil=Veil.VERY_HIDDEN)), each)
        for each in found
        if each is not globals_
    ]
    if is_second:
        named = [(Sheet(name=sheet.name, veil=Veil.VERY_HIDDEN), each) for sheet, each in named]
    order = {sheet.name: number for number, sheet in enumerate(book.sheets.values())}
    named.sort(key=lambda each: (bool(each[0].veil), order.get(each[0].name, len(order))))
    shown = 0
    for find in _sheets(named, book, purse=purse):
        visible = isinstance(find, Segment) and find.visibility is Visibility.VISIBLE
        shown += len(find.text) if visible and find.part is not Part.OTHER else 0
        yield find
    place = {"file": "Workbook"}
    yield from book.strings.finds(file="Workbook")
    links = BiffLinks(book, place, purse)
    yield from links.read(globals_.records)
    for number, (ending, content) in enumerate(pictures(b"".join(links.drawn)), start=1):
        yield Embedded(
            name=f"image{number}.{ending}",
            content=content,
            part=Part.PICTURE,
            is_picture=shown >= _FEW,
        )
    yield unseen(joined(binary_texts(record.data) for record in loose), place=place)


def _sheets(
    named: list[tuple[Sheet, Substream]], book: BiffBook, *, purse: Purse
) -> Iterator[Segment | Trace]:
    for sheet, stream in named:
        yield from BiffSheet(book, sheet).read(stream, purse=purse)


def _custom(content: bytes, *, name: str, limits: Limits) -> Iterator[Find]:
    """Read custom data, which are XML; their properties say only which kind they are."""
    if name.endswith("/Properties") or not content.strip(b"\0"):
        return
    texts = list(loose_finds(parsed(content, limits=limits), place={"file": name}))
    for segment in texts:
        yield segment
        yield Trace(
            rule="hidden.custom_xml", part=Part.OTHER, place={"file": name}, text=segment.text
        )


def _stream(name: str, content: bytes) -> Iterator[Find]:
    """Hand on one of the other streams."""
    place, last = {"file": name.strip("\x01\x02\x03\x05")}, name.rpartition("/")[2]
    text = binary_texts(content)
    if last in {SUMMARY, DOCUMENT_SUMMARY}:
        yield from property_set_finds(last, content, place=place)
        return
    if last in _LOGS:
        yield Segment(text=text, part=Part.BODY, place=place, visibility=Visibility.DELETED)
        yield Trace(rule="hidden.tracked_change", part=Part.BODY, place=place, text=text)
        return
    yield unseen(text, place=place)
    if last in _CONTROLS:
        yield Trace(rule="hidden.active_content", part=Part.MACRO, place=place, text=last)
    elif last not in _SILENT and content.strip(b"\0"):
        yield Trace(rule="hidden.embedded_file", part=Part.ATTACHMENT, place=place, text=last)
