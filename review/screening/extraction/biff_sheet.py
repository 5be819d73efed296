"""One sheet of an old workbook: its cells, and everything its other records say."""

from __future__ import annotations

from review.domain.findings import Part
from review.screening.extraction.biff_around import BiffAround
from review.screening.extraction.biff_book import BiffBook
from review.screening.extraction.biff_cells import BiffCells
from review.screening.extraction.biff_notes import BiffNotes
from review.screening.extraction.biff_records import Record
from review.screening.extraction.biff_substreams import Substream
from review.screening.extraction.biff_values import constants_in_code
from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.sheet_cells import Purse
from review.screening.extraction.sheet_finds import sheet_finds
from review.screening.extraction.sheet_tabs import Sheet
from review.screening.extraction.sheet_unseen import formula_finds, veiled_finds
from review.screening.extraction.sheet_words import Finds, joined, unseen
from review.screening.segments import Segment, Trace

CHART_TEXT = 0x100D
_CHART, _PROGRAM = 0x20, 0x40
_SILENT = frozenset(
    {
        0x0809, 0x0201, 0x00BE, 0x020B, 0x00D7, 0x0200, 0x001D, 0x0041, 0x0026, 0x0027, 0x0028,
        0x0029, 0x00A1, 0x023E, 0x00A0, 0x0081, 0x0080, 0x0082, 0x0083, 0x0084, 0x002A, 0x002B,
        0x000C, 0x000D, 0x000E, 0x000F, 0x0010, 0x0011, 0x001A, 0x001B, 0x005F, 0x0867, 0x088B,
        0x01B2, 0x00EF, 0x0862, 0x00DA, 0x0063, 0x0019,
    }
)  # fmt: skip
"""Records of numbers and switches, in which nothing can be said."""


class BiffSheet:
    """Reads the records of one sheet in their order."""

    def __init__(self, book: BiffBook, sheet: Sheet) -> None:
        """Begin without finds."""
        self._book, self._sheet = book, sheet
        self._around = BiffAround(sheet, book.texts)
        self._notes = BiffNotes(sheet, book.texts)
        self._charts: list[Segment | Trace] = []
        self._unknown: list[str] = []

    def read(self, stream: Substream, *, purse: Purse) -> Finds:
        """Hand on all that a sheet says."""
        cells, place = BiffCells(self._book), self._sheet.place
        if stream.kind == _CHART:
            self._chart(stream)
        else:
            for record in stream.records:
                if not cells.read(record):
                    self._other(record)
            for inner in stream.inner:
                self._chart(inner)
        if stream.kind == _PROGRAM:
            name, macro = self._sheet.name, Part.MACRO
            yield Trace(rule="hidden.active_content", part=macro, place=place, text=name)
        yield from sheet_finds(cells.store.cells(purse=purse), sheet=self._sheet)
        said = [
            (row + 1, column + 1, text)
            for row, column, code, shown in cells.store.formulas
            for text in constants_in_code(code)
            if stream.kind == _PROGRAM or text not in shown
        ]
        yield from formula_finds(said, sheet=self._sheet, purse=purse)
        yield from veiled_finds(cells.store.veiled, sheet=self._sheet)
        yield from self._notes.finds()
        yield from (*self._around.finds, *self._charts)
        unknown = (*self._unknown, *self._notes.unknown, *cells.beside)
        yield unseen(joined(dict.fromkeys(unknown)), place=place)

    def _other(self, record: Record) -> None:
        known = self._around.read(record) or self._notes.read(record)
        if not known and record.kind not in _SILENT:
            self._unknown.append(binary_texts(record.data))

    def _chart(self, stream: Substream) -> None:
        """Read a chart: its words show, the figures it keeps do not."""
        kept, place = BiffCells(self._book), self._sheet.place
        for record in stream.records:
            if record.kind == CHART_TEXT:
                text, _ = self._book.texts.short(record.data, 2)
                seen = self._sheet.visibility
                shown = Segment(text=text, part=Part.CHART, place=place, visibility=seen)
                self._charts.append(shown)
            elif not kept.read(record):
                self._other(record)
        figures = joined(text for row in kept.store.rows.values() for _, _, text, _ in row)
        if figures:
            rule = "hidden.chart_cache"
            self._charts.append(Trace(rule=rule, part=Part.CHART, place=place, text=figures))
            self._charts.append(unseen(figures, place=place, part=Part.CHART))
        for inner in stream.inner:
            self._chart(inner)
