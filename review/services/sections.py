"""Sections of an agency (科室), by the names people know them by."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from review.domain.errors import NoSuchSection
from review.services.work import Work
from review.storage.rows import SectionRow


def section_named(work: Work, name: str, *, agency_id: str) -> str:
    """Return the id of a section; one that is not there is refused with those that are."""
    query = select(SectionRow).where(col(SectionRow.agency_id) == agency_id)
    sections = {row.name: row.id for row in work.session.scalars(query)}
    if name not in sections:
        raise NoSuchSection(section=name, known=tuple(sorted(sections)))
    return sections[name]
