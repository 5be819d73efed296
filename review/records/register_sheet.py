"""The register of what is kept from the public as a spreadsheet, in the columns of its template."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import IO, Any

from review.records.spreadsheet import Cell, csv_lines, write_xlsx
from review.shipped import shipped

WORDING = "templates/records/register.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """One paper of the register."""

    id: str
    title: str
    number: str | None
    kind: str
    section: str
    mode: str
    ground: str
    article: str
    reasons: str
    ends: str
    since: date
    """When an official first decided that it is not public; before that, when it came in."""
    months: int
    """Whole months that it has been so."""
    reassess_on: date | None
    is_overdue: bool


def register_csv(lines: Iterable[RegisterLine]) -> Iterator[bytes]:
    """Yield the register as CSV, piece by piece."""
    heads = [head for head, _ in wording()["columns"]]
    return csv_lines(heads, (_cells(line) for line in lines))


def write_register(out: IO[bytes], lines: Iterable[RegisterLine]) -> None:
    """Write the register as XLSX; it is never held in memory as a whole."""
    columns = wording()["columns"]
    write_xlsx(
        out,
        [head for head, _ in columns],
        (_cells(line) for line in lines),
        title=wording()["title"],
        widths=[width for _, width in columns],
    )


@cache
def wording() -> dict[str, Any]:
    """Return the title and the columns as the office words them."""
    return tomllib.loads(shipped(WORDING).read_text(encoding="utf-8"))


def _cells(line: RegisterLine) -> tuple[Cell, ...]:
    return (
        line.title,
        line.number,
        line.kind,
        line.section,
        line.mode,
        line.ground,
        line.article,
        line.reasons,
        line.ends,
        line.since,
        line.months,
        line.reassess_on,
        wording()["overdue"] if line.is_overdue else "",
    )
