"""Excel workbooks: every part of the package is read, also what no program would show."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.findings import Part
from review.screening.extraction.colours import DEFAULT_THEME, theme_colours
from review.screening.extraction.finds import Find
from review.screening.extraction.office import open_office
from review.screening.extraction.sheet_around import Around
from review.screening.extraction.sheet_book import Book, BookPart, book_of
from review.screening.extraction.sheet_cells import Cells
from review.screening.extraction.sheet_part import SheetPart
from review.screening.extraction.sheet_rows import SheetXml
from review.screening.extraction.sheet_strings import strings_of
from review.screening.extraction.sheet_styles import Styles, styles_of
from review.screening.extraction.sheet_tabs import Sheet
from review.screening.extraction.sheet_unseen import part_finds
from review.screening.extraction.sheet_words import Finds, joined, unseen
from review.screening.extraction.workbook import Workbook
from review.screening.limits import Limits
from review.screening.segments import Extract, Trace

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHEETS = frozenset({"worksheet", "chartsheet", "dialogsheet", "macrosheet"})
_PROGRAMS = frozenset({"macrosheet"})


def read_xlsx(content: bytes, *, limits: Limits) -> Extract:
    """Read every part of a workbook in XML; NotRead when one cannot be read."""
    workbook = XmlWorkbook(open_office(content, limits=limits), limits=limits)
    return workbook.extract(media_type=MEDIA_TYPE)


class XmlWorkbook(Workbook):
    """A workbook whose sheets, texts and styles are XML."""

    def is_main(self, name: str) -> bool:
        """Whether a part is the workbook itself."""
        return self.office.is_markup(name) and self.office.root_name(name) == "workbook"

    def is_sheet(self, name: str) -> bool:
        """Whether a part is a sheet, whether or not the workbook knows of it."""
        return self.office.is_markup(name) and self.office.root_name(name) in _SHEETS

    def book(self) -> Book:
        """Read which sheets there are."""
        return book_of(self.office.root(self.main))

    def open_parts(self, book: Book) -> None:
        """Read the texts and styles that all sheets share."""
        for name in self.part_of("sharedStrings"):
            content = self.office.contents[name]
            self.package.strings = strings_of(
                content, purse=self.package.purse, limits=self.package.limits
            )
        theme = dict(DEFAULT_THEME)
        for name in self.office.related(self.main, "theme"):
            theme |= theme_colours(self.office.root(name))
        self._styles = Styles()
        for name in self.part_of("styles"):
            root = self.office.root(name)
            self._styles = styles_of(root, theme=theme, since_1904=book.since_1904)

    def book_finds(self) -> Iterator[Find]:
        """Hand on what the workbook says beside its sheets, and the words of number formats."""
        yield from BookPart(self.main).finds(self.office.root(self.main))
        for name in self.office.related(self.main, "styles"):
            words = joined(self._styles.unshown_words())
            yield unseen(words, place=self.package.place(name))
            yield from self.package.loose(name)

    def sheet_finds(self, sheet: Sheet, name: str) -> Finds:
        """Hand on one sheet: its cells, and what stands around them."""
        package = self.package
        xml = SheetXml(self.office.contents[name], package.limits)
        is_program = self.office.root_name(name) in _PROGRAMS
        cells = Cells(package.purse)
        part = SheetPart(xml, package.strings, self._styles, cells, is_program=is_program)
        part.read()
        if is_program:
            place = package.place(name)
            yield Trace(rule="hidden.active_content", part=Part.MACRO, place=place, text=sheet.name)
        yield from part_finds(part, sheet=sheet, purse=package.purse)
        yield from Around(sheet, self._styles).finds(xml.whole_root())
