"""A workbook in a package, whatever its parts are written in: sheets first, then all the rest."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

from review.domain.findings import Part
from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.finds import Find, bounded, extract_of
from review.screening.extraction.office import ROOT, Office, archive_finds
from review.screening.extraction.office_files import Files
from review.screening.extraction.sheet_book import Book
from review.screening.extraction.sheet_cells import Purse
from review.screening.extraction.sheet_package import Package
from review.screening.extraction.sheet_parts import part_finds
from review.screening.extraction.sheet_tabs import Sheet, Veil
from review.screening.extraction.sheet_words import Finds, unseen
from review.screening.extraction.workbook_extract import FEW, characters_shown, says_something
from review.screening.limits import Limits
from review.screening.segments import (
    Extract,
    NotRead,
    Reason,
    Trace,
    Unread,
)

_KINDS = ("spreadsheetml", "ms-excel")
_DATABASES = frozenset({"powerPivotData", "model"})
"""Relations to data in a format that only Excel's own engine opens."""
_OWN_PROPERTY = "customProperty"


class Workbook(ABC):
    """Reads the parts of one package in the order in which people would look."""

    def __init__(self, office: Office, *, limits: Limits) -> None:
        """Keep the package."""
        self.office = office
        self.package = Package(office, limits, Purse(limits))
        self.main = ""
        self.unread: Unread | None = None
        self._done: set[str] = set()

    @abstractmethod
    def is_main(self, name: str) -> bool:
        """Whether a part is the workbook itself."""

    @abstractmethod
    def is_sheet(self, name: str) -> bool:
        """Whether a part is a sheet, whether or not the workbook knows of it."""

    @abstractmethod
    def book(self) -> Book:
        """Read which sheets there are."""

    @abstractmethod
    def open_parts(self, book: Book) -> None:
        """Read the texts and styles that all sheets share."""

    @abstractmethod
    def book_finds(self) -> Iterator[Find]:
        """Hand on what the workbook says beside its sheets."""

    @abstractmethod
    def sheet_finds(self, sheet: Sheet, name: str) -> Finds:
        """Hand on one sheet."""

    def part_finds(self, name: str) -> Iterator[Find] | None:
        """Hand on one of the other parts; nothing where it is a file of its own kind."""
        return part_finds(self.package, name) if self.office.is_markup(name) else None

    def extract(self, *, media_type: str) -> Extract:
        """Read a workbook to its end; NotRead when a part cannot be read."""
        try:
            finds = bounded(self.finds(), limits=self.package.limits)
        except NotRead as refusal:
            raise NotRead(refusal.reason, media_type=media_type) from refusal
        unread = None if says_something(finds) else Unread(reason=Reason.NO_TEXT)
        return extract_of(finds, media_type=media_type, unread=self.unread or unread)

    def finds(self) -> Iterator[Find]:
        """Hand on everything."""
        self.main = self._found_main()
        self._done.add(self.main)
        book = self.book()
        self.package.sheet_names = book.numbers
        self.open_parts(book)
        shown = 0
        for find in self._sheets(book):
            shown += characters_shown(find)
            yield find
        yield from self.book_finds()
        yield from self._others(is_paper=shown < FEW)
        yield from archive_finds(self.office)
        self.office.refuse_unsound(besides=self._done)

    def part_of(self, kind: str) -> list[str]:
        """Return the parts that the workbook names by a kind of relation, and mark them as read."""
        names = self.office.related(self.main, kind)
        self._done.update(names)
        return names

    def _found_main(self) -> str:
        """Return the part that the package names as its workbook; NotRead when there is none."""
        named = self.office.related(ROOT, "officeDocument")
        found = [name for name in (*named, *self.office.contents) if self.is_main(name)]
        if not found:
            raise NotRead(Reason.UNSUPPORTED)
        return found[0]

    def _sheets(self, book: Book) -> Iterator[Find]:
        """Sheets with a tab come first, then hidden ones, then those the workbook forgot."""
        named = [(sheet, self.office.target(self.main, id_)) for sheet, id_ in book.sheets]
        known = {name for _, name in named}
        lost = [
            (Sheet(name=name.rpartition("/")[2], veil=Veil.VERY_HIDDEN), name)
            for name in self.office.contents
            if name not in known and self.is_sheet(name)
        ]
        for sheet, name in (*named, *lost):
            if name:
                self.package.own(sheet, name)
        for sheet, name in sorted((*named, *lost), key=lambda each: bool(each[0].veil)):
            if name not in self._done and name:
                self._done.add(name)
                yield from self.sheet_finds(sheet, name)
        strings = next(iter(self.office.related(self.main, "sharedStrings")), "")
        yield from self.package.strings.finds(file=strings)

    def _others(self, *, is_paper: bool) -> Iterator[Find]:
        files = Files(self.office, objects={})
        for name in self.office.contents:
            if name in self._done:
                continue
            finds, kinds = self.part_finds(name), self.office.kinds_of(name)
            if finds is not None:
                yield from finds
            elif kinds & _DATABASES:
                yield from self._database(name)
            elif _OWN_PROPERTY in kinds:
                yield from _own_property(self.office.contents[name], name)
            else:
                yield from files.finds(name, is_paper=is_paper)

    def _database(self, name: str) -> Iterator[Find]:
        """Data that only the program's own engine opens have not been read."""
        self.unread = Unread(reason=Reason.UNSUPPORTED, file=name)
        file, place = name.rpartition("/")[2], {"file": name}
        yield Trace(rule="hidden.embedded_file", part=Part.ATTACHMENT, place=place, text=file)
        yield unseen(binary_texts(self.office.contents[name]), place=place, part=Part.ATTACHMENT)


def _own_property(content: bytes, name: str) -> Finds:
    """A program's own property of a sheet: a text, or nothing anybody can read."""
    text, place = binary_texts(content), {"file": name}
    yield Trace(rule="hidden.document_variable", part=Part.OTHER, place=place, text=text)
    yield unseen(text, place=place)
