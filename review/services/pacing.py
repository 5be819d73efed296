"""How long somebody can have had a paper before him: a fact of each act, for who audits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select
from sqlmodel import col

from review.commands import Caller
from review.domain.errors import NotYours
from review.domain.pacing import haste
from review.domain.vocabulary import Act, Role
from review.services.accounts import actor_of
from review.services.cases import number_of
from review.services.work import Work
from review.storage.rows import ActRow, CaseRow, FileRow, OpeningRow, PersonRow, StepRow

READERS = (Role.AUDITOR, Role.HEAD_OF_AGENCY)
"""Who is shown what was done in haste: numbers and names, no paper."""
MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class HastyAct:
    """An act that was done faster than the paper can be read."""

    number: str
    """Of its case."""
    act: Act
    by: str
    role: str
    files: int
    seconds: int
    at: datetime


def haste_of(work: Work, case: CaseRow, act: Act, *, person: str) -> int | None:
    """Return the seconds an act takes now, where that is less than reading takes.

    Counted from what its actor did last in another case, and from when he opened the first file
    of this one: before both he had this paper not alone before him.
    """
    moments = [_last_elsewhere(work, case, person), _opened(work, case, person)]
    known = [moment for moment in moments if moment is not None]
    took: timedelta | None = work.now - max(known) if known else None
    return haste(act, took, files=_files(work, case.version_id))


def hasty_acts(work: Work, *, caller: Caller) -> tuple[HastyAct, ...]:
    """List what was done in haste, the last first.

    Raises:
        NotYours: it is the auditor's and the head's to see.
    """
    if actor_of(work, caller).roles.isdisjoint(READERS):
        raise NotYours
    query = (
        select(ActRow, CaseRow, col(PersonRow.name))
        .join(CaseRow, col(CaseRow.id) == col(ActRow.case_id))
        .join(PersonRow, col(PersonRow.id) == col(ActRow.person_id))
        .where(col(ActRow.agency_id) == caller.agency_id, col(ActRow.haste).is_not(None))
        .order_by(col(ActRow.at).desc(), col(ActRow.id))
    )
    return tuple(
        HastyAct(
            number=number_of(case),
            act=act.act,
            by=name,
            role=act.role.label,
            files=_files(work, act.version_id),
            seconds=act.haste or 0,
            at=act.at,
        )
        for act, case, name in work.session.execute(query.limit(MOST))
    )


_LAST_STEP = (
    select(col(StepRow.at), col(StepRow.case_id))
    .where(col(StepRow.person_id) == bindparam("person"))
    .order_by(col(StepRow.at).desc())
    .limit(1)
)


def _last_elsewhere(work: Work, case: CaseRow, person: str) -> datetime | None:
    """Return when he took his last step, unless that was in this case."""
    last = work.session.execute(_LAST_STEP, {"person": person}).first()
    return None if last is None or last.case_id == case.id else last.at


_FIRST_OPENED = (
    select(func.min(col(OpeningRow.at)))
    .join(FileRow, col(FileRow.id) == col(OpeningRow.file_id))
    .where(
        col(OpeningRow.case_id) == bindparam("case"),
        col(OpeningRow.person_id) == bindparam("person"),
        col(FileRow.version_id) == bindparam("version"),
    )
)


def _opened(work: Work, case: CaseRow, person: str) -> datetime | None:
    asked = {"case": case.id, "person": person, "version": case.version_id}
    return work.session.scalar(_FIRST_OPENED, asked)


_FILES = select(func.count()).where(col(FileRow.version_id) == bindparam("version"))


def _files(work: Work, version: str) -> int:
    return work.session.scalar(_FILES, {"version": version}) or 0
