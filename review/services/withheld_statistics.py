"""What an agency tells the public of what it withholds: how much, why, for how long; no more.

It is drawn once a quarter, and stands unchanged until the next: who looks every day learns nothing
of the day on which a paper came or went. What was drawn is an entry of the ledger, and no more.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import col

from review.domain.ends import years_after
from review.domain.public_counts import Cell, PublicTable, publishable
from review.domain.vocabulary import Exemption, OnRequestReason
from review.services.entries import enter
from review.services.kept_back import kept_from_public, since
from review.services.work import SHANGHAI, Work
from review.storage.rows import AgencyRow, DocumentRow, LedgerEntryRow

BATCH = 1000
AGES = (("under_one", 1), ("one_to_three", 3), ("three_to_five", 5))
OLDEST = "over_five"
GROUNDS: tuple[Exemption | OnRequestReason, ...] = (*Exemption, *OnRequestReason)
ROWS = tuple(ground.value for ground in GROUNDS)
COLUMNS = (*(name for name, _ in AGES), OLDEST)
DRAWN = "statistics:drawn"
LOOKED_BACK = 8
"""Quarters; what was drawn longer ago is told no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldTable:
    """The table of one agency, as it was drawn on a day; None where none was drawn yet."""

    agency: str
    on: date | None
    table: PublicTable | None


def withheld_statistics(work: Work) -> tuple[WithheldTable, ...]:
    """Return what was last drawn of each agency."""
    agencies = select(AgencyRow).order_by(col(AgencyRow.code))
    return tuple(_last_drawn(work, agency) for agency in work.session.scalars(agencies))


def draw_statistics(work: Work) -> int:
    """Draw the table of this quarter for each agency that has none yet; return of how many.

    Chains are entered in the order of their agencies' identities, as by all who enter several.
    """
    missing = [
        agency_id
        for agency_id in work.session.scalars(select(col(AgencyRow.id)).order_by(AgencyRow.id))
        if _entry(work, [_subject(agency_id, quarter_of(work.today))]) is None
    ]
    for agency_id in missing:
        table = publishable(_counts(work, agency_id), rows=ROWS, columns=COLUMNS)
        counts = [f"{row} {column} {table.cells[row, column]}" for row, column in table.cells]
        enter(
            work,
            DRAWN,
            agency_id=agency_id,
            subject=(_subject(agency_id, quarter_of(work.today)), 1),
            body={"on": work.today.isoformat(), "counts": counts},
            caller=None,
        )
    return len(missing)


def quarter_of(day: date) -> tuple[int, int]:
    """Return the year and the quarter of a day."""
    return day.year, (day.month + 2) // 3


def age_of(first: date, *, today: date) -> str:
    """Return for how long something has been kept from the public, in the bands of the table."""
    for name, years in AGES:
        if today < years_after(first, years=years):
            return name
    return OLDEST


def _last_drawn(work: Work, agency: AgencyRow) -> WithheldTable:
    subjects = [_subject(agency.id, quarter) for quarter in _quarters_until(work.today)]
    entry = _entry(work, subjects)
    if entry is None:
        return WithheldTable(agency=agency.name, on=None, table=None)
    said = json.loads(entry.body)["body"]
    table = PublicTable(rows=ROWS, columns=COLUMNS, cells=_cells(said["counts"]))
    return WithheldTable(agency=agency.name, on=date.fromisoformat(said["on"]), table=table)


def _cells(counts: list[str]) -> dict[Cell, int]:
    """A ground that was unknown when the table was drawn had nothing in it."""
    cells = {(row, column): 0 for row in ROWS for column in COLUMNS}
    for one in counts:
        row, column, count = one.split()
        if (row, column) in cells:
            cells[row, column] = int(count)
    return cells


def _quarters_until(day: date) -> Iterator[tuple[int, int]]:
    year, quarter = quarter_of(day)
    for back in range(LOOKED_BACK):
        whole = 4 * year + quarter - 1 - back
        yield whole // 4, whole % 4 + 1


def _subject(agency_id: str, quarter: tuple[int, int]) -> str:
    year, number = quarter
    return f"withheld_statistics:{agency_id}:{year}-{number}"


def _entry(work: Work, subjects: list[str]) -> LedgerEntryRow | None:
    query = select(LedgerEntryRow).where(col(LedgerEntryRow.subject).in_(subjects))
    newest = query.order_by(col(LedgerEntryRow.seq).desc()).limit(1)
    return work.session.scalars(newest).one_or_none()


def _counts(work: Work, agency_id: str) -> Counter[Cell]:
    query = select(
        col(DocumentRow.exemption), col(DocumentRow.on_request_reason), since().label("since")
    ).where(kept_from_public(), col(DocumentRow.agency_id) == agency_id)
    counts: Counter[Cell] = Counter()
    for row in work.session.execute(query.execution_options(yield_per=BATCH)):
        ground = row.exemption or row.on_request_reason
        if ground is not None:
            age = age_of(row.since.astimezone(SHANGHAI).date(), today=work.today)
            counts[ground.value, age] += 1
    return counts
