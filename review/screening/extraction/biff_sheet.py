"""One sheet of an old workbook: its cells, and everything its other records say."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from review.domain.findings import Part
from review.screening.extraction.biff_book import BiffBook
from review.screening.extraction.biff_cells import BiffCells, constants_in_code
from review.screening.extraction.biff_drawings import descriptions
from review.screening.extraction.biff_records import Record, Substream
from review.screening.extraction.biff_strings import Cursor
from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.sheet_cells import Purse
from review.screening.extraction.sheet_finds import Sheet, sheet_finds
from review.screening.extraction.sheet_margins import margin_texts
from review.screening.extraction.sheet_notes import one_note
from review.screening.extraction.sheet_unseen import formula_finds, veiled_finds
from review.screening.extraction.sheet_words import Finds, is_path, joined, unseen
from review.screening.segments import Place, Segment, Trace, column_name

HEADER, FOOTER, NOTE, OBJECT, BOX, DRAWING = 0x0014, 0x0015, 0x001C, 0x005D, 0x01B6, 0x00EC
VALIDATION, LINK, TIP, SCENARIO, PROTECT = 0x01BE, 0x01B8, 0x0800, 0x00AF, 0x0012
SHARED_FORMULA, ARRAY = 0x04BC, 0x0221
CHART_TEXT, CHART_CACHE = 0x100D, 0x1065
_CHART_KIND, _PROGRAM = 0x20, 0x40
_OBJECT_IS_NOTE = 0x19
_SILENT = frozenset(
    {
        0x0809, 0x0201, 0x00BE, 0x020B, 0x00D7, 0x0200, 0x001D, 0x0041, 0x0026, 0x0027, 0x0028,
        0x0029, 0x00A1, 0x023E, 0x00A0, 0x0081, 0x0080, 0x0082, 0x0083, 0x0084, 0x002A, 0x002B,
        0x000C, 0x000D, 0x000E, 0x000F, 0x0010, 0x0011, 0x001A, 0x001B, 0x005F, 0x0867, 0x088B,
        0x01B2, 0x00EF, 0x0862, 0x00DA, 0x0063, 0x0019,
    }
)  # fmt: skip
"""Records of numbers and switches, in which nothing can be said."""
_AREA = struct.Struct("<HHHH")


@dataclass(slots=True)
class BiffSheet:
    """Reads the records of one sheet in their order."""

    book: BiffBook
    sheet: Sheet
    finds: list[Segment | Trace] = field(default_factory=list)
    drawn: list[bytes] = field(default_factory=list)
    _notes: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Cell and author of each comment by the number of its object."""
    _texts: dict[int, str] = field(default_factory=dict)
    _object: tuple[int, int] = (0, 0)
    _unknown: list[str] = field(default_factory=list)

    def read(self, stream: Substream, *, purse: Purse) -> Finds:
        """Hand on all that a sheet says."""
        cells = BiffCells(self.book)
        if stream.kind == _CHART_KIND:
            self._chart(stream)
        else:
            for record in stream.records:
                if not cells.read(record):
                    self._other(record)
            for inner in stream.inner:
                self._chart(inner)
        if stream.kind == _PROGRAM:
            self._trace("hidden.active_content", self.sheet.name, part=Part.MACRO)
        yield from sheet_finds(cells.store.cells(purse=purse), sheet=self.sheet)
        yield from self._beside(cells, is_program=stream.kind == _PROGRAM, purse=purse)
        yield from self._drawings()
        yield from self._boxes()
        yield from self.finds
        yield unseen(joined(dict.fromkeys(self._unknown)), place=self.sheet.place)

    def _beside(self, cells: BiffCells, *, is_program: bool, purse: Purse) -> Finds:
        """Hand on what the cells hold beside what they show."""
        said = [
            (row + 1, column + 1, text)
            for row, column, code, shown in cells.store.formulas
            for text in constants_in_code(code)
            if is_program or text not in shown
        ]
        yield from formula_finds(said, sheet=self.sheet, purse=purse)
        yield from veiled_finds(cells.store.veiled, sheet=self.sheet)
        self._unknown += cells.beside

    def _other(self, record: Record) -> None:
        reader = _READERS.get(record.kind)
        if reader is not None:
            reader(self, record)
        elif record.kind not in _SILENT:
            self._unknown.append(binary_texts(record.data))

    def _cell(self, row: int, column: int) -> Place:
        return {**self.sheet.place, "cell": f"{column_name(column + 1)}{row + 1}"}

    def _trace(
        self, rule: str, text: str, *, part: Part = Part.OTHER, place: Place | None = None
    ) -> None:
        at = place or self.sheet.place
        self.finds.append(Trace(rule=rule, part=part, place=at, text=text))

    def _hide(self, text: str, *, part: Part = Part.OTHER, place: Place | None = None) -> None:
        self.finds.append(unseen(text, place=place or self.sheet.place, part=part))

    def margin(self, record: Record) -> None:
        """Read a header or a footer."""
        texts, data = self.book.texts, record.data
        if not data:
            return
        code, _ = (texts.long if texts.is_unicode else texts.short)(data, 0)
        part = Part.HEADER if record.kind == HEADER else Part.FOOTER
        seen = self.sheet.visibility
        self.finds += (
            Segment(text=text, part=part, place=self.sheet.place, visibility=seen)
            for text in margin_texts(code)
        )

    def note(self, record: Record) -> None:
        """Read where a comment is and whose; before Excel 97 also what it says."""
        row, column, _, number = record.numbers("HHHH")
        if self.book.texts.is_unicode:
            author, _ = self.book.texts.long(record.data, 8)
            self._notes[number] = (f"{column_name(column + 1)}{row + 1}", author)
            return
        text = self.book.texts.decoded(record.data[6:])
        self.finds += one_note(text, who="", place=self._cell(row, column))

    def object_(self, record: Record) -> None:
        """Note which object the next text belongs to."""
        if len(record.data) >= 8:  # noqa: PLR2004 - kind and number stand in its first part
            kind, number = record.numbers("HH", 4)
            self._object = (kind, number)
        self._unknown.append(binary_texts(record.data[22:]))

    def box(self, record: Record) -> None:
        """Read the text of a text box or a comment."""
        count = record.number("H", 10)
        if not count:
            return
        cursor = Cursor(record.pieces[1:])
        text = cursor.characters(count, wide=bool(cursor.number("B") & 1))
        kind, number = self._object
        if kind == _OBJECT_IS_NOTE:
            self._texts[number] = text
        else:
            seen = self.sheet.visibility
            place = self.sheet.place
            self.finds.append(Segment(text=text, part=Part.TEXT_BOX, place=place, visibility=seen))

    def drawing(self, record: Record) -> None:
        """Keep a drawing until all its pieces have come."""
        self.drawn.append(record.data)

    def validation(self, record: Record) -> None:
        """Read what a cell says when it is chosen or filled wrongly, and what may be chosen."""
        data, at, texts = record.data, 4, list[str]()
        for _ in range(4):
            text, at = self.book.texts.long(data, at)
            texts.append(text.strip("\0"))
        choices: list[str] = []
        for _ in range(2):
            size = Record(0, 0, (data,)).number("H", at)
            choices += constants_in_code(data[at + 4 : at + 4 + size])
            at += 4 + size
        place = self._area(data[at + 2 :])
        said = joined((texts[0], texts[2], texts[1], texts[3]))
        if said:
            self._trace("hidden.prompt", said, place=place)
        self._hide(joined((said, *choices)), place=place)

    def _area(self, data: bytes) -> Place:
        if len(data) < _AREA.size:
            return self.sheet.place
        top, bottom, left, right = _AREA.unpack_from(data)
        ends = (f"{column_name(left + 1)}{top + 1}", f"{column_name(right + 1)}{bottom + 1}")
        return {**self.sheet.place, "cell": ":".join(dict.fromkeys(ends))}

    def link(self, record: Record) -> None:
        """Read where a link leads; only open web addresses are harmless."""
        place, texts = self._area(record.data), binary_texts(record.data[8:])
        self._hide(texts, part=Part.LINK, place=place)
        for text in texts.split("\n"):
            if is_path(text):
                self._trace("hidden.external_link", text, part=Part.LINK, place=place)
                return

    def tip(self, record: Record) -> None:
        """Read what a link says when the mouse rests on it."""
        text = record.data[10:].decode("utf-16-le", "replace").strip("\0")
        self._hide(text, part=Part.LINK, place=self._area(record.data[2:]))

    def scenario(self, record: Record) -> None:
        """Read other values that somebody kept for the same cells."""
        text = binary_texts(record.data)
        self._hide(text)
        self._trace("hidden.hidden_text", text)

    def protection(self, record: Record) -> None:
        """Note that somebody locked the sheet."""
        if record.data and record.number("H"):
            self._trace("hidden.property", "sheetProtection", part=Part.PROPERTIES)

    def shared_formula(self, record: Record) -> None:
        """Read what a formula of several cells says."""
        row, column = record.number("H"), record.number("B", 4)
        for text in constants_in_code(record.data[6:]):
            self._hide(text, place=self._cell(row, column))

    def _boxes(self) -> Finds:
        for number, (cell, author) in self._notes.items():
            place = {**self.sheet.place, "cell": cell}
            yield from one_note(self._texts.pop(number, ""), who=author, place=place)
        for text in self._texts.values():
            yield from one_note(text, who="", place=self.sheet.place)

    def _drawings(self) -> Finds:
        for text in descriptions(b"".join(self.drawn)):
            if text.strip():
                place = self.sheet.place
                yield Trace(rule="hidden.alt_text", part=Part.PICTURE, place=place, text=text)
                yield unseen(text, place=place, part=Part.PICTURE)

    def _chart(self, stream: Substream) -> None:
        """Read a chart: its words show, the figures it keeps do not."""
        kept = BiffCells(self.book)
        for record in stream.records:
            if record.kind == CHART_TEXT:
                text, _ = self.book.texts.short(record.data, 2)
                place, seen = self.sheet.place, self.sheet.visibility
                self.finds.append(Segment(text=text, part=Part.CHART, place=place, visibility=seen))
            elif not kept.read(record):
                self._other(record)
        texts = [text for row in kept.store.rows.values() for _, _, text, _ in row]
        if texts:
            self._trace("hidden.chart_cache", joined(texts), part=Part.CHART)
            self._hide(joined(texts), part=Part.CHART)
        for inner in stream.inner:
            self._chart(inner)


_READERS: Mapping[int, Callable[[BiffSheet, Record], None]] = MappingProxyType(
    {
        HEADER: BiffSheet.margin,
        FOOTER: BiffSheet.margin,
        NOTE: BiffSheet.note,
        OBJECT: BiffSheet.object_,
        BOX: BiffSheet.box,
        DRAWING: BiffSheet.drawing,
        VALIDATION: BiffSheet.validation,
        LINK: BiffSheet.link,
        TIP: BiffSheet.tip,
        SCENARIO: BiffSheet.scenario,
        PROTECT: BiffSheet.protection,
        SHARED_FORMULA: BiffSheet.shared_formula,
        ARRAY: BiffSheet.shared_formula,
    }
)
