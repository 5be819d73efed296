"""What a sheet comes to: what shows on it as one text, what does not as another, and its traces."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.findings import Part
from review.screening.extraction.sheet_cells import Cells
from review.screening.extraction.sheet_grid import chosen, gathered, grid_segment
from review.screening.extraction.sheet_hidden import hidden_traces
from review.screening.extraction.sheet_tabs import Sheet
from review.screening.extraction.sheet_traces import digest_of
from review.screening.segments import Segment, Trace, Visibility


def sheet_finds(cells: Cells, *, sheet: Sheet) -> Iterator[Segment | Trace]:
    """Hand on the cells of a sheet: those that show, those that do not, and why not."""
    headings = cells.headings()
    yield _name(sheet)
    if sheet.veil:
        yield _veiled(cells, sheet=sheet)
    elif cells.hides:
        yield from hidden_traces(cells, sheet=sheet, headings=headings)
    for some, visibility in _parted(cells, sheet=sheet):
        segment = grid_segment(some, place=sheet.place, visibility=visibility, headings=headings)
        if segment is not None:
            yield segment


def _parted(cells: Cells, *, sheet: Sheet) -> Iterator[tuple[Cells, Visibility]]:
    if sheet.veil or not cells.hides:
        yield cells, sheet.visibility
    else:
        yield gathered(chosen(cells.lines(), lambda code: not code)), Visibility.VISIBLE
        yield gathered(chosen(cells.lines(), bool)), Visibility.HIDDEN


def _name(sheet: Sheet) -> Segment:
    return Segment(text=sheet.name, part=Part.OTHER, place=sheet.place, visibility=sheet.visibility)


def _veiled(cells: Cells, *, sheet: Sheet) -> Trace:
    texts = [text for line in cells.lines() for text in line.texts]
    return Trace(
        rule=sheet.veil.value,
        part=Part.BODY,
        place=sheet.place,
        text=f"{sheet.name} ({len(texts)})",
        digest=digest_of(texts),
    )
