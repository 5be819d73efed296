"""What later rules found in the bytes of a decision: news for whoever looks, no fault of it."""

from __future__ import annotations

from review.services.case_entries import SCREENED_ANEW
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
