"""What the cells of a sheet hold that does not show in them: texts of formulas, veiled letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from review.domain.findings import Part
from review.screening.extraction.sheet_cells import Cells, Hiding, Purse
from review.screening.extraction.sheet_finds import sheet_finds
from review.screening.extraction.sheet_grid import unseen_grid
from review.screening.extraction.sheet_hidden import VEIL_RULES
from review.screening.extraction.sheet_part import SheetPart
from review.screening.extraction.sheet_tabs import Sheet
from review.screening.extraction.sheet_words import is_path, joined, unseen
from review.screening.segments import Place, Segment, Trace, column_name

Finds = Iterator[Segment | Trace]
Said = tuple[int, int, str]
"""Row, column and what is said in that cell."""


def part_finds(part: SheetPart, *, sheet: Sheet, purse: Purse) -> Finds:
    """Hand on all that the rows of a worksheet hold."""
    yield from sheet_finds(part.cells, sheet=sheet)
    yield from formula_finds(part.said, sheet=sheet, purse=purse)
    for row, column, formula in part.reaching:
        yield _link(formula, place=_at(sheet, row, column))
    yield from veiled_finds(part.veiled, sheet=sheet)
    beside = [text for _, _, rich in part.xml.rich for text in rich.beside]
    stray = joined(dict.fromkeys((*part.xml.stray, *beside)))
    if stray:
        yield unseen(stray, place=sheet.place)
        yield Trace(rule="hidden.hidden_text", part=Part.OTHER, place=sheet.place, text=stray)


def formula_finds(said: Iterable[Said], *, sheet: Sheet, purse: Purse) -> Finds:
    """Hand on what formulas say, at their cells, and where they reach out of the workbook."""
    cells, paths = Cells(purse), list[Said]()
    for row, group in groupby(said, key=itemgetter(0)):
        row_said = list(group)
        cells.add(row, [column for _, column, _ in row_said], [text for _, _, text in row_said])
        paths += (each for each in row_said if is_path(each[2]))
    yield from unseen_grid(cells, place=sheet.place)
    for row, column, text in paths:
        yield _link(text, place=_at(sheet, row, column))


def _link(text: str, *, place: Place) -> Trace:
    return Trace(rule="hidden.external_link", part=Part.LINK, place=place, text=text)


def veiled_finds(veiled: Iterable[tuple[int, int, Hiding, str]], *, sheet: Sheet) -> Finds:
    """Hand on parts of texts in white or in unreadable size, at their cells."""
    for row, column, code, text in veiled:
        place = _at(sheet, row, column)
        yield Trace(rule=VEIL_RULES[code], part=Part.BODY, place=place, text=text)
        yield unseen(text, place=place, part=Part.BODY)


def _at(sheet: Sheet, row: int, column: int) -> Place:
    return {**sheet.place, "cell": f"{column_name(column)}{row}"}
