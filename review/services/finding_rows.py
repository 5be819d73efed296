"""Findings as rows: what people type to name one, and in which file it stands, if in any."""

from __future__ import annotations

import json

from review.domain.findings import Finding, Sample
from review.storage.commitments import committed
from review.storage.rows import FileRow, FindingRow, VersionRow

WORDS = 0
"""What stands in the title or the number is numbered before what stands in the files."""


def code_of(finding: Finding, *, file: FileRow | None) -> str:
    """Return what people type to name a finding: the number of its file, and its own."""
    return f"{WORDS if file is None else file.position + 1}-{finding.id}"


def finding_row(
    version: VersionRow, finding: Finding, *, file: FileRow | None, code: str
) -> FindingRow:
    """Return a finding as it is kept; one in the title belongs to no file."""
    return FindingRow(
        agency_id=version.agency_id,
        document_id=version.document_id,
        version_id=version.id,
        file_id=file.id if file else None,
        code=code,
        rule=finding.rule,
        severity=finding.severity,
        part=finding.part,
        place=json.dumps(dict(finding.place), ensure_ascii=False),
        excerpt=finding.excerpt,
        message=finding.message,
        basis=finding.basis,
        count=finding.count,
        samples=_shown(finding.samples),
        fingerprint=_fingerprint(finding, document=version.document_id),
    )


def samples_of(row: FindingRow) -> tuple[Sample, ...]:
    """Return what is shown of the many that a finding stands for."""
    return tuple(Sample(place=place, excerpt=excerpt) for place, excerpt in json.loads(row.samples))


def _shown(samples: tuple[Sample, ...]) -> str:
    return json.dumps([[dict(one.place), one.excerpt] for one in samples], ensure_ascii=False)


def _fingerprint(finding: Finding, *, document: str) -> str:
    """Salt it with the paper: nobody learns from it whether two papers say the same."""
    return committed(document, finding.fingerprint) if finding.fingerprint else ""
