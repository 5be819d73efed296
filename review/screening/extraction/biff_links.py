"""What the globals of an old workbook say beside its sheets: names, other workbooks, people."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from review.domain.findings import Part
from review.screening.extraction.biff_book import BiffBook
from review.screening.extraction.biff_cells import constants_in_code
from review.screening.extraction.biff_records import Record
from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.sheet_cells import Cells, Purse, grid_segment
from review.screening.extraction.sheet_finds import digest_of
from review.screening.extraction.sheet_names import Name
from review.screening.extraction.sheet_numbers import of_float
from review.screening.extraction.sheet_words import Finds, joined, unseen
from review.screening.segments import Place, Segment, Trace, Visibility

NAME, EXTERNAL_BOOK, EXTERNAL_SHEET, KEPT_ROW, EXTERNAL_NAME = 0x18, 0x1AE, 0x17, 0x5A, 0x23
USER, SHARING, VIEW, SOURCE, PROTECT, PICTURES = 0x5C, 0x5B, 0x1A9, 0x51, 0x12, 0xEB
_OWN, _ADD_IN = 0x0401, 0x3A01
_HIDDEN, _PROGRAM, _BUILT_IN = 0x1, 0xC, 0x20
_NAME_HEAD = 14
_REFERENCES = frozenset({0x1A, 0x1B, 0x1C, 0x1D})
"""The low bits of tokens that refer to cells of a sheet, this or another book's."""
_SILENT = frozenset(
    {
        0x0809, 0x0085, 0x00FC, 0x00FF, 0x041E, 0x001E, 0x00E0, 0x0042, 0x0022, 0x003D, 0x0092,
        0x00E1, 0x00C1, 0x00E2, 0x0161, 0x013D, 0x009C, 0x0019, 0x0013, 0x01AF, 0x01BC, 0x0040,
        0x008D, 0x000E, 0x01B7, 0x00DA, 0x0160, 0x008C, 0x01C1, 0x01C0, 0x0863, 0x0896, 0x087C,
        0x087D, 0x0892, 0x088E,
    }
)  # fmt: skip
_SEPARATORS = re.compile(r"[\x01-\x08]")
_VALUE_SIZE, _DOUBLE = 9, struct.Struct("<d")


