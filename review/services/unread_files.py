"""Which files of a version nobody has read yet: neither the machine nor enough people."""

from __future__ import annotations

from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from review.services.work import Work
from review.storage.rows import FileRow, ReadingRow

READERS = 2


def files_are_checked(work: Work, version_id: str) -> bool:
    """Every file was read by the machine or by two people who, at last, found nothing."""
    return work.session.execute(_unread(), {"version": version_id}).first() is None


def file_is_checked(work: Work, file_id: str) -> bool:
    """The same of one file."""
    return work.session.execute(_unread_one(), {"file": file_id}).first() is None


@cache
def _unread_one() -> Select[str]:
    return select(col(FileRow.id)).where(col(FileRow.id) == bindparam("file"), is_unread())


@cache
def _unread() -> Select[str]:
    of_version = col(FileRow.version_id) == bindparam("version")
    return select(col(FileRow.id)).where(of_version, is_unread()).limit(1)


@cache
def is_unread() -> ColumnElement[bool]:
    """The condition under which a file holds a case: no machine read it, nor enough people."""
    later = aliased(ReadingRow)
    again = exists().where(
        col(later.file_id) == col(ReadingRow.file_id),
        col(later.person_id) == col(ReadingRow.person_id),
        col(later.number) > col(ReadingRow.number),
    )
    readings = (
        select(func.count())
        .where(col(ReadingRow.file_id) == col(FileRow.id), col(ReadingRow.is_clear), ~again)
        .scalar_subquery()
    )
    return col(FileRow.unreadable).is_not(None) & (readings < READERS)
