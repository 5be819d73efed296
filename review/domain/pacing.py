"""How fast a paper can be read at best: what was done faster was not read."""

from __future__ import annotations

from datetime import timedelta

from review.domain.vocabulary import Act

QUICKEST = 20
"""Seconds in which one file, what was found in it and what others said can be looked through."""
READ = frozenset(
    {
        Act.SECTION_REVIEW,
        Act.CHECK,
        Act.LEGAL_OPINION,
        Act.DISCLOSURE_OPINION,
        Act.ENDORSEMENT,
        Act.DECISION,
    }
)
"""Acts of who has to have read the paper."""


def haste(act: Act, took: timedelta | None, *, files: int) -> int | None:
    """Return the seconds an act took where that is less than reading takes; None where it is not.

    Args:
        act: What was done.
        took: For how long at most its actor can have had the paper before him; None: unknown.
        files: How many files the version has.
    """
    if act not in READ or took is None:
        return None
    seconds = int(took.total_seconds())
    return seconds if 0 <= seconds < QUICKEST * files else None
