"""Sections of an agency (科室): added, renamed and ended, and found by the names people know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from review.commands import Caller
from review.domain.errors import AlreadyDone, NoSuchSection
from review.domain.structure_names import name_of
from review.domain.structure_refusals import NameTaken, SectionEnded
from review.domain.vocabulary import Role
from review.messages import SECTION
from review.services.accounts import actor_of, must_hold, not_yours
from review.services.entries import enter
from review.services.structure_entries import (
    day_of,
    living_agency,
    newest,
    own_agency,
    refuse_ended,
    refuse_moved,
    revise,
    subject_of,
)
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.rows import AgencyRow, CaseRow, DocumentRow, PersonRow, SectionRow
from review.structure_commands import AddSection, EndSection, RenameSection
from workflows.words import ADMINISTRATORS


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLine:
    """A section as its administrators see it: in numbers only."""

    id: str
    name: str
    ended_at: datetime | None
    rev: int
    people: int
    papers: int
    running: int
    """Of its papers, those that are being reviewed."""


def section_named(work: Work, name: str, *, agency_id: str) -> str:
    """Return the id of a section that takes papers; any other is refused with those that do."""
    living = living_sections(work, agency_id=agency_id)
    if name in living:
        return living[name].id
    known = tuple(sorted(living))
    query = select(SectionRow).where(
        col(SectionRow.agency_id) == agency_id, col(SectionRow.name) == name
    )
    ended = work.session.scalars(query.order_by(col(SectionRow.ended_at).desc()).limit(1)).first()
    if ended is not None:
        raise SectionEnded(section=name, on=day_of(ended), known=known)
    raise NoSuchSection(section=name, known=known)


def section_for_paper(work: Work, name: str, *, agency_id: str) -> str:
    """Return the same for a paper; an agency that has ended takes none."""
    refuse_ended(work.session.get_one(AgencyRow, agency_id))
    return section_named(work, name, agency_id=agency_id)


def living_sections(work: Work, *, agency_id: str) -> Mapping[str, SectionRow]:
    """Return the sections that take papers, by name."""
    query = select(SectionRow).where(
        col(SectionRow.agency_id) == agency_id, col(SectionRow.ended_at).is_(None)
    )
    return {row.name: row for row in work.session.scalars(query)}


def add_section(work: Work, command: AddSection, *, caller: Caller) -> str:
    """Add a section; one that has ended does not stand in the way of its name."""
    must_hold(work, caller, Role.SYSTEM_ADMIN)
    name = name_of(command.name)
    agency = living_agency(work, caller=caller)
    _refuse_taken(work, name, agency_id=agency.id)
    row = SectionRow(id=new_id(), agency_id=agency.id, name=name)
    enter(
        work,
        "section:added",
        agency_id=agency.id,
        subject=(subject_of(row), 1),
        body={"name": name},
        caller=caller,
    )
    work.session.add(row)
    work.session.flush()
    return row.id


def rename_section(work: Work, command: RenameSection, *, caller: Caller) -> None:
    """Give a section another name; forms that were signed keep the old one."""
    must_hold(work, caller, Role.SYSTEM_ADMIN)
    name = name_of(command.name)
    row = _mine(work, command.section, caller=caller)
    refuse_moved(row, command.expected_rev)
    if row.name == name:
        raise AlreadyDone
    _refuse_taken(work, name, agency_id=row.agency_id)
    body = {"from": row.name, "to": name}
    revise(work, row, "section:renamed", caller=caller, body=body, name=name)


def end_section(work: Work, command: EndSection, *, caller: Caller) -> None:
    """Let a section take no more papers; its people go on looking after those it has."""
    must_hold(work, caller, Role.SYSTEM_ADMIN)
    row = _mine(work, command.section, caller=caller)
    refuse_moved(row, command.expected_rev)
    body = {"name": row.name}
    revise(work, row, "section:ended", caller=caller, body=body, ended_at=work.now)


def section_lines(work: Work, *, caller: Caller) -> tuple[SectionLine, ...]:
    """List the sections with how much lies there, those that have ended last."""
    if actor_of(work, caller).roles.isdisjoint(ADMINISTRATORS):
        raise not_yours(ADMINISTRATORS)
    mine = caller.agency_id
    people = _counts(
        work,
        select(col(PersonRow.section_id), func.count())
        .where(col(PersonRow.agency_id) == mine, col(PersonRow.active))
        .group_by(col(PersonRow.section_id)),
    )
    papers = _counts(
        work,
        select(col(DocumentRow.section_id), func.count())
        .where(col(DocumentRow.agency_id) == mine)
        .group_by(col(DocumentRow.section_id)),
    )
    running = _counts(
        work,
        select(col(DocumentRow.section_id), func.count())
        .join(CaseRow, col(CaseRow.document_id) == col(DocumentRow.id))
        .where(col(CaseRow.agency_id) == mine, col(CaseRow.closed_at).is_(None))
        .group_by(col(DocumentRow.section_id)),
    )
    rows = work.session.scalars(select(SectionRow).where(col(SectionRow.agency_id) == mine))
    lines = (
        SectionLine(
            id=row.id,
            name=row.name,
            ended_at=row.ended_at,
            rev=row.rev,
            people=people.get(row.id, 0),
            papers=papers.get(row.id, 0),
            running=running.get(row.id, 0),
        )
        for row in rows
    )
    return tuple(sorted(lines, key=lambda line: (line.ended_at is not None, line.name)))


SECTIONS: Mapping[type, Callable[..., Any]] = MappingProxyType(
    {AddSection: add_section, RenameSection: rename_section, EndSection: end_section}
)
"""One service for each command."""


def _counts(work: Work, query: Any) -> Mapping[str | None, int]:  # noqa: ANN401  # a grouped count
    return dict(work.session.execute(query).all())


def _mine(work: Work, section: str, *, caller: Caller) -> SectionRow:
    """Return a living section of one's own agency, by name or identity, first in line."""
    agency = own_agency(work, caller=caller)
    living = living_sections(work, agency_id=agency.id)
    for row in living.values():
        if section in (row.id, row.name):
            return newest(work, SectionRow, row.id)
    if _has_ended(work, section, agency_id=agency.id):
        raise AlreadyDone
    raise NoSuchSection(section=section, known=tuple(sorted(living)))


def _has_ended(work: Work, section: str, *, agency_id: str) -> bool:
    query = select(col(SectionRow.id)).where(
        col(SectionRow.agency_id) == agency_id,
        (col(SectionRow.id) == section) | (col(SectionRow.name) == section),
    )
    return work.session.scalars(query.limit(1)).first() is not None


def _refuse_taken(work: Work, name: str, *, agency_id: str) -> None:
    if name in living_sections(work, agency_id=agency_id):
        raise NameTaken(what=SECTION, name=name)
