"""What tests of old workbooks ask of an extract."""

from __future__ import annotations

from review.screening.extraction.xls import read_xls
from review.screening.limits import LIMITS
from tests.unit.screening.old_workbooks import OldBook


def read(content):
    return read_xls(content, limits=LIMITS)


def shown(extract):
    return [s.text for s in extract.segments if s.grid and s.visibility.value == "visible"]


def found(extract, word_):
    """How and where a word is read: visibility, sheet and cell."""
    return [
        (
            segment.visibility.value,
            segment.place.get("sheet", ""),
            segment.grid.name_at(segment.text.index(word_))
            if segment.grid
            else segment.place.get("cell", ""),
        )
        for segment in extract.segments
        if word_ in segment.text
    ]


def places(extract, rule):
    return [
        (t.place.get("sheet", t.place.get("file", "")), t.place.get("cell", ""))
        for t in extract.traces
        if t.rule == rule
    ]


def one_sheet(*records, book=None, **given):
    book = book or OldBook()
    book.sheet("名单", *records, **given)
    return read(book.packed())


def with_texts(*strings, **given):
    book = OldBook(**given)
    for said in strings:
        book.string(said)
    return book