@dataclass(slots=True)
class BiffLinks:
    """Reads the records of the globals that no cell needs."""

    book: BiffBook
    place: Place
    purse: Purse
    finds: list[Segment | Trace] = field(default_factory=list)
    drawn: list[bytes] = field(default_factory=list)
    """Pieces of the drawing records that hold all pictures."""
    _books: list[bool] = field(default_factory=list)
    """For each book that is referred to whether it is another one."""
    _sheets: list[int] = field(default_factory=list)
    """For each reference to a sheet, in which of the books it is."""
    _kept: Cells | None = None
    _kept_of: str = ""
    _unknown: list[str] = field(default_factory=list)

    def read(self, records: tuple[Record, ...]) -> Finds:
        """Hand on all that the globals say."""
        for record in records:
            reader = _READERS.get(record.kind)
            if reader is not None:
                reader(self, record)
            elif record.kind not in _SILENT:
                self._unknown.append(binary_texts(record.data))
        self._close_kept()
        yield from self.finds
        yield unseen(joined(dict.fromkeys(self._unknown)), place=self.place)

    def _told(self, rule: str, text: str, *, part: Part) -> None:
        if text.strip():
            self.finds.append(unseen(text, place=self.place, part=part))
            if rule:
                self.finds.append(Trace(rule=rule, part=part, place=self.place, text=text))

    def name(self, record: Record) -> None:
        """Read a defined name."""
        data, texts = record.data, self.book.texts
        flags, _, count, size = record.numbers("HBBH")
        said_sizes = record.numbers("BBBB", 10)
        name, at = texts.counted(data, _NAME_HEAD, count=count)
        code, at = data[at : at + size], at + size
        said: list[str] = []
        for length in filter(None, said_sizes):
            text, at = texts.counted(data, at, count=length)
            said.append(text)
        quoted = (text.replace('"', '""') for text in constants_in_code(code))
        formula = "&".join(f'"{text}"' for text in quoted)
        self.finds += Name(
            name="" if flags & _BUILT_IN else name,
            formula=formula,
            said=joined(said),
            is_hidden=bool(flags & _HIDDEN) and not flags & _BUILT_IN,
            is_program=bool(flags & _PROGRAM),
            is_outside=self._is_outside(code),
        ).finds(place=self.place)

    def _is_outside(self, code: bytes) -> bool:
        """Whether a formula begins with a reference into another workbook."""
        if len(code) < 3 or code[0] & 0x1F not in _REFERENCES or code[0] < 0x20:  # noqa: PLR2004
            return False
        number = int.from_bytes(code[1:3], "little")
        book = self._sheets[number] if number < len(self._sheets) else len(self._books)
        return self._books[book] if book < len(self._books) else False

    def external_book(self, record: Record) -> None:
        """Read which other workbook is referred to."""
        self._close_kept()
        kind = record.number("H", 2) if len(record.data) >= 4 else _OWN  # noqa: PLR2004
        self._books.append(kind not in {_OWN, _ADD_IN})
        if not self._books[-1]:
            return
        path, at = self.book.texts.long(record.data, 2)
        plain = _path(path)
        sheets: list[str] = []
        for _ in range(record.number("H")):
            if at >= len(record.data):
                break
            sheet, at = self.book.texts.long(record.data, at)
            sheets.append(sheet)
        self._told("hidden.external_link", plain, part=Part.LINK)
        self.finds.append(unseen(joined(sheets), place=self.place, part=Part.LINK))
        self._kept, self._kept_of = Cells(self.purse), plain

    def external_sheets(self, record: Record) -> None:
        """Read to which of the books each reference leads."""
        if self.book.texts.is_unicode:
            count = min(record.number("H"), (len(record.data) - 2) // 6)
            self._sheets += (record.number("H", 2 + 6 * number) for number in range(count))
        else:
            text, _ = self.book.texts.short(record.data, 0)
            rule = "hidden.external_link" if text.startswith("\x01") else ""
            self._told(rule, _path(text), part=Part.LINK)

    def kept_row(self, record: Record) -> None:
        """Read cells that are kept of another workbook."""
        last, first, row = record.numbers("BBH")
        columns, texts, at = list[int](), list[str](), 4
        for column in range(first, last + 1):
            text, at = self._kept_value(record, at)
            columns.append(column + 1)
            texts.append(text)
        if self._kept is not None:
            self._kept.add(row + 1, columns, texts)

    def _kept_value(self, record: Record, at: int) -> tuple[str, int]:
        kind = record.number("B", at)
        if kind == 2:  # noqa: PLR2004 - a text
            return self.book.texts.long(record.data, at + 1)
        if kind == 1:
            raw = record.data[at + 1 : at + _VALUE_SIZE].ljust(_DOUBLE.size, b"\0")
            (number,) = _DOUBLE.unpack(raw)
            return of_float(number), at + _VALUE_SIZE
        return "", at + _VALUE_SIZE

    def _close_kept(self) -> None:
        """Hand on the cells kept of the book before."""
        if self._kept is not None and len(self._kept):
            texts = [text for line in self._kept.lines() for text in line.texts]
            segment = grid_segment(
                self._kept.lines(),
                part=Part.OTHER,
                place=self.place,
                visibility=Visibility.HIDDEN,
                headings=self._kept.headings(),
            )
            self.finds += [segment] if segment else []
            self.finds.append(
                Trace(
                    rule="hidden.external_cache",
                    part=Part.OTHER,
                    place=self.place,
                    text=f"{self._kept_of} ({len(texts)})",
                    digest=digest_of(texts),
                )
            )
        self._kept = None

    def user(self, record: Record) -> None:
        """Read who wrote the file last."""
        texts = self.book.texts
        name, _ = (texts.long if texts.is_unicode else texts.short)(record.data, 0)
        self._told("hidden.user_name", name.strip(), part=Part.PROPERTIES)

    def sharing(self, record: Record) -> None:
        """Read who reserved the file."""
        self._told("hidden.user_name", binary_texts(record.data[4:]), part=Part.PROPERTIES)

    def view(self, record: Record) -> None:
        """Read the name of a view, which in a shared workbook is that of a user."""
        self._told("hidden.user_name", binary_texts(record.data), part=Part.PROPERTIES)

    def source(self, record: Record) -> None:
        """Read from where the data of a pivot table come."""
        self._unknown.append(_path(binary_texts(record.data)))

    def protection(self, record: Record) -> None:
        """Note that somebody locked the workbook."""
        if record.data and record.number("H"):
            text, properties = "workbookProtection", Part.PROPERTIES
            self.finds.append(
                Trace(rule="hidden.property", part=properties, place=self.place, text=text)
            )

    def pictures(self, record: Record) -> None:
        """Keep a drawing until all its pieces have come."""
        self.drawn.append(record.data)


def _path(text: str) -> str:
    """Return a path whose volume and separators are control characters as people write it."""
    rest = text.removeprefix("\x01")
    if rest.startswith("\x01@"):
        rest = f"\\\\{rest[2:]}"
    elif rest.startswith("\x01"):
        rest = f"{rest[1:2]}:\\{rest[2:]}"
    return _SEPARATORS.sub(r"\\", rest)


_READERS: Mapping[int, Callable[[BiffLinks, Record], None]] = MappingProxyType(
    {
        NAME: BiffLinks.name,
        EXTERNAL_BOOK: BiffLinks.external_book,
        EXTERNAL_SHEET: BiffLinks.external_sheets,
        KEPT_ROW: BiffLinks.kept_row,
        USER: BiffLinks.user,
        SHARING: BiffLinks.sharing,
        VIEW: BiffLinks.view,
        SOURCE: BiffLinks.source,
        PROTECT: BiffLinks.protection,
        PICTURES: BiffLinks.pictures,
    }
)
