"""What the people of an agency are called."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import bindparam, select
from sqlmodel import col

from review.services.work import Work
from review.storage.rows import PersonRow

Names = Mapping[str, str]
"""What people are called, by id."""

_NAMES = select(col(PersonRow.id), col(PersonRow.name)).where(
    col(PersonRow.agency_id) == bindparam("agency")
)


def names_of(work: Work, agency_id: str) -> Names:
    """Return what everybody who is or was of an agency is called."""
    return {row.id: row.name for row in work.session.execute(_NAMES, {"agency": agency_id})}
