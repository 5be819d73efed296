"""Screening stored bytes again under today's rules: for a round, or before a check may pass."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from review.commands import Caller
from review.domain.case_refusals import NotScreenedToday
from review.domain.errors import ScreeningDown
from review.domain.findings import FileReport
from review.screening.ruleset import Ruleset
from review.screening.words import Words
from review.services.agency_rules import active_rules, ruleset_of
from review.services.cases import lock
from review.services.entries import enter
from review.services.papers import files_of
from review.services.screenings import keep_screening
from review.services.todays_findings import OF_WORDS, keep_todays_findings
from review.services.told_grounds import assessment_of
from review.services.work import Means, Work
from review.storage.database import Database
from review.storage.originals import OriginalAltered, OriginalMissing
from review.storage.rows import CaseRow, DocumentRow, FileRow, LedgerEntryRow, VersionRow

NOTHING_KNOWN: Mapping[str, FileReport] = MappingProxyType({})


class ScreeningDueError(Exception):
    """A paper must first be screened under today's rules; nobody is told, it is done."""

    def __init__(self, case: str) -> None:
        """Keep in which case."""
        super().__init__(case)
        self.case = case


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A version as it lies here: its files, and the words that go public beside them."""

    files: tuple[FileRow, ...]
    words: Words


def stored(session: Session, version_id: str) -> Stored:
    """Return what is to be screened of a version; the rows are the caller's to keep."""
    version = session.get_one(VersionRow, version_id)
    document = session.get_one(DocumentRow, version.document_id)
    found = kept_of(session, document, version_id)
    session.expunge_all()
    return found


def kept_of(session: Session, document: DocumentRow, version_id: str) -> Stored:
    """Return the same of a paper that is at hand."""
    return Stored(files=tuple(files_of(session, version_id)), words=words_of(document))


def words_of(document: DocumentRow) -> Words:
    """Return what the public reads of a paper before opening it."""
    return Words(title=document.title, number=document.number or "")


def screened(
    means: Means,
    kept: Stored,
    *,
    ruleset: Ruleset,
    known: Mapping[str, FileReport] = NOTHING_KNOWN,
) -> dict[str, FileReport]:
    """Screen what is stored under these rules; bytes that are not right are not screened.

    What is `known` of files by these very rules is not made again.
    """
    reports = {OF_WORDS: means.screen_words(kept.words, ruleset)}
    for file in kept.files:
        report = known.get(file.sha256) or _screen(means, file, ruleset=ruleset)
        if report is not None:
            reports[file.sha256] = report
    return reports


def is_screened_today(work: Work, case: CaseRow, version: VersionRow) -> bool:
    """Say whether today's rules, by their very content, saw a version that a case is about."""
    return saw(work, case, version, ruleset=ruleset_of(work, version.agency_id).identity)


def saw(work: Work, case: CaseRow, version: VersionRow, *, ruleset: str) -> bool:
    """Say whether what these rules find is kept with a version.

    It was handed in under them, screened anew for a check, or found clear by the assessment that
    the case is about. That another paper with the same file was screened says nothing: what was
    found lies with that one.
    """
    return (
        version.ruleset == ruleset
        or _is_entered(work, _subject(version.id, ruleset))
        or _was_assessed(work, case, version, ruleset)
    )


_BODY = select(col(LedgerEntryRow.body)).where(
    col(LedgerEntryRow.subject) == bindparam("subject"), col(LedgerEntryRow.subject_rev) == 1
)


def _is_entered(work: Work, subject: str) -> bool:
    return work.session.scalars(_BODY, {"subject": subject}).first() is not None


def _was_assessed(work: Work, case: CaseRow, version: VersionRow, ruleset: str) -> bool:
    """A version that came into the case later is not the one that was assessed."""
    told = assessment_of(case)
    if told.get("ruleset") != ruleset or told.get("screening_clear") is not True:
        return False
    opened = work.session.scalars(_BODY, {"subject": f"review_case:{case.id}"}).first()
    return opened is not None and json.loads(opened)["body"].get("version") == version.id


def _subject(version_id: str, ruleset: str) -> str:
    return f"screening:{version_id}:{ruleset}"


def screen_anew(
    database: Database, means: Means, case_id: str, *, now: datetime, caller: Caller
) -> None:
    """Screen what a case is about under today's rules; what is found is kept, told (H6)."""
    with database.read() as session:
        ruleset = active_rules(session, means, caller.agency_id)
        kept = stored(session, session.get_one(CaseRow, case_id).version_id)
    reports = screened(means, kept, ruleset=ruleset)
    for file in kept.files:
        _refuse_unseen(file, reports.get(file.sha256))
    words = reports[OF_WORDS]
    if not words.was_begun or words.unreadable is not None:
        raise ScreeningDown
    with database.write() as session:
        _keep(Work(session=session, now=now, means=means), case_id, reports, caller=caller)


def keep_screenings(work: Work, reports: Mapping[str, FileReport], *, agency_id: str) -> None:
    """Remember what was said of each file and of the words; of these only by their hash."""
    for report in reports.values():
        keep_screening(work, report, agency_id=agency_id)


def _screen(means: Means, file: FileRow, *, ruleset: Ruleset) -> FileReport | None:
    try:
        return means.screen(means.originals.read(file.sha256), file.name, ruleset)
    except (OriginalMissing, OriginalAltered):
        return None


def _refuse_unseen(file: FileRow, report: FileReport | None) -> None:
    """What today's rules could not see is not checked (H5)."""
    if report is None or not report.was_begun:
        raise NotScreenedToday(file=file.name)
    if report.unreadable is not None and file.unreadable is None:
        raise NotScreenedToday(file=file.name)


def _keep(work: Work, case_id: str, reports: Mapping[str, FileReport], *, caller: Caller) -> None:
    lock(work, caller.agency_id)
    case = work.session.get_one(CaseRow, case_id)
    version = work.session.get_one(VersionRow, case.version_id)
    if is_screened_today(work, case, version):
        return
    today = reports[OF_WORDS].ruleset
    enter(
        work,
        "version:screened",
        agency_id=version.agency_id,
        subject=(_subject(version.id, today), 1),
        body={"version": version.id, "document": version.document_id, "ruleset": today},
        caller=caller,
    )
    keep_screenings(work, reports, agency_id=version.agency_id)
    keep_todays_findings(work, case, reports=reports)
