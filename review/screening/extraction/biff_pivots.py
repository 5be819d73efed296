"""Source data of pivot tables in old workbooks: a stream of records for each."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from review.domain.findings import Part
from review.screening.extraction.biff_records import Record, records
from review.screening.extraction.biff_strings import Texts
from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.sheet_numbers import of_float
from review.screening.extraction.sheet_traces import digest_of
from review.screening.extraction.sheet_words import Finds, joined, unseen
from review.screening.segments import Place, Trace

_FIELD, _TEXT, _NUMBER, _INDEXES, _USER = 0x00C7, 0x00CD, 0x00C9, 0x00C8, 0x00C6
_FIELD_NAME, _USER_AT = 14, 18
_SILENT = frozenset({_INDEXES, 0x00CA, 0x00CB, 0x00CC, 0x00CF, 0x000A})


def pivot_stream_finds(content: bytes, *, place: Place) -> Finds:
    """Hand on the values of a cache, those of each field under its name."""
    texts = [text for record in records(content) for text in _texts(record) if text.strip()]
    if texts:
        yield Trace(
            rule="hidden.pivot_cache",
            part=Part.OTHER,
            place=place,
            text=f"({len(texts)})",
            digest=digest_of(texts),
        )
        yield unseen(joined(texts), place=place)


def _texts(record: Record) -> Iterator[str]:
    texts, data = Texts(is_unicode=True), record.data
    if record.kind == _TEXT:
        yield texts.long(data, 0)[0]
    elif record.kind == _FIELD:
        yield texts.long(data, _FIELD_NAME)[0]
    elif record.kind == _NUMBER:
        yield of_float(struct.unpack("<d", data[:8].ljust(8, b"\0"))[0])
    elif record.kind not in _SILENT:
        yield binary_texts(data)
