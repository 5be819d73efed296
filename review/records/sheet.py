"""A form of pairs and tables: one shape for what an assessment and a campaign come to on paper."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from review.domain.office_time import SHANGHAI
from review.records.glyphs import printable
from review.records.record import canonical
from review.records.typesetting import typeset
from review.shipped import shipped

PDF_TEMPLATE = "templates/records/sheet.typ"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTable:
    """One table of a form; `widest` is the column that takes what room is left."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A form as it is drawn, whatever it is about."""

    title: str
    agency: str
    number: str
    pairs: tuple[tuple[str, str], ...]
    tables: tuple[SheetTable, ...]
    note: str
    demo: str
    drawn: str
    drawn_at: datetime


def sheet_json(sheet: Sheet) -> bytes:
    """Return the form as canonical JSON: equal facts, equal bytes."""
    return canonical(_record(sheet))


def sheet_pdf(sheet: Sheet) -> bytes:
    """Return the form as PDF/A-3b with its record attached; nothing in it is taken for markup."""
    shown = json.dumps(printable(_record(sheet)), ensure_ascii=False)
    inputs = {"shown": shown, "record": sheet_json(sheet).decode()}
    return typeset(shipped(PDF_TEMPLATE), inputs=inputs, at=sheet.drawn_at)


def _record(sheet: Sheet) -> dict[str, Any]:
    """Return the form as plain values; lone surrogates have no UTF-8 form and are replaced."""
    at = sheet.drawn_at.astimezone(SHANGHAI).isoformat(timespec="seconds")
    whole: dict[str, Any] = _plain({**asdict(sheet), "drawn_at": at})
    return whole


def _plain(value: Any) -> Any:  # noqa: ANN401  # plain values in, plain values out
    match value:
        case str():
            return value.encode(errors="replace").decode()
        case dict():
            return {key: _plain(one) for key, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case _:
            return value
