"""Alarms: bytes that are public and are no longer those that were approved (H1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from loguru import logger
from sqlalchemy import bindparam, select
from sqlmodel import col

from review.commands import Caller
from review.domain.vocabulary import Availability
from review.services.cases import lock
from review.services.entries import enter
from review.services.visibility import visible
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.originals import OriginalAltered, OriginalMissing
from review.storage.rows import AlarmRow, DocumentRow, FileRow


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmView:
    """A public file whose bytes are not the approved ones now, and since when that is known."""

    document: str
    title: str
    file: str
    found_at: datetime


_ANY = select(col(AlarmRow.id)).where(col(AlarmRow.agency_id) == bindparam("agency")).limit(1)


def raise_alarm(work: Work, document_id: str, position: int) -> None:
    """Note once that a public file is not what was approved; readers may ask for it many times."""
    file = _public_file(work, document_id, position)
    if file is None:
        return
    logger.error("a public file is not what was approved", document=document_id, file=file.id)
    lock(work, file.agency_id)  # of two readers at once the second finds it noted
    known = select(col(AlarmRow.id)).where(col(AlarmRow.file_id) == file.id)
    if work.session.scalars(known).first() is not None:
        return
    row = AlarmRow(
        id=new_id(),
        agency_id=file.agency_id,
        document_id=document_id,
        file_id=file.id,
        found_at=work.now,
    )
    enter(
        work,
        "file:not_as_approved",
        agency_id=row.agency_id,
        subject=(f"alarm:{row.id}", 1),
        body={"document": document_id, "file": file.id, "sha256": file.sha256},
        caller=None,
    )
    work.session.add(row)
    work.session.flush()


def is_raised(work: Work, document_id: str, position: int) -> bool:
    """Say whether it is known already; reads only."""
    file = _public_file(work, document_id, position)
    known = select(col(AlarmRow.id)).where(col(AlarmRow.file_id) == (file.id if file else ""))
    return work.session.scalars(known).first() is not None


def standing_alarms(work: Work, *, caller: Caller) -> tuple[AlarmView, ...]:
    """Return the alarms that still hold, of papers that this person may see.

    One goes away by itself: when the bytes are right again, or nobody may read them any more.
    """
    if work.session.scalars(_ANY, {"agency": caller.agency_id}).first() is None:
        return ()
    query = (
        select(AlarmRow, DocumentRow, FileRow)
        .join(DocumentRow, col(DocumentRow.id) == col(AlarmRow.document_id))
        .join(FileRow, col(FileRow.id) == col(AlarmRow.file_id))
        .where(
            visible(work, caller),
            col(DocumentRow.availability) == Availability.PUBLIC,
            col(DocumentRow.public_version_id) == col(FileRow.version_id),
        )
        .order_by(col(AlarmRow.found_at))
    )
    return tuple(
        AlarmView(
            document=document.id, title=document.title, file=file.name, found_at=alarm.found_at
        )
        for alarm, document, file in work.session.execute(query)
        if not _is_right(work, file)
    )


def _is_right(work: Work, file: FileRow) -> bool:
    try:
        work.means.originals.read(file.sha256)
    except (OriginalMissing, OriginalAltered):
        return False
    return True


def _public_file(work: Work, document_id: str, position: int) -> FileRow | None:
    shown = (
        select(FileRow)
        .join(DocumentRow, col(DocumentRow.public_version_id) == col(FileRow.version_id))
        .where(col(DocumentRow.id) == document_id, col(FileRow.position) == position)
    )
    return work.session.scalars(shown).one_or_none()
