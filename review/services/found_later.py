"""What was found in the bytes of a decision after it: news for whoever looks, no fault of it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import text

from review.services.case_entries import SCREENED_ANEW
from review.services.complaints import Complaint, note
from review.services.work import Work
from review.storage.guards.conditions import open_finding, unchecked, unread

_DECIDED = """(SELECT de.seq FROM ledger_entry de
    WHERE de.subject = 'review_case:' || x.case_id AND de.subject_rev = x.rev)"""
FOUND_LATER = f"""EXISTS (SELECT 1 FROM ledger_entry f
    JOIN review_case fc ON f.subject = 'review_case:' || fc.id
    WHERE fc.document_id = x.document_id AND f.event = '{SCREENED_ANEW}'
    AND f.seq > {_DECIDED})"""  # noqa: S608  # constants
"""Since the entry of the decision `x`, by their numbers, its paper was screened anew."""
UNCHECKED_THEN = (
    f"(EXISTS ({open_finding(before=_DECIDED)}) AND NOT {FOUND_LATER} OR {unread(before=_DECIDED)})"
).format(version="x.version_id")
"""Bytes of the decision `x` were not checked, by what people had done until then; a file that
nobody read is no news of later rules."""
_PUBLISHED = """(SELECT max(pe.seq) FROM review_case pc JOIN step ps ON ps.case_id = pc.id
    JOIN ledger_entry pe ON pe.subject = 'review_case:' || pc.id AND pe.subject_rev = ps.rev
    WHERE pc.document_id = d.id AND ps.at = d.published_at)"""
_PUBLIC = "SELECT 'document:' || d.id FROM document d WHERE {scope} AND d.availability = 'public'"
_UNCHECKED, _UNCHECKED_WHEN_PUBLISHED = (
    unchecked(before=before).format(version="d.public_version_id") for before in ("", _PUBLISHED)
)
PUBLIC_UNCHECKED = f"{_PUBLIC} AND {_UNCHECKED_WHEN_PUBLISHED}"
"""Papers that are public, and were not checked by what people had done when they were published."""
_DOUBTED = text(
    f"{_PUBLIC} AND {_UNCHECKED} AND NOT {_UNCHECKED_WHEN_PUBLISHED}".format(scope="1 = 1")
)


def doubted(work: Work) -> Iterator[Complaint]:
    """Yield what was checked when it was published, and is doubted by one of its checkers since."""
    for (subject,) in work.session.execute(_DOUBTED):
        yield note("I12", subject, "doubted")
