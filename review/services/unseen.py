"""Checks that stand on rules which never saw the version: what they find was never before anybody.

An automatic case rests on a check that was made in another, which its source names.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select, true
from sqlmodel import col

from review.domain.vocabulary import Act
from review.services.complaints import Complaint, complaint
from review.services.rescreening import saw
from review.services.work import Work
from review.storage.rows import ActRow, CaseRow, VersionRow


def checked_unseen(work: Work, *, document: str | None = None) -> Iterator[Complaint]:
    """Say which checks of a paper, or of all, were made under rules that never saw it (H5)."""
    query = (
        select(ActRow, CaseRow, VersionRow)
        .join(CaseRow, col(CaseRow.id) == col(ActRow.case_id))
        .join(VersionRow, col(VersionRow.id) == col(ActRow.version_id))
        .where(
            true() if document is None else col(ActRow.document_id) == document,
            col(ActRow.act) == Act.CHECK,
            col(ActRow.person_id).is_not(None),
            col(ActRow.voided_at).is_(None),
            col(ActRow.ruleset) != col(VersionRow.ruleset),
        )
    )
    for act, case, version in work.session.execute(query):
        if not saw(work, case, version, ruleset=act.ruleset):
            yield complaint("H5", f"document:{act.document_id}", "checked_unseen")
