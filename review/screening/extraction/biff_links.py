"""Other workbooks to which an old one refers: their paths, and the cells that are kept of them."""

from __future__ import annotations

import re
import struct

from review.domain.findings import Part
from review.screening.extraction.biff_names import References
from review.screening.extraction.biff_records import Record
from review.screening.extraction.biff_strings import Texts
from review.screening.extraction.sheet_cells import Cells, Purse
from review.screening.extraction.sheet_grid import unseen_grid
from review.screening.extraction.sheet_numbers import of_float
from review.screening.extraction.sheet_traces import digest_of
from review.screening.extraction.sheet_words import joined, unseen
from review.screening.segments import Place, Segment, Trace

BOOK, SHEETS, KEPT_ROW = 0x01AE, 0x0017, 0x005A
_OWN, _ADD_IN = 0x0401, 0x3A01
_SEPARATORS = re.compile(r"[\x01-\x08]")
_VALUE_SIZE, _DOUBLE = 9, struct.Struct("<d")
_NUMBER, _TEXT = 1, 2


class BiffLinks:
    """Reads the records that are about other workbooks."""

    def __init__(self, texts: Texts, *, place: Place, purse: Purse) -> None:
        """Begin without other workbooks."""
        self._texts, self._place, self._purse = texts, place, purse
        self.references = References()
        self.finds: list[Segment | Trace] = []
        self._kept: Cells | None = None
        self._kept_of = ""

    def read(self, record: Record) -> bool:
        """Read one record; false when it is none of these."""
        if record.kind == BOOK:
            self._book(record)
        elif record.kind == SHEETS:
            self._sheets(record)
        elif record.kind == KEPT_ROW:
            self._row(record)
        else:
            return False
        return True

    def _book(self, record: Record) -> None:
        """Read which other workbook is referred to."""
        self.close()
        kind = record.number("H", 2) if len(record.data) >= 4 else _OWN  # noqa: PLR2004
        is_other = kind not in {_OWN, _ADD_IN}
        self.references.books.append(is_other)
        if not is_other:
            return
        path, at = self._texts.long(record.data, 2)
        sheets: list[str] = []
        for _ in range(record.number("H")):
            if at >= len(record.data):
                break
            sheet, at = self._texts.long(record.data, at)
            sheets.append(sheet)
        self._tell(path_of(path))
        self.finds.append(unseen(joined(sheets), place=self._place, part=Part.LINK))
        self._kept, self._kept_of = Cells(self._purse), path_of(path)

    def _tell(self, path: str) -> None:
        place, part = self._place, Part.LINK
        self.finds.append(unseen(path, place=place, part=part))
        self.finds.append(Trace(rule="hidden.external_link", part=part, place=place, text=path))

    def _sheets(self, record: Record) -> None:
        """Read to which of the books each reference leads; before Excel 97, the path itself."""
        if self._texts.is_unicode:
            count = min(record.number("H"), (len(record.data) - 2) // 6)
            numbers = (record.number("H", 2 + 6 * number) for number in range(count))
            self.references.sheets += numbers
            return
        text, _ = self._texts.short(record.data, 0)
        if text.startswith("\x01"):
            self._tell(path_of(text))
        else:
            self.finds.append(unseen(path_of(text), place=self._place, part=Part.LINK))

    def _row(self, record: Record) -> None:
        """Read cells that are kept of another workbook."""
        last, first, row = record.numbers("BBH")
        columns, texts, at = list[int](), list[str](), 4
        for column in range(first, last + 1):
            text, at = self._value(record, at)
            columns.append(column + 1)
            texts.append(text)
        if self._kept is not None:
            self._kept.add(row + 1, columns, texts)

    def _value(self, record: Record, at: int) -> tuple[str, int]:
        kind = record.number("B", at)
        if kind == _TEXT:
            return self._texts.long(record.data, at + 1)
        raw = record.data[at + 1 : at + _VALUE_SIZE].ljust(_DOUBLE.size, b"\0")
        text = of_float(_DOUBLE.unpack(raw)[0]) if kind == _NUMBER else ""
        return text, at + _VALUE_SIZE

    def close(self) -> None:
        """Hand on the cells kept of the book before."""
        kept, self._kept = self._kept, None
        if not kept:
            return
        texts = [text for line in kept.lines() for text in line.texts]
        self.finds += unseen_grid(kept, place=self._place)
        told = Trace(
            rule="hidden.external_cache",
            part=Part.OTHER,
            place=self._place,
            text=f"{self._kept_of} ({len(texts)})",
            digest=digest_of(texts),
        )
        self.finds.append(told)


def path_of(text: str) -> str:
    """Return a path whose volume and separators are control characters as people write it."""
    rest = text.removeprefix("\x01")
    if rest.startswith("\x01@"):
        rest = f"\\\\{rest[2:]}"
    elif rest.startswith("\x01"):
        rest = f"{rest[1:2]}:\\{rest[2:]}"
    return _SEPARATORS.sub(r"\\", rest)
