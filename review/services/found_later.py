"""What was found in the bytes of a decision after it: news for whoever looks, no fault of it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import text

from review.services.case_entries import SCREENED_ANEW
from review.services.complaints import Complaint, note
from review.services.work import Work
from review.storage.guards.conditions import OPEN_FINDING, UNCHECKED, unread

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
_CHECKED_THEN = f"""EXISTS (SELECT 1 FROM act x WHERE x.version_id = d.public_version_id
    AND x.act = 'decision' AND x.mode = 'proactive' AND x.voided_at IS NULL
    AND NOT {UNCHECKED_THEN})"""  # noqa: S608  # constants
_PUBLIC = f"""SELECT 'document:' || d.id FROM document d WHERE {{scope}}
    AND d.availability = 'public' AND {UNCHECKED.format(version="d.public_version_id")}"""  # noqa: S608  # constants
PUBLIC_UNCHECKED = f"{_PUBLIC} AND NOT {_CHECKED_THEN}"
"""Papers that are public unchecked, and were so when that was decided."""
_DOUBTED = text(f"{_PUBLIC} AND {_CHECKED_THEN}".format(scope="1 = 1"))


def doubted(work: Work) -> Iterator[Complaint]:
    """Yield what is public and in doubt, though it was checked when that was decided (ADR 0031)."""
    for (subject,) in work.session.execute(_DOUBTED):
        yield note("I12", subject, "doubted")
