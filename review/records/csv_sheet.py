"""Rows as a CSV file that a spreadsheet opens as text: Chinese readable, nothing computed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

BYTE_ORDER_MARK = "\ufeff"
"""Without it, spreadsheets of offices take the file for GBK."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet begins to compute; an apostrophe before them makes it a text."""


def csv_sheet(rows: Iterable[Iterable[str | int | float | None]]) -> bytes:
    """Return rows as UTF-8 with a mark of byte order; no text among them can be a formula."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([_cell(cell) for cell in row] for row in rows)
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def _cell(value: str | float | None) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return value
