"""Which files of a case were opened by whom: what nobody opened, nobody checked."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import bindparam, exists, func, select
from sqlmodel import col

from review.messages import AND_MORE, LISTED, NOT_KEPT
from review.services.work import Work
from review.storage.rows import CaseRow, FileRow, OpeningRow
from review.storage.told_once import told_once

NAMED = 5
"""So many files are named; of the others it is said how many they are."""


_OPENED_BY = select(col(OpeningRow.file_id)).where(
    col(OpeningRow.case_id) == bindparam("case"), col(OpeningRow.person_id) == bindparam("person")
)
_OPENERS = (
    select(col(OpeningRow.file_id), col(OpeningRow.person_id))
    .where(col(OpeningRow.case_id) == bindparam("case"))
    .order_by(col(OpeningRow.at))
)
_UNOPENED = (
    select(col(FileRow.name))
    .where(
        col(FileRow.version_id) == bindparam("version"),
        ~exists().where(
            col(OpeningRow.case_id) == bindparam("case"),
            col(OpeningRow.person_id) == bindparam("person"),
            col(OpeningRow.file_id) == col(FileRow.id),
        ),
    )
    .order_by(col(FileRow.position))
)


def opened_by(work: Work, case: CaseRow, person: str) -> frozenset[str]:
    """Return the files of a case's version that a person opened in it."""
    return frozenset(work.session.scalars(_OPENED_BY, {"case": case.id, "person": person}))


def openers_of(work: Work, case: CaseRow) -> Mapping[str, list[str]]:
    """Return for each file who opened it in a case, in order."""
    opened: dict[str, list[str]] = {}
    for file, person in work.session.execute(_OPENERS, {"case": case.id}):
        opened.setdefault(file, []).append(person)
    return opened


def files_are_opened(work: Work, case: CaseRow, person: str) -> bool:
    """This person opened every file of the version; without one: somebody opened them all."""
    if not person:
        return _somebody_opened_all(work, case)
    return next(iter(_unopened(work, case, person)), None) is None


def files_not_opened(work: Work, case: CaseRow, person: str) -> str:
    """Name what a person has not opened yet."""
    names = [name or NOT_KEPT for name in _unopened(work, case, person)]
    told = LISTED.join(names[:NAMED])
    return told if len(names) <= NAMED else AND_MORE.format(names=told, count=len(names))


def _unopened(work: Work, case: CaseRow, person: str) -> list[str]:
    return _not_opened(work, case.id, version=case.version_id, person=person)


@told_once
def _not_opened(work: Work, case_id: str, *, version: str, person: str) -> list[str]:
    said = {"case": case_id, "version": version, "person": person}
    return list(work.session.scalars(_UNOPENED, said))


def _somebody_opened_all(work: Work, case: CaseRow) -> bool:
    files = select(func.count()).where(col(FileRow.version_id) == case.version_id)
    query = (
        select(col(OpeningRow.person_id))
        .join(FileRow, col(FileRow.id) == col(OpeningRow.file_id))
        .where(col(OpeningRow.case_id) == case.id, col(FileRow.version_id) == case.version_id)
        .group_by(col(OpeningRow.person_id))
        .having(func.count() == files.scalar_subquery())
    )
    return work.session.execute(query.limit(1)).first() is not None
