"""What today's screening finds in bytes of old: kept with the version, to be disposed of."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlmodel import col

from review.domain.findings import FileReport
from review.domain.vocabulary import Severity
from review.services.case_entries import SCREENED_ANEW, revise
from review.services.finding_rows import code_of, finding_row
from review.services.papers import files_of
from review.services.work import Work
from review.storage.ledger import Scalar
from review.storage.rows import CaseRow, FindingRow, VersionRow

OF_WORDS = ""
"""Under which name a screening of the title and the number stands among those of the files."""
GRAVITY = {Severity.INFO: 0, Severity.CONFIRM: 1, Severity.BLOCK: 2}


def keep_todays_findings(work: Work, case: CaseRow, *, reports: Mapping[str, FileReport]) -> None:
    """Keep every finding of today that is not known of a version, or was less grave (H4).

    People publish only what is disposed of; a finding under newer rules is no exception.
    """
    rows = _unknown(work, case.version_id, reports)
    if not rows:
        return
    told: dict[str, Scalar] = {"ruleset": reports[OF_WORDS].ruleset, "findings": len(rows)}
    revise(work, case, SCREENED_ANEW, caller=None, body=told, values={}, rows=rows)


def _unknown(
    work: Work, version_id: str, reports: Mapping[str, FileReport]
) -> tuple[FindingRow, ...]:
    version = work.session.get_one(VersionRow, version_id)
    query = select(FindingRow).where(col(FindingRow.version_id) == version_id)
    known = {row.code: row.severity for row in work.session.scalars(query)}
    fresh: list[FindingRow] = []
    for file in (None, *files_of(work, version_id)):
        report = reports.get(OF_WORDS if file is None else file.sha256)
        for finding in report.findings if report else ():
            code = code_of(finding, file=file)
            if GRAVITY[finding.severity] > _known_gravity(known, code):
                row = finding_row(version, finding, file=file, code=_free(known, code))
                known[row.code] = row.severity
                fresh.append(row)
    return tuple(fresh)


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
