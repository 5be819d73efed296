"""Source data that pivot tables keep, row by row under the names of their fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.markup import local
from review.screening.extraction.sheet_cells import Cells, Purse
from review.screening.extraction.sheet_grid import unseen_grid
from review.screening.extraction.sheet_numbers import stored
from review.screening.extraction.sheet_plain import plain
from review.screening.extraction.sheet_streams import Stream
from review.screening.extraction.sheet_taking import counted, taken
from review.screening.extraction.sheet_traces import digest_of
from review.screening.extraction.sheet_words import Finds, joined, loose_finds, unseen
from review.screening.segments import Place, Trace


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
    yield from unseen_grid(cells, place=place)
    yield unseen(joined((source, *dict.fromkeys(leftover))), place=place)
    yield from _refreshed(definition, place=place)
    yield from loose_finds(definition, place=place)


def _refreshed(definition: etree._Element, *, place: Place) -> Finds:
    who = taken(definition, "refreshedBy")
    if who:
        yield Trace(rule="hidden.user_name", part=Part.PROPERTIES, place=place, text=who)
        yield unseen(who, place=place, part=Part.PROPERTIES)


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
