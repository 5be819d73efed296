"""Tables as text (.csv): cells by their commas or tabs, each at its place."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from review.domain.findings import Part
from review.screening.extraction.plain import read_plain
from review.screening.extraction.sheet_cells import Cells, Purse
from review.screening.extraction.sheet_grid import grid_segment
from review.screening.extraction.sheet_numbers import stored
from review.screening.extraction.sheet_plain import flat
from review.screening.extraction.tables import sign_of
from review.screening.limits import Limits
from review.screening.segments import Extract, NotRead, Trace, Visibility, column_name

MEDIA_TYPE = "text/csv"
_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_RUNS = re.compile(r"[=+\-@][^|]*\|[^!]*!", re.DOTALL)
"""A cell that asks another program for its value: =cmd|'/c calc'!A0."""
_REACHES = re.compile(r"[=+\-@].*\b(?:HYPERLINK|WEBSERVICE|IMPORTXML|IMPORTDATA)\(", re.IGNORECASE)
_LONGEST = 1 << 24
"""So long is the longest cell; the limit is the whole program's, and set only while we read."""


def read_delimited(content: bytes, *, limits: Limits) -> Extract:
    """Read a table written as text; NotRead in the cases in which a text is not read."""
    try:
        (segment,) = read_plain(content, limits=limits).segments
    except NotRead as refusal:
        raise NotRead(refusal.reason, media_type=MEDIA_TYPE) from refusal
    parts = parts_of(segment.text, limits=limits)
    if parts is None:
        return Extract(media_type=MEDIA_TYPE, segments=(segment,))
    cells = parts.cells
    grid = grid_segment(cells, place={}, visibility=Visibility.VISIBLE, headings=cells.headings())
    return Extract(media_type=MEDIA_TYPE, segments=(grid or segment,), traces=parts.traces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a table written as text is made of."""

    before: str
    """What stands before the first cell: a hint which sign is between them."""
    body: str
    sign: str
    cells: Cells
    traces: tuple[Trace, ...]


def parts_of(text: str, *, limits: Limits) -> Parts | None:
    """Take a table apart; nothing where one cell is longer than any: it is a text after all."""
    text = text.lstrip("\ufeff")
    hint = _HINT.match(text)
    sign = hint[1] if hint else sign_of(text)
    before = hint[0] if hint else ""
    body = text[len(before) :]
    try:
        cells, traces = _table(body, sign, purse=Purse(limits))
    except csv.Error:
        return None
    return Parts(before=before, body=body, sign=sign, cells=cells, traces=tuple(traces))


def _rows(text: str, sign: str) -> Iterator[list[str]]:
    before = csv.field_size_limit(_LONGEST)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    finally:
        csv.field_size_limit(before)


def _table(text: str, sign: str, *, purse: Purse) -> tuple[Cells, list[Trace]]:
    cells, traces = Cells(purse), list[Trace]()
    for number, row in enumerate(_rows(text, sign), 1):
        columns, texts = list[int](), list[str]()
        for column, value in enumerate(row, start=1):
            shown = dict.fromkeys(filter(None, (flat(value), _whole(value))))
            columns += [column] * len(shown)
            texts += shown
            if value[:1] in "=+-@":
                traces += _active(value, cell=f"{column_name(column)}{number}")
        cells.add(number, columns, texts)
    return cells, traces


def _whole(value: str) -> str:
    """Return a number written with a power of ten as it is; empty for all else."""
    number = value.strip()
    return stored(number) if "e" in number.casefold() and stored(number) != number else ""


def _active(value: str, *, cell: str) -> Iterator[Trace]:
    """Say that a cell becomes a formula when a spreadsheet opens it, and which kind."""
    if _RUNS.match(value):
        yield Trace(rule="hidden.active_content", part=Part.MACRO, place={"cell": cell}, text=value)
    elif _REACHES.match(value):
        yield Trace(rule="hidden.external_link", part=Part.LINK, place={"cell": cell}, text=value)
