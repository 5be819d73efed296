"""What today's screening finds in bytes of old: kept with the version, to be disposed of."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import select
from sqlmodel import col

from review.domain.findings import FileReport, Finding
from review.domain.vocabulary import Severity
from review.services.case_entries import SCREENED_ANEW, revise
from review.services.papers import files_of
from review.services.work import Work
from review.storage.ledger import Scalar
from review.storage.rows import CaseRow, FileRow, FindingRow

GRAVITY = {Severity.INFO: 0, Severity.CONFIRM: 1, Severity.BLOCK: 2}


def keep_todays_findings(work: Work, case: CaseRow, *, reports: Mapping[str, FileReport]) -> None:
    """Keep every finding of today that is not known of a version, or was less grave (H4).

    People publish only what is disposed of; a finding under newer rules is no exception.
    """
    rows = _unknown(work, case.version_id, reports)
    if not rows:
        return
    told: dict[str, Scalar] = {"ruleset": work.means.ruleset.version, "findings": len(rows)}
    revise(work, case, SCREENED_ANEW, caller=None, body=told, values={}, rows=rows)


def _unknown(
    work: Work, version_id: str, reports: Mapping[str, FileReport]
) -> tuple[FindingRow, ...]:
    query = select(FindingRow).where(col(FindingRow.version_id) == version_id)
    known = {row.code: row.severity for row in work.session.scalars(query)}
    fresh: list[FindingRow] = []
    for file in files_of(work, version_id):
        report = reports.get(file.sha256)
        for finding in report.findings if report else ():
            code = _code(file, finding)
            if GRAVITY[finding.severity] > _known_gravity(known, code):
                row = _row(file, finding, code=_free(known, code))
                known[row.code] = row.severity
                fresh.append(row)
    return tuple(fresh)


def _code(file: FileRow, finding: Finding) -> str:
    return f"{file.position + 1}-{finding.id}"


def _known_gravity(known: Mapping[str, Severity], code: str) -> int:
    """How grave it was held to be; what is for information alone was never to be disposed of."""
    same = (severity for name, severity in known.items() if _is_same(name, code))
    return max((GRAVITY[severity] for severity in same), default=0)


def _free(known: Mapping[str, Severity], code: str) -> str:
    """Return a code of its own: a row never changes, so a graver finding is another row."""
    same = sum(_is_same(name, code) for name in known)
    return f"{code}.{same + 1}" if same else code


def _is_same(name: str, code: str) -> bool:
    return name.partition(".")[0] == code


def _row(file: FileRow, finding: Finding, *, code: str) -> FindingRow:
    return FindingRow(
        agency_id=file.agency_id,
        document_id=file.document_id,
        version_id=file.version_id,
        file_id=file.id,
        code=code,
        rule=finding.rule,
        severity=finding.severity,
        part=finding.part,
        place=json.dumps(dict(finding.place), ensure_ascii=False),
        excerpt=finding.excerpt,
        message=finding.message,
        basis=finding.basis,
    )
