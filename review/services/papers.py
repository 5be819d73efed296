"""Papers and their versions as rows: keeping the bytes, the files and what screening found."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col

from review.commands import Caller, HandedFile
from review.domain.case_refusals import SameOriginalElsewhere
from review.domain.errors import (
    FileEmpty,
    FileNameUnfit,
    FileRefused,
    FilesMissing,
    GroundsMissing,
    SameOriginal,
    ScreeningDown,
    TitleTooLong,
)
from review.domain.findings import FileReport
from review.domain.vocabulary import DisclosureMode, Key
from review.hashing import manifest
from review.services.accounts import roles_of
from review.services.cases import number_of
from review.services.clearances import refused_reports, use_clearances
from review.services.finding_rows import code_of, finding_row
from review.services.purging import is_purged
from review.services.screenings import keep_screening
from review.services.visibility import sees
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.rows import CaseRow, DocumentRow, FileRow, SectionRow, VersionRow
from review.storage.told_once import told_once
from workflows.engine import Actor

LONGEST_NAME = 200
LONGEST_TITLE = 300

_FILES = (
    select(FileRow)
    .where(col(FileRow.version_id) == bindparam("version"))
    .order_by(col(FileRow.position))
)


def refuse_unlooked_at(work: Work) -> None:
    """A file nobody could look at may be anything, a state secret too: it is not kept.

    Nor is a paper whose title nobody could look at: it goes public as it stands.
    """
    words = work.words
    if words is None or words.unreadable is not None:
        raise ScreeningDown
    if not all(report.was_begun for report in (words, *work.reports)):
        raise ScreeningDown


def version_of(
    work: Work,
    files: tuple[HandedFile, ...],
    *,
    document: DocumentRow,
    by: str,
    is_retitled: bool = False,
) -> VersionRow:
    """Make the next version of a document from the files handed in; the bytes are kept first.

    Under a new title the same files may come in again.
    """
    refuse_unlooked_at(work)
    _refuse_unfit(files)
    _refuse_secret(work, document)
    named = [(file.name, report.sha256, report.sm3) for file, report in _pairs(work, files)]
    version = VersionRow(
        id=new_id(),
        agency_id=document.agency_id,
        document_id=document.id,
        number=_next_number(work, document.id),
        created_by=by,
        created_at=work.now,
        manifest=manifest(named),
        ruleset=work.reports[0].ruleset,
        annotation=_annotation(work.reports),
    )
    refuse_same(work, version, body=work.reports[0].sha256, by=by, is_retitled=is_retitled)
    return version


def store(
    work: Work, version: VersionRow, files: tuple[HandedFile, ...], *, caller: Caller | None
) -> None:
    """Write a version with files and findings; the bytes are on the disk before the rows."""
    document = work.session.get_one(DocumentRow, version.document_id)
    use_clearances(work, document, caller=caller)
    work.session.add(version)
    work.session.flush()
    for position, (file, report) in enumerate(_pairs(work, files)):
        work.means.originals.put(file.content, sha256=report.sha256)
        row = _file(version, file.name, report, position=position)
        work.session.add(row)
        work.session.flush()
        work.session.add_all(
            finding_row(version, finding, file=row, code=code_of(finding, file=row))
            for finding in report.findings
        )
        keep_screening(work, report, agency_id=version.agency_id)
    if work.words is not None:
        work.session.add_all(
            finding_row(version, finding, file=None, code=code_of(finding, file=None))
            for finding in work.words.findings
        )
        keep_screening(work, work.words, agency_id=version.agency_id)
    work.session.flush()


def title_of(text: str) -> str:
    """Return a title as it is kept: one line, not empty, and not the paper itself."""
    title = " ".join(text.split())
    if not title:
        raise GroundsMissing(key=Key.TITLE)
    if len(title) > LONGEST_TITLE:
        raise TitleTooLong(longest=LONGEST_TITLE, length=len(title))
    return title


def refuse_same(
    work: Work, version: VersionRow, *, body: str, by: str, is_retitled: bool = False
) -> None:
    """One matter, one review: the same 正文 is not a second paper, whatever its file is called."""
    mine = select(col(VersionRow.document_id)).where(
        col(VersionRow.document_id) == version.document_id,
        col(VersionRow.manifest) == version.manifest,
    )
    others = select(col(FileRow.document_id)).where(
        col(FileRow.agency_id) == version.agency_id,
        col(FileRow.document_id) != version.document_id,
        col(FileRow.position) == 0,
        col(FileRow.sha256) == body,
        ~is_purged(),  # what was destroyed is here no more; cleared by two, it may come in anew
    )
    for query in (others,) if is_retitled else (mine, others):
        same = work.session.scalars(query.limit(1)).one_or_none()
        if same is not None:
            raise _same_original(work, same, by=by)


def _same_original(work: Work, document_id: str, *, by: str) -> SameOriginal:
    """Name the case to who may see it, and to anybody else only who has it in hand."""
    document = work.session.get_one(DocumentRow, document_id)
    actor = Actor(person=by, roles=roles_of(work.session, by))
    if not sees(work, actor, document):
        section = work.session.get_one(SectionRow, document.section_id)
        return SameOriginalElsewhere(section=section.name)
    cases = select(CaseRow).where(col(CaseRow.document_id) == document_id)
    newest = cases.order_by(col(CaseRow.year).desc(), col(CaseRow.serial).desc()).limit(1)
    case = work.session.scalars(newest).one()
    return SameOriginal(case=number_of(case), paper=document.title)


def files_of(work: Work | Session, version_id: str) -> tuple[FileRow, ...]:
    """Return the files of a version in order."""
    return _files_of(work if isinstance(work, Session) else work.session, version_id)


@told_once
def _files_of(session: Session, version_id: str) -> tuple[FileRow, ...]:
    return tuple(session.scalars(_FILES, {"version": version_id}))


def _refuse_unfit(files: tuple[HandedFile, ...]) -> None:
    if not files:
        raise FilesMissing
    for file in files:
        if not file.name.strip() or len(file.name) > LONGEST_NAME or "\x00" in file.name:
            raise FileNameUnfit(longest=LONGEST_NAME)
        if not file.content:
            raise FileEmpty(file=file.name)


def _refuse_secret(work: Work, document: DocumentRow) -> None:
    """What is probably classified does not come in as a later version either."""
    refused = refused_reports(work, agency_id=document.agency_id, document_id=document.id)
    if refused:
        raise FileRefused(rule=str(refused[0].refused))


def _pairs(work: Work, files: tuple[HandedFile, ...]) -> tuple[tuple[HandedFile, FileReport], ...]:
    return tuple(zip(files, work.reports, strict=True))


def _next_number(work: Work, document_id: str) -> int:
    query = select(func.max(col(VersionRow.number))).where(
        col(VersionRow.document_id) == document_id
    )
    return (work.session.scalars(query).one() or 0) + 1


def _annotation(reports: tuple[FileReport, ...]) -> DisclosureMode | None:
    """The 附注 stands in the 正文, the first file."""
    return reports[0].annotation if reports else None


def _file(version: VersionRow, name: str, report: FileReport, *, position: int) -> FileRow:
    return FileRow(
        id=new_id(),
        agency_id=version.agency_id,
        document_id=version.document_id,
        version_id=version.id,
        position=position,
        name=name,
        sha256=report.sha256,
        sm3=report.sm3,
        size=report.size,
        media_type=report.media_type,
        unreadable=report.unreadable,
    )
