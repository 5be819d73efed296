"""What a notice by mail tells of being asked beside a procedure: numbers of cases, nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlmodel import col

from review.commands import Caller
from review.domain.vocabulary import SideVerb
from review.services.asks import is_asked_of
from review.services.cases import numbered
from review.services.visibility import visible
from review.services.work import Work
from review.storage.rows import AddresseeRow, CaseRow, DocumentRow

MOST_NUMBERS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedCases:
    """How many cases somebody was asked about and has yet to answer; the last asked by number."""

    count: int
    numbers: tuple[str, ...]


def asked_cases(work: Work, *, caller: Caller) -> AskedCases:
    """Return what somebody was asked about (加签, 会签, 委派) and has yet to answer."""
    cases = _cases(work, caller, is_asked_of(caller.person_id))
    count = work.session.scalars(select(func.count()).select_from(cases.subquery())).one()
    newest = cases.order_by(col(CaseRow.year).desc(), col(CaseRow.serial).desc())
    rows = work.session.execute(newest.limit(MOST_NUMBERS)).all()
    return AskedCases(count=count, numbers=tuple(numbered(row.year, row.serial) for row in rows))


def was_asked_since(work: Work, last: datetime, *, caller: Caller) -> bool:
    """Say whether somebody was asked about anything since an instant, and has yet to answer."""
    newly = is_asked_of(caller.person_id) & (col(AddresseeRow.at) > last)
    return work.session.execute(_cases(work, caller, newly).limit(1)).first() is not None


def handed_to_since(person: str, last: datetime) -> ColumnElement[bool]:
    """Return the condition under which a case was handed to somebody since an instant (转办)."""
    return exists().where(
        col(AddresseeRow.case_id) == col(CaseRow.id),
        col(AddresseeRow.person_id) == person,
        col(AddresseeRow.verb) == SideVerb.REASSIGN,
        col(AddresseeRow.at) > last,
    )


def _cases(work: Work, caller: Caller, asked: ColumnElement[bool]) -> Select[int, int]:
    its = col(AddresseeRow.case_id) == col(CaseRow.id)
    return (
        select(col(CaseRow.year), col(CaseRow.serial))
        .join(DocumentRow, col(DocumentRow.id) == col(CaseRow.document_id))
        .where(visible(work, caller), col(CaseRow.closed_at).is_(None), exists().where(asked, its))
    )
