"""What the form states of the files: which bytes, who read them, what was found, how they came."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from sqlalchemy import bindparam, select
from sqlmodel import col

from review.domain.findings import Part
from review.domain.vocabulary import Answer
from review.messages import said_place
from review.records.facts import (
    AnswerFacts,
    ClearanceFacts,
    FileFacts,
    FindingFacts,
    ReadingFacts,
)
from review.services.agency_rules import ruleset_of
from review.services.carried_disposals import first_of
from review.services.findings_shown import Shown, findings_of
from review.services.papers import files_of
from review.services.work import Work
from review.storage.rows import CaseRow, ClearanceRow, FileRow, ReadingRow, VersionRow

_CLEARED = (
    select(ClearanceRow, FileRow)
    .join(FileRow, col(FileRow.sha256) == col(ClearanceRow.sha256))
    .where(
        col(FileRow.version_id) == bindparam("version"),
        col(ClearanceRow.agency_id) == bindparam("agency"),
        col(ClearanceRow.used_by_document) == bindparam("document"),
    )
    .order_by(col(FileRow.position))
)


def file_facts(work: Work, version_id: str) -> tuple[FileFacts, ...]:
    """Return the files of a version; one that no machine read says so."""
    return tuple(
        FileFacts(
            name=file.name,
            size=file.size,
            media_type=file.media_type,
            sm3=file.sm3,
            sha256=file.sha256,
            unreadable=file.unreadable or "",
        )
        for file in files_of(work, version_id)
    )


def reading_facts(
    work: Work, version_id: str, *, names: Mapping[str, str]
) -> tuple[ReadingFacts, ...]:
    """Return what people answered for the machine; of a person's readings the last counts."""
    query = (
        select(ReadingRow, FileRow)
        .join(FileRow, col(FileRow.id) == col(ReadingRow.file_id))
        .where(col(FileRow.version_id) == version_id)
        .order_by(col(FileRow.position), col(ReadingRow.number))
    )
    last = {(file.id, row.person_id): (row, file) for row, file in work.session.execute(query)}
    return tuple(
        ReadingFacts(
            file=file.name,
            by=names[row.person_id],
            at=row.at,
            is_clear=row.is_clear,
            answers=tuple(_answers(work, row)),
        )
        for row, file in last.values()
    )


def finding_facts(
    work: Work, version: VersionRow, *, names: Mapping[str, str]
) -> tuple[FindingFacts, ...]:
    """Return the findings under the numbers of the page."""
    titles = {rule.id: rule.title for rule in ruleset_of(work, version.agency_id).rules}
    return tuple(_finding(work, one, titles, names) for one in findings_of(work, version.id))


def clearance_facts(
    work: Work, case: CaseRow, *, names: Mapping[str, str]
) -> tuple[ClearanceFacts, ...]:
    """Return the confirmations by which files of this version came in, once refused."""
    its = {"version": case.version_id, "agency": case.agency_id, "document": case.document_id}
    return tuple(
        ClearanceFacts(
            file=file.name,
            sha256=row.sha256,
            confirmed_by=row.confirmed_by,
            number=row.confirmation_number,
            confirmed_on=row.confirmed_on,
            entered_by=names[row.entered_by],
            entered_at=row.entered_at,
            co_signer=names[row.cosigned_by],
            cosigned_at=row.cosigned_at,
        )
        for row, file in work.session.execute(_CLEARED, its)
        if row.cosigned_by is not None and row.cosigned_at is not None
    )


def _answers(work: Work, row: ReadingRow) -> Iterator[AnswerFacts]:
    """Tell the items in the words of today's list; one that is on it no more, by its letter."""
    texts = {item.id: item.text for item in work.means.checklist}
    for name, (answer, note) in json.loads(row.answers).items():
        yield AnswerFacts(
            item=f"{name} {texts.get(name, '')}".strip(), answer=Answer.stored(answer), note=note
        )


def _finding(
    work: Work, one: Shown, titles: Mapping[str, str], names: Mapping[str, str]
) -> FindingFacts:
    finding, disposal, cosigned = one.finding, one.disposal, one.cosignature
    return FindingFacts(
        number=one.number,
        code=finding.code,
        title=titles.get(finding.rule, finding.rule),
        severity=finding.severity,
        file=one.file.name if one.file else Part.stored(finding.part).label,
        place=said_place(json.loads(finding.place)),
        excerpt=finding.excerpt,
        disposal=disposal.kind if disposal else None,
        reason=disposal.reason if disposal else "",
        article=disposal.article or "" if disposal else "",
        by=names[disposal.person_id] if disposal else "",
        at=disposal.at if disposal else None,
        carried_from=first_of(work, disposal) if disposal else None,
        co_signer=names[cosigned.person_id] if cosigned else "",
        cosigned_at=cosigned.at if cosigned else None,
    )
