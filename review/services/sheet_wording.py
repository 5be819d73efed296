"""The words of the forms of looking again, and how a form is put together from them."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from review.records.sheet import Sheet, SheetTable
from review.services.installation import is_demo
from review.services.work import SHANGHAI, Work
from review.shipped import shipped
from review.storage.rows import AgencyRow

WORDING = "templates/records/assessment.toml"


@cache
def wording() -> dict[str, Any]:
    """Return titles, labels and notes as the office words them."""
    return tomllib.loads(shipped(WORDING).read_text(encoding="utf-8"))


def put_together(  # noqa: PLR0913  # what every form has
    work: Work,
    words: dict[str, Any],
    number: str,
    said: dict[str, str],
    tables: tuple[SheetTable, ...],
    *,
    agency_id: str,
) -> Sheet:
    """Return a form: its pairs in the order of the wording, and the tables that have rows."""
    every = wording()
    at = work.now.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    return Sheet(
        title=words["title"],
        agency=work.session.get_one(AgencyRow, agency_id).name,
        number=words["number"] + number,
        pairs=tuple((label, said[key] or every["blank"]) for key, label in words["rows"]),
        tables=tuple(table for table in tables if table.rows),
        note=words["note"],
        demo=every["demo"] if is_demo(work) else "",
        drawn=every["drawn_at"] + at,
        drawn_at=work.now,
    )


def table_of(words: list[Any], rows: tuple[tuple[str, ...], ...], *, widest: int) -> SheetTable:
    """Return a table under its title and heads."""
    title, heads = words
    return SheetTable(title=title, heads=tuple(heads), rows=rows, widest=widest)
