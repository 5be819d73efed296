"""Screening stored bytes again under today's rules: for a round, or before a check may pass."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from review.commands import Caller
from review.domain.case_refusals import NotScreenedToday
from review.domain.findings import FileReport
from review.services.cases import lock
from review.services.entries import enter
from review.services.papers import files_of, keep_screening
from review.services.todays_findings import keep_todays_findings
from review.services.work import Means, Work
from review.storage.database import Database
from review.storage.originals import OriginalAltered, OriginalMissing
from review.storage.rows import FileRow, ScreeningRow, VersionRow


class ScreeningDueError(Exception):
    """A version must first be screened under today's rules; nobody is told, it is done."""

    def __init__(self, version: str) -> None:
        """Keep which version."""
        super().__init__(version)
        self.version = version


def screened(means: Means, files: list[FileRow]) -> dict[str, FileReport]:
    """Screen the stored bytes under today's rules; bytes that are not right are not screened."""
    reports: dict[str, FileReport] = {}
    for file in files:
        report = _screen(means, file)
        if report is not None:
            reports[file.sha256] = report
    return reports


def is_screened_today(work: Work, version: VersionRow) -> bool:
    """Say whether today's rules, by their very content, have seen every file of a version."""
    today = work.means.ruleset.identity
    if version.ruleset == today:
        return True
    return all(
        work.session.get(ScreeningRow, (file.sha256, file.name, today, file.agency_id)) is not None
        for file in files_of(work, version.id)
    )


def screen_anew(
    database: Database, means: Means, version_id: str, *, now: datetime, caller: Caller
) -> None:
    """Screen a version under today's rules and keep what is found, with an entry (H6)."""
    with database.read() as session:
        files = files_of(Work(session=session, now=now, means=means), version_id)
        session.expunge_all()
    reports = screened(means, files)
    for file in files:
        _refuse_unseen(file, reports.get(file.sha256))
    with database.write() as session:
        _keep(Work(session=session, now=now, means=means), version_id, reports, caller=caller)


def _screen(means: Means, file: FileRow) -> FileReport | None:
    try:
        return means.screen(means.originals.read(file.sha256), file.name)
    except (OriginalMissing, OriginalAltered):
        return None


def _refuse_unseen(file: FileRow, report: FileReport | None) -> None:
    """What today's rules could not see is not checked (H5)."""
    if report is None or not report.was_begun:
        raise NotScreenedToday(file=file.name)
    if report.unreadable is not None and file.unreadable is None:
        raise NotScreenedToday(file=file.name)


def _keep(
    work: Work, version_id: str, reports: Mapping[str, FileReport], *, caller: Caller
) -> None:
    lock(work, caller.agency_id)
    version = work.session.get_one(VersionRow, version_id)
    if is_screened_today(work, version):
        return
    today = work.means.ruleset.identity
    enter(
        work,
        "version:screened",
        agency_id=version.agency_id,
        subject=(f"screening:{version.id}:{today}", 1),
        body={"version": version.id, "document": version.document_id, "ruleset": today},
        caller=caller,
    )
    for report in reports.values():
        keep_screening(work, report, agency_id=version.agency_id)
    keep_todays_findings(work, version_id, reports=reports)
