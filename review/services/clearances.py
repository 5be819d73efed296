"""Refused bytes that 保密 cleared offline: two people, one hand-in."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import bindparam, select
from sqlmodel import col

from review.commands import Caller, Clear, CosignClearance
from review.domain.clearance_refusals import ConfirmerMissing
from review.domain.errors import AlreadyDone, GroundsMissing, NoSuchFile, SameHands
from review.domain.findings import FileReport
from review.domain.vocabulary import Key, Role
from review.services.cases import acting_locked
from review.services.entries import enter
from review.services.purging import is_held
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.rows import ClearanceRow, DocumentRow, PurgeRow, RefusalRow

ENTERING = (Role.CONFIDENTIALITY_OFFICER,)
SIGNING = (Role.OFFICE_REVIEWER, Role.CONFIDENTIALITY_OFFICER, Role.APPROVING_OFFICIAL)
INTERCEPTED = "marking.intercepted"
"""The rule by which bytes are refused that were intercepted once."""


def clear(work: Work, command: Clear, *, caller: Caller) -> None:
    """Enter who confirmed offline, by what number and when, that refused bytes are clear."""
    person = acting_locked(work, caller, roles=ENTERING).person
    sha256 = command.sha256.lower()
    refusals = _refusals(work, sha256, caller.agency_id)
    if not refusals:
        raise NoSuchFile(file=sha256[:12])
    if person in {refusal.handed_in_by for refusal in refusals}:
        raise SameHands(first=Role.DRAFTER.label)
    if not command.confirmed_by.strip():
        raise ConfirmerMissing
    if not command.number.strip():
        raise GroundsMissing(key=Key.NUMBER)
    if _clearance(work, sha256, caller.agency_id) is not None:
        raise AlreadyDone
    row = ClearanceRow(
        id=new_id(),
        agency_id=caller.agency_id,
        sha256=sha256,
        confirmed_by=command.confirmed_by.strip(),
        confirmation_number=command.number.strip(),
        confirmed_on=command.confirmed_on,
        entered_by=person,
        entered_at=work.now,
    )
    _enter(work, row, caller, event="entered", rev=1)
    work.session.add(row)
    work.session.flush()


def cosign_clearance(work: Work, command: CosignClearance, *, caller: Caller) -> None:
    """Sign a clearance as the second person: neither who entered it nor who handed the paper in."""
    person = acting_locked(work, caller, roles=SIGNING).person
    row = _clearance(work, command.sha256.lower(), caller.agency_id)
    if row is None:
        raise NoSuchFile(file=command.sha256[:12])
    if row.cosigned_by is not None:
        raise AlreadyDone
    if row.entered_by == person:
        raise SameHands(first=Role.CONFIDENTIALITY_OFFICER.label)
    if person in {one.handed_in_by for one in _refusals(work, row.sha256, caller.agency_id)}:
        raise SameHands(first=Role.DRAFTER.label)
    _enter(work, row, caller, event="cosigned", rev=row.rev + 1)
    row.cosigned_by, row.cosigned_at = person, work.now
    row.rev += 1
    work.session.flush()


def refused_reports(
    work: Work, *, agency_id: str, document_id: str | None
) -> tuple[FileReport, ...]:
    """Return the files that must not be stored: probably classified, and not cleared by two.

    What one paper used a clearance for, its later versions may hold too. A mark in the title is
    one on every file: handed in under a plainer title, they are refused as well.
    """
    marked = work.words.refused if work.words else None
    judged = (
        replace(
            report, refused=report.refused or marked or _refused_before(work, report, agency_id)
        )
        for report in work.reports
    )
    return tuple(
        report
        for report in judged
        if report.refused is not None and not _is_cleared(work, report, agency_id, document_id)
    )


def use_clearances(work: Work, document: DocumentRow, *, caller: Caller | None) -> None:
    """A clearance is good for one paper."""
    for report in work.reports:
        row = _clearance(work, report.sha256, document.agency_id)
        if row is None or row.used_by_document == document.id:
            continue
        enter(
            work,
            "clearance:used",
            agency_id=row.agency_id,
            subject=(f"clearance:{row.id}", row.rev + 1),
            body={"document": document.id},
            caller=caller,
        )
        row.used_by_document = document.id
        row.rev += 1
        work.session.flush()


_PURGED = (
    select(col(PurgeRow.id))
    .where(
        col(PurgeRow.agency_id) == bindparam("agency"),
        col(PurgeRow.sha256) == bindparam("sha256"),
    )
    .limit(1)
)
_RULE = (
    select(col(RefusalRow.rule))
    .where(
        col(RefusalRow.agency_id) == bindparam("agency"),
        col(RefusalRow.sha256) == bindparam("sha256"),
    )
    .limit(1)
)


def _refused_before(work: Work, report: FileReport, agency_id: str) -> str | None:
    """Bytes that were refused or intercepted once stay out, whatever today's rules say of them."""
    session, sha256 = work.session, report.sha256
    these = {"agency": agency_id, "sha256": sha256}
    was_purged = session.scalars(_PURGED, these).first() is not None
    if was_purged and not is_held(session, sha256, agency_id=agency_id):
        return INTERCEPTED
    return session.scalars(_RULE, these).one_or_none()


def _is_cleared(work: Work, report: FileReport, agency_id: str, document_id: str | None) -> bool:
    row = _clearance(work, report.sha256, agency_id)
    return (
        row is not None
        and row.cosigned_by is not None
        and row.used_by_document in {None, document_id}
    )


def _refusals(work: Work, sha256: str, agency_id: str) -> list[RefusalRow]:
    query = select(RefusalRow).where(
        col(RefusalRow.agency_id) == agency_id, col(RefusalRow.sha256) == sha256
    )
    return list(work.session.execute(query).scalars())


def _clearance(work: Work, sha256: str, agency_id: str) -> ClearanceRow | None:
    query = select(ClearanceRow).where(
        col(ClearanceRow.agency_id) == agency_id, col(ClearanceRow.sha256) == sha256
    )
    return work.session.scalars(query).one_or_none()


def _enter(work: Work, row: ClearanceRow, caller: Caller, *, event: str, rev: int) -> None:
    enter(
        work,
        f"clearance:{event}",
        agency_id=row.agency_id,
        subject=(f"clearance:{row.id}", rev),
        body={"sha256": row.sha256},
        caller=caller,
    )
