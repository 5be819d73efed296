"""What an agency tells the public of what it withholds: how much, why, for how long; no more."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import col

from review.domain.ends import years_after
from review.domain.suppression import Cell, PublicTable, publishable
from review.domain.vocabulary import Exemption, OnRequestReason
from review.services.kept_back import kept_from_public, since
from review.services.work import SHANGHAI, Work
from review.storage.rows import AgencyRow, DocumentRow

BATCH = 1000
AGES = (("under_one", 1), ("one_to_three", 3), ("three_to_five", 5))
OLDEST = "over_five"
GROUNDS: tuple[Exemption | OnRequestReason, ...] = (*Exemption, *OnRequestReason)


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldTable:
    """The table of one agency, as it stood on a day."""

    agency: str
    on: date
    table: PublicTable


def withheld_statistics(work: Work) -> tuple[WithheldTable, ...]:
    """Return the table of each agency; small cells are left out of it, and what would tell them."""
    agencies = select(AgencyRow).order_by(col(AgencyRow.code))
    return tuple(_table(work, agency) for agency in work.session.scalars(agencies))


def _table(work: Work, agency: AgencyRow) -> WithheldTable:
    rows = tuple(ground.value for ground in GROUNDS)
    columns = (*(name for name, _ in AGES), OLDEST)
    table = publishable(_counts(work, agency.id), rows=rows, columns=columns)
    return WithheldTable(agency=agency.name, on=work.today, table=table)


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


def age_of(first: date, *, today: date) -> str:
    """Return for how long something has been kept from the public, in the bands of the table."""
    for name, years in AGES:
        if today < years_after(first, years=years):
            return name
    return OLDEST
