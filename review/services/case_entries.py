"""Changing a case beside its steps: told to the ledger, written, and counted up last (H6, H7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import CursorResult, Update, bindparam, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import SQLModel

from review.commands import Caller
from review.domain.errors import StaleCase
from review.services.entries import enter
from review.services.work import Work
from review.storage.ledger import Scalar
from review.storage.rows import CaseRow, DocumentRow
from review.storage.tables import table_of

DEADLINE_RECOUNTED = "case:deadline_recounted"
SCREENED_ANEW = "case:screened_anew"


def _swap_in(kind: type[SQLModel]) -> Update:
    stored = table_of(kind)  # the plain table: nothing in the session is to be matched
    mine = stored.c.id == bindparam("swapped"), stored.c.rev == bindparam("read")
    return update(stored).where(*mine)


_SWAPS: Mapping[type[SQLModel], Update] = {kind: _swap_in(kind) for kind in (CaseRow, DocumentRow)}


def revise(  # noqa: PLR0913  # each is a part of the entry or of what follows it
    work: Work,
    case: CaseRow,
    event: str,
    *,
    caller: Caller | None,
    body: Mapping[str, Scalar | list[str]],
    values: Mapping[str, object],
    rows: tuple[SQLModel, ...] = (),
) -> None:
    """Change a case without a step, after the entry that tells of it and the rows that join."""
    enter(
        work,
        event,
        agency_id=case.agency_id,
        subject=(f"review_case:{case.id}", case.rev + 1),
        body={"case": case.id, **body},
        caller=caller,
    )
    work.session.add_all(rows)
    work.session.flush()
    swap(work, CaseRow, case, {**values, "rev": case.rev + 1})


def swap(
    work: Work,
    table: type[CaseRow | DocumentRow],
    row: CaseRow | DocumentRow,
    values: dict[str, object],
) -> None:
    """Write a row if nobody else did meanwhile (compare and swap)."""
    mine = {"swapped": row.id, "read": row.rev}
    done = work.session.execute(_SWAPS[table], {**values, **mine})
    if cast("CursorResult[Any]", done).rowcount != 1:
        raise StaleCase(expected=row.rev, found=row.rev + 1)
    for name, value in values.items():  # what was written need not be read again
        set_committed_value(row, name, value)
