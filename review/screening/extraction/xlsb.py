"""Excel workbooks in binary parts (.xlsb): records where others have XML, the rest the same."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.findings import Part
from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.colours import DEFAULT_THEME, theme_colours
from review.screening.extraction.finds import Find
from review.screening.extraction.office import open_office
from review.screening.extraction.sheet_book import Book
from review.screening.extraction.sheet_notes import one_note
from review.screening.extraction.sheet_styles import THEME
from review.screening.extraction.sheet_tabs import Sheet
from review.screening.extraction.sheet_traces import digest_of
from review.screening.extraction.sheet_words import Finds, joined, unseen
from review.screening.extraction.workbook import Workbook
from review.screening.extraction.xlsb_book import author_names, book_finds, book_of
from review.screening.extraction.xlsb_records import Bytes, records, refuse_cut, refuse_unended
from review.screening.extraction.xlsb_sheet import BinarySheet, area_name
from review.screening.extraction.xlsb_styles import (
    FORMATS_BEGIN,
    FORMATS_END,
    BinaryStyles,
    rich_from,
    strings_of,
    styles_of,
)
from review.screening.limits import Limits
from review.screening.segments import Extract, Trace

MEDIA_TYPE = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
_BINARY = "application/vnd.ms-excel."
_SHEETS = ("worksheet", "chartsheet", "dialogsheet", "macrosheet", "intlmacrosheet")
_SHEET_END, _BOOK_END, _STRINGS_END = 130, 132, 160
_CELLS_BEGIN, _CELLS_END = 145, 146
_AUTHOR, _NOTE, _NOTE_TEXT = 632, 635, 637
_CACHES = {
    "externalLink": "hidden.external_cache",
    "pivotCacheDefinition": "hidden.pivot_cache",
    "pivotCacheRecords": "hidden.pivot_cache",
    "connections": "hidden.external_link",
}


def read_xlsb(content: bytes, *, limits: Limits) -> Extract:
    """Read every part of a workbook in binary parts; NotRead when one cannot be read."""
    workbook = BinaryWorkbook(open_office(content, limits=limits), limits=limits)
    return workbook.extract(media_type=MEDIA_TYPE)


class BinaryWorkbook(Workbook):
    """A workbook whose sheets, texts and styles are records."""

    def is_main(self, name: str) -> bool:
        """Whether a part is the workbook itself."""
        return self.office.type_of(name).startswith(f"{_BINARY}sheet.binary")

    def is_sheet(self, name: str) -> bool:
        """Whether a part is a sheet, whether or not the workbook knows of it."""
        return self.office.type_of(name) in {f"{_BINARY}{kind}" for kind in _SHEETS}

    def book(self) -> Book:
        """Read which sheets there are."""
        content = self.office.contents[self.main]
        refuse_cut(content, last=_BOOK_END)
        return book_of(content)

    def open_parts(self, book: Book) -> None:
        """Read the texts and styles that all sheets share."""
        theme = dict(DEFAULT_THEME)
        for name in self.office.related(self.main, "theme"):
            theme |= theme_colours(self.office.root(name))
        colours = tuple(theme.get(name) for name in THEME)
        self._styles = BinaryStyles()
        for name in self.part_of("styles"):
            content = self.office.contents[name]
            refuse_unended(content, begin=FORMATS_BEGIN, end=FORMATS_END)
            self._styles = styles_of(content, theme=colours, since_1904=book.since_1904)
        for name in self.part_of("sharedStrings"):
            content, purse = self.office.contents[name], self.package.purse
            refuse_cut(content, last=_STRINGS_END)
            self.package.strings = strings_of(content, fonts=self._styles.fonts, purse=purse)

    def book_finds(self) -> Iterator[Find]:
        """Hand on what the workbook says beside its sheets, and the words of number formats."""
        yield from book_finds(self.office.contents[self.main], place=self.package.place(self.main))
        for name in self.office.related(self.main, "styles"):
            yield unseen(self._styles.unknown, place=self.package.place(name))

    def sheet_finds(self, sheet: Sheet, name: str) -> Finds:
        """Hand on one sheet."""
        if "macrosheet" in self.office.type_of(name):
            place = self.package.place(name)
            yield Trace(rule="hidden.active_content", part=Part.MACRO, place=place, text=sheet.name)
        refuse_cut(self.office.contents[name], last=_SHEET_END)
        refuse_unended(self.office.contents[name], begin=_CELLS_BEGIN, end=_CELLS_END)
        reader = BinarySheet(sheet, self.package.strings, self._styles)
        yield from reader.read(self.office.contents[name], purse=self.package.purse)

    def part_finds(self, name: str) -> Iterator[Find] | None:
        """Hand on one of the other parts; nothing where it is a file of its own kind."""
        if not self.office.type_of(name).startswith(_BINARY):
            return super().part_finds(name)
        if "comments" in self.office.kinds_of(name):
            return self._notes(name)
        return self._records(name)

    def _notes(self, name: str) -> Finds:
        content, place = self.office.contents[name], self.package.place(name)
        authors = list(author_names(content, _AUTHOR))
        who = cell = ""
        for kind, data in records(content):
            given = Bytes(data)
            if kind == _NOTE:
                number, cell = given.number("I"), area_name(given)
                who = authors[number] if number < len(authors) else ""
            elif kind == _NOTE_TEXT:
                rich = rich_from(given, fonts=self._styles.fonts)
                text = "\n".join((rich.text, *rich.beside))
                yield from one_note(text, who=who, place={**place, "cell": cell})
            elif kind != _AUTHOR:
                yield unseen(binary_texts(data), place=place)

    def _records(self, name: str) -> Finds:
        """Read a part of records of which only the texts are known."""
        place, kinds = self.package.place(name), self.office.kinds_of(name)
        texts = [binary_texts(data) for _, data in records(self.office.contents[name])]
        said = joined(dict.fromkeys(texts))
        yield unseen(said, place=place)
        for kind in sorted(kinds & {*_CACHES}):
            if said:
                count = said.count("\n") + 1
                text = f"{name.rpartition('/')[2]} ({count})"
                yield Trace(
                    rule=_CACHES[kind],
                    part=Part.OTHER,
                    place=place,
                    text=text,
                    digest=digest_of((said,)),
                )
