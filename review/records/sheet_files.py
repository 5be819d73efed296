"""A form of pairs and tables in every kind of file an office asks for."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from types import MappingProxyType

from review.records.sheet import Sheet, sheet_json, sheet_pdf
from review.records.sheet_docx import sheet_docx
from review.records.spreadsheet import Cell, write_xlsx

WIDTH = 26


def sheet_xlsx(sheet: Sheet) -> bytes:
    """Return the form as a spreadsheet: its pairs, then its tables, one under the other."""
    out = io.BytesIO()
    demo: list[tuple[Cell, ...]] = [(sheet.demo,)] if sheet.demo else []
    rows = [*demo, *sheet.pairs]
    for table in sheet.tables:
        rows += [(), (table.title,), table.heads, *table.rows]
    wide = max(2, *(len(row) for row in rows))
    write_xlsx(out, (sheet.agency, sheet.number), rows, title=sheet.title, widths=(WIDTH,) * wide)
    return out.getvalue()


DRAWN: Mapping[str, tuple[Callable[[Sheet], bytes], str]] = MappingProxyType(
    {
        "docx": (
            sheet_docx,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        "pdf": (sheet_pdf, "application/pdf"),
        "xlsx": (
            sheet_xlsx,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        "json": (sheet_json, "application/json"),
    }
)
"""How each kind of file is made, and its media type."""
