"""What was found in the bytes of a decision after it: news for whoever looks, no fault of it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import text

from review.services.case_entries import SCREENED_ANEW
from review.services.complaints import Complaint, note
from review.services.work import Work
from review.storage.guards.conditions import OPEN_FINDING, unread

_DECIDED = """(SELECT de.seq FROM ledger_entry de
    WHERE de.subject = 'review_case:' || x.case_id AND de.subject_rev = x.rev)"""
FOUND_LATER = f"""EXISTS (SELECT 1 FROM ledger_entry f
    JOIN review_case fc ON f.subject = 'review_case:' || fc.id
    WHERE fc.document_id = x.document_id AND f.event = '{SCREENED_ANEW}'
    AND f.seq > {_DECIDED})"""  # noqa: S608  # constants
"""Since the entry of the decision `x`, by their numbers, its paper was screened anew."""
_BY_THEN = (
    f"(SELECT e.seq FROM ledger_entry e WHERE e.subject = 'reading:' || {{0}}.id) < {_DECIDED}"  # noqa: S608  # constants
)
"""People read it before they decided: who reads again later, and doubts, is news as well."""
UNCHECKED_THEN = (
    f"(EXISTS ({OPEN_FINDING}) AND NOT {FOUND_LATER} OR {unread(if_read=_BY_THEN)})".format(
        version="x.version_id"
    )
)
"""Bytes of the decision `x` were not checked; a file that nobody read is no news of later rules."""
_PUBLISHED = """(SELECT max(pe.seq) FROM review_case pc JOIN step ps ON ps.case_id = pc.id
    JOIN ledger_entry pe ON pe.subject = 'review_case:' || pc.id AND pe.subject_rev = ps.rev
    WHERE pc.document_id = d.id AND ps.at = d.published_at)"""
_BY_PUBLICATION = (
    f"(SELECT e.seq FROM ledger_entry e WHERE e.subject = 'reading:' || {{0}}.id) < {_PUBLISHED}"  # noqa: S608  # constants
)
_PUBLIC = "SELECT 'document:' || d.id FROM document d WHERE {scope} AND d.availability = 'public'"
_UNCHECKED, _UNREAD, _UNREAD_WHEN_PUBLISHED = (
    condition.format(version="d.public_version_id")
    for condition in (
        f"EXISTS ({OPEN_FINDING})",
        f"({unread()})",
        f"({unread(if_read=_BY_PUBLICATION)})",
    )
)
PUBLIC_UNCHECKED = f"{_PUBLIC} AND ({_UNCHECKED} OR {_UNREAD_WHEN_PUBLISHED})"
"""Papers that are public with something open, or were not read when they were published."""
_DOUBTED = text(f"{_PUBLIC} AND {_UNREAD} AND NOT {_UNREAD_WHEN_PUBLISHED}".format(scope="1 = 1"))


def doubted(work: Work) -> Iterator[Complaint]:
    """Yield what was read when it was published, and by one of its readers is doubted since."""
    for (subject,) in work.session.execute(_DOUBTED):
        yield note("I12", subject, "doubted")
