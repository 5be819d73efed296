"""Data that a workbook keeps of elsewhere: cells of other workbooks, questions to databases."""

from __future__ import annotations

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.sheet_cells import Cells, Purse
from review.screening.extraction.sheet_columns import COLUMNS
from review.screening.extraction.sheet_grid import unseen_grid
from review.screening.extraction.sheet_numbers import stored
from review.screening.extraction.sheet_plain import plain
from review.screening.extraction.sheet_taking import counted
from review.screening.extraction.sheet_traces import digest_of
from review.screening.extraction.sheet_words import Finds, joined, loose_finds, unseen
from review.screening.segments import Place, Trace

_SWITCH = 3
"""So long are the numbers and switches that no one needs to see."""


def external_finds(root: etree._Element, *, purse: Purse, place: Place) -> Finds:
    """Hand on what is kept of another workbook, or of a program that is asked for data."""
    names = [node.get("val", "") for node in root.iter("{*}sheetName")]
    kept: list[str] = []
    for data in root.iter("{*}sheetData"):
        cells = Cells(purse)
        for number, row in enumerate(data.iterchildren("{*}row"), start=1):
            _add(cells, row, number=number)
        kept += (text for line in cells.lines() for text in line.texts)
        at = counted(data.get("sheetId"))
        sheet = {"sheet": plain(names[at])} if 0 <= at < len(names) else {}
        yield from unseen_grid(cells, place={**place, **sheet})
        data.clear()
    if kept:
        yield Trace(
            rule="hidden.external_cache",
            part=Part.OTHER,
            place=place,
            text=f"{' '.join(names)} ({len(kept)})",
            digest=digest_of(kept),
        )
    for link in root.iter("{*}ddeLink", "{*}oleLink"):
        said = " ".join(link.get(name, "") for name in ("ddeService", "ddeTopic", "progId")).strip()
        yield Trace(rule="hidden.external_link", part=Part.LINK, place=place, text=plain(said))
        yield unseen(plain(said), place=place, part=Part.LINK)
    yield from loose_finds(root, place=place)
    yield unseen(joined(map(plain, names)), place=place)


def _add(cells: Cells, row: etree._Element, *, number: int) -> None:
    filled = [
        (cell.get("r", "").rstrip("0123456789"), stored(plain(text)))
        for cell in row.iterchildren("{*}cell")
        if (text := "".join(map(str, cell.itertext())))
    ]
    stated = counted(row.get("r"))
    at = stated if stated > 0 else number
    cells.add(at, [COLUMNS[letters or "A"] for letters, _ in filled], [text for _, text in filled])


def connection_finds(root: etree._Element, *, place: Place) -> Finds:
    """Hand on from where data are fetched: servers, files, questions."""
    for connection in root.iter("{*}connection"):
        values = [str(v) for node in connection.iter(etree.Element) for v in node.attrib.values()]
        text = plain(joined(value for value in values if len(value) > _SWITCH))
        yield Trace(rule="hidden.external_link", part=Part.LINK, place=place, text=text)
        yield unseen(text, place=place, part=Part.LINK)
        connection.clear()
    yield from loose_finds(root, place=place)
