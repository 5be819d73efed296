"""The tables of slides: each cell with what labels it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from review.screening.extraction.markup import text_in

_MOST = 200
"""So many characters of a cell label others."""


def labelled_cells(table: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    """Yield every cell with the label of its row and its table, and the head of its column."""
    rows = [list(row.iterfind("{*}tc")) for row in table.iterfind("{*}tr")]
    head = next((row for row in rows if _is_head(row)), rows[0] if rows else [])
    heads = [_said(cell) for cell in head]
    for row in rows:
        label = f"{_said(row[0])}\n{''.join(heads)}\n" if row else ""
        for at, cell in enumerate(row):
            yield cell, label, heads[at] if at < len(heads) else ""


def _is_head(row: list[etree._Element]) -> bool:
    """Whether a row has several cells of its own: a title is one cell over all columns."""
    return sum(cell.get("hMerge", "") not in {"1", "true"} for cell in row) > 1


def _said(cell: etree._Element) -> str:
    return " ".join(text_in(cell).split())[:_MOST]
