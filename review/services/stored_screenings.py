"""Screenings already made of the same bytes under the same rules, where nothing was to be kept.

Only what was clear is taken as it stands: whatever found more is made again, for its findings must
be laid before people.
"""

from __future__ import annotations

import json

from sqlmodel import Session

from review.domain.findings import FileReport
from review.domain.vocabulary import Verdict
from review.screening.ruleset import Ruleset
from review.services.screenings import name_sha256
from review.storage.rows import FileRow, ScreeningRow


def clear_before(session: Session, file: FileRow, *, ruleset: Ruleset) -> FileReport | None:
    """Return what was said of these bytes under this name by these very rules, if all was clear."""
    key = (file.sha256, name_sha256(file.name), ruleset.identity, file.agency_id)
    row = session.get(ScreeningRow, key)
    if row is None or not _is_clear(row):
        return None
    return FileReport(
        name=file.name,
        sha256=file.sha256,
        sm3=file.sm3,
        media_type=row.media_type,
        size=file.size,
        ruleset=row.ruleset,
        findings=(),
        unreadable=None,
        refused=None,
        elapsed_ms=0,
    )


def _is_clear(row: ScreeningRow) -> bool:
    return (
        row.verdict == Verdict.CLEAR.value
        and row.unreadable is None
        and row.refused is None
        and json.loads(row.findings) == []
    )
