"""Data that a workbook keeps of elsewhere: sources of pivot tables, cells of other workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.markup import local
from review.screening.extraction.sheet_cells import Cells, Purse, grid_segment
from review.screening.extraction.sheet_finds import digest_of
from review.screening.extraction.sheet_numbers import stored
from review.screening.extraction.sheet_part import COLUMNS
from review.screening.extraction.sheet_streams import Stream, plain
from review.screening.extraction.sheet_words import (
    Finds,
    counted,
    joined,
    loose_finds,
    taken,
    unseen,
)
from review.screening.segments import Place, Trace, Visibility

_SWITCH = 3
"""So long are the numbers and switches that no one needs to see."""


def pivot_finds(
    definition: etree._Element, records: bytes | None, *, purse: Purse, place: Place
) -> Finds:
    """Hand on the source data of a pivot table, row by row under the names of its fields."""
    fields = list(definition.iterfind("{*}cacheFields/{*}cacheField"))
    names = [taken(field, "name") for field in fields]
    shared = [_shared(field) for field in fields]
    cells = Cells(purse)
    cells.add(1, range(1, len(names) + 1), names)
    rows = [] if records is None else _records(records, shared)
    count = 1
    for count, row in enumerate(rows, start=2):
        cells.add(count, range(1, len(row) + 1), row)
    leftover = [] if len(cells) > len(names) else [text for texts in shared for text in texts]
    source = " ".join(
        taken(node, name)
        for node in definition.iter("{*}worksheetSource")
        for name in ("sheet", "ref", "name")
    )
    texts = [text for line in cells.lines() for text in line.texts]
    yield Trace(
        rule="hidden.pivot_cache",
        part=Part.OTHER,
        place=place,
        text=f"{source.strip()} ({count - 1})",
        digest=digest_of((*texts, *leftover)),
    )
    yield from _cached(cells, place=place)
    yield unseen(joined((source, *dict.fromkeys(leftover))), place=place)
    yield from _refreshed(definition, place=place)
    yield from loose_finds(definition, place=place)


def _refreshed(definition: etree._Element, *, place: Place) -> Finds:
    who = taken(definition, "refreshedBy")
    if who:
        yield Trace(rule="hidden.user_name", part=Part.PROPERTIES, place=place, text=who)
        yield unseen(who, place=place, part=Part.PROPERTIES)


def _cached(cells: Cells, *, place: Place) -> Finds:
    segment = grid_segment(
        cells.lines(),
        part=Part.OTHER,
        place=place,
        visibility=Visibility.HIDDEN,
        headings=cells.headings(),
    )
    if segment is not None:
        yield segment


def _shared(field: etree._Element) -> list[str]:
    """Take out the values that the records of a field name by number."""
    return [
        stored(taken(item, "v")) for items in field.iterfind("{*}sharedItems") for item in items
    ]


def _records(content: bytes, shared: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    for record in Stream(content, tag="r"):
        yield [_value(value, shared, column) for column, value in enumerate(record)]


def _value(value: etree._Element, shared: Sequence[Sequence[str]], column: int) -> str:
    text = value.get("v", "")
    if local(value) != "x":
        return stored(plain(text))
    number = counted(text)
    known = shared[column] if column < len(shared) else ()
    return known[number] if 0 <= number < len(known) else ""


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
        yield from _cached(cells, place={**place, **sheet})
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
    stated = row.get("r", "")
    at = int(stated) if stated.isdecimal() and len(stated) < 9 else number  # noqa: PLR2004
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
