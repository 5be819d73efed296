"""Screenings as rows: that these bytes were screened, under which name and by which rules."""

from __future__ import annotations

import hashlib
import json

from review.domain.findings import FileReport
from review.services.work import Work
from review.storage.rows import ScreeningRow


def keep_screening(work: Work, report: FileReport, *, agency_id: str) -> None:
    """Remember what screening said of these bytes under this name and ruleset, if it began."""
    if not report.was_begun:
        return
    name = name_sha256(report.name)
    key = (report.sha256, name, report.ruleset, agency_id)
    if work.session.get(ScreeningRow, key) is not None:
        return
    work.session.add(
        ScreeningRow(
            sha256=report.sha256,
            name_sha256=name,
            ruleset=report.ruleset,
            agency_id=agency_id,
            verdict=report.verdict.value,
            unreadable=report.unreadable,
            refused=report.refused,
            media_type=report.media_type,
            findings=json.dumps(sorted({finding.rule for finding in report.findings})),
            at=work.now,
        )
    )


def name_sha256(name: str) -> str:
    """Return what a screening keeps of the name of a file."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
