"""The bytes of an office examined: what must lie in the store, what must not, and what need not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, bindparam, select
from sqlmodel import col

from review.domain.vocabulary import Availability
from review.hashing import both, manifest
from review.services.complaints import Complaint, complaint, note
from review.services.purging import is_held
from review.services.work import Work
from review.storage.originals import OriginalAltered, OriginalMissing
from review.storage.rows import DocumentRow, FileRow, PurgeRow, VersionRow

BATCH = 500


def damaged(work: Work, *, document: str | None = None) -> Iterator[Complaint]:
    """Every version is made of the files that its acts were about, and these lie here unchanged."""
    for _, rows in groupby(_files(work, document), key=lambda row: row.version_id):
        files = list(rows)
        listed = [(row.name, row.sha256, row.sm3) for row in files]
        first = files[0]
        is_named = first.intercepted_at is None  # else the names went with the bytes
        if is_named and manifest(listed) != first.manifest:
            yield complaint("I3", f"version:{first.version_id}", "manifest_differs")
        is_public = (
            first.availability is Availability.PUBLIC
            and first.public_version_id == first.version_id
        )
        for row in files:
            fault = None if row.asked_at is not None else _fault_of_bytes(work, row)
            if fault is not None:
                yield complaint("I1" if is_public else "H1", f"document:{row.document_id}", fault)


def _files(work: Work, document: str | None) -> Iterator[Row[Any]]:
    query = _all_files() if document is None else _files_of_one()
    return iter(
        work.session.execute(query, {"document": document}, execution_options={"yield_per": BATCH})
    )


@cache
def _files_of_one() -> Select[*tuple[Any, ...]]:
    return _all_files().where(col(FileRow.document_id) == bindparam("document"))


@cache
def _all_files() -> Select[*tuple[Any, ...]]:
    return (
        select(
            col(FileRow.version_id),
            col(FileRow.document_id),
            col(FileRow.name),
            col(FileRow.sha256),
            col(FileRow.sm3),
            col(VersionRow.manifest),
            col(DocumentRow.availability),
            col(DocumentRow.public_version_id),
            col(DocumentRow.intercepted_at),
            col(PurgeRow.asked_at),
        )
        .join(VersionRow, col(VersionRow.id) == col(FileRow.version_id))
        .join(DocumentRow, col(DocumentRow.id) == col(FileRow.document_id))
        .outerjoin(
            PurgeRow,
            (col(PurgeRow.document_id) == col(FileRow.document_id))
            & (col(PurgeRow.sha256) == col(FileRow.sha256)),
        )
        .order_by(col(FileRow.version_id), col(FileRow.position))
    )


def _fault_of_bytes(work: Work, row: Row[Any]) -> str | None:
    try:
        content = work.means.originals.read(row.sha256)
    except OriginalMissing:
        return "original_missing"
    except OriginalAltered:
        return "original_altered"
    return None if both(content) == (row.sha256, row.sm3) else "original_altered"


def not_destroyed(work: Work) -> Iterator[Complaint]:
    """What was asked to be destroyed, and said to be, lies here no more, unless another has it."""
    done = select(col(PurgeRow.id), col(PurgeRow.sha256)).where(col(PurgeRow.done_at).is_not(None))
    for purge, sha256 in work.session.execute(done.execution_options(yield_per=BATCH)):
        if is_held(work.session, sha256):
            continue
        try:
            work.means.originals.read(sha256)
        except OriginalMissing:
            continue
        except OriginalAltered:
            pass
        yield complaint("I10", f"purge:{purge}", "original_not_destroyed")


def of_nobody(work: Work) -> Iterator[Complaint]:
    """Bytes are written before their rows: what a crash left behind belongs to no paper."""
    names = work.means.originals.names()
    for start in range(0, len(names), BATCH):
        piece = names[start : start + BATCH]
        known = select(col(FileRow.sha256)).where(col(FileRow.sha256).in_(piece))
        for name in sorted(set(piece) - set(work.session.scalars(known))):
            yield note("I11", f"original:{name}", "original_of_nobody")
