"""A clean copy of a workbook: the values of the cells that show, and nothing behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from review.screening.extraction.markup import parsed
from review.screening.extraction.office import open_office
from review.screening.extraction.sheet_cells import Cells
from review.screening.extraction.sheet_columns import columns_of
from review.screening.extraction.sheet_grid import chosen
from review.screening.extraction.sheet_head import Head
from review.screening.extraction.sheet_list import is_of_number
from review.screening.extraction.sheet_part import SheetPart, row_number
from review.screening.extraction.sheet_rows import SheetXml
from review.screening.extraction.sheet_tabs import Sheet
from review.screening.extraction.xlsx import XmlWorkbook
from review.screening.limits import Limits
from review.screening.redaction.cells import CutCells
from review.screening.redaction.cuts import Copy
from review.screening.redaction.removal import Removal
from review.screening.redaction.sheet_package import packed_workbook
from review.screening.redaction.sheet_plan import Cell, Places, Plan, planned
from review.screening.redaction.sheet_styles import Styles


def copied_workbook(content: bytes, *, removals: Sequence[Removal], limits: Limits) -> Copy:
    """Return a copy of the sheets, rows, columns and cells that show, as values.

    Raises:
        NotRead: the file cannot be read.
    """
    workbook = _Shown(open_office(content, limits=limits), limits=limits)
    plans: list[Plan] = []
    kept: list[str] = []
    cuts = done = 0
    for sheet, part, marks, rows in workbook.sheets():
        lines = list(chosen(part.cells.lines(), lambda code: not code))
        mine = [one for one in removals if one.sheet == sheet.name]
        cells = CutCells(lines, mine)
        cuts, done = cuts + cells.cuts, done + len(mine)
        kept += cells.kept
        said = ((line.row, column) for line in lines for column in dict.fromkeys(line.columns))
        told = [Cell(*at, cells.shown(*at), *marks.get(at, ("", False))) for at in said]
        plans.append(planned(sheet.name, told, root=part.xml.whole_root(), rows=rows))
    styles = Styles.of(
        workbook.style_root(), used={cell.style for plan in plans for cell in plan.cells}
    )
    return Copy(content=packed_workbook(plans, styles), kept=tuple(kept), cuts=cuts, done=done)


Marks = dict[tuple[int, int], tuple[str, bool]]
"""For each cell the number of its style, and whether it is kept as a number."""


class _Shown(XmlWorkbook):
    """Reads the sheets that have a tab."""

    def sheets(self) -> Iterator[tuple[Sheet, SheetPart, Marks, Places]]:
        """Yield each sheet that shows, with its cells and what they are."""
        self.main = self._found_main()
        book = self.book()
        self.open_parts(book)
        for sheet, relation in book.sheets:
            name = self.office.target(self.main, relation)
            if name and not sheet.veil and self.office.root_name(name) == "worksheet":
                content = self.office.contents[name]
                xml = SheetXml(content, self.package.limits)
                part = SheetPart(xml, self.package.strings, self._styles, Cells(self.package.purse))
                part.read()
                marks, hidden = _marks(SheetXml(content, self.package.limits))
                yield sheet, part, marks, Places(hidden)

    def style_root(self) -> etree._Element | None:
        """Return the part with the styles, if there is one, as it was before it was read."""
        for name in self.office.related(self.main, "styles"):
            return parsed(self.office.contents[name], limits=self.package.limits)
        return None


def _marks(xml: SheetXml) -> tuple[Marks, list[int]]:
    """Return what the cells are, and which rows are hidden."""
    marks: Marks = {}
    hidden: list[int] = []
    number, head = 0, Head()
    for rows in xml.rows():
        if not number:
            head.read(xml.whole_root())
        columns = columns_of(rows.letters)
        for text, attributes in rows.heads:
            number = row_number(text, after=number)
            if head.row_code(attributes):
                hidden.append(number)
            for column, style, kind in zip(columns, rows.styles, rows.kinds, strict=True):
                marks[number, column] = (style or "", is_of_number(kind))
    return marks, hidden
