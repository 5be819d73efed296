"""Rubrics of the catalogue and tags: arranged by administrators, given by who handles a paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from review.commands import Caller
from review.domain.errors import AlreadyDone
from review.domain.structure_names import name_of
from review.domain.structure_refusals import (
    NameSuspect,
    NameTaken,
    NoSuchRubric,
    RubricsFull,
)
from review.domain.vocabulary import Role, RubricKind, Verdict
from review.services.accounts import actor_of, must_hold, not_yours
from review.services.entries import enter
from review.services.rubric_shapes import RubricName
from review.services.structure_entries import (
    living_agency,
    newest,
    own_agency,
    refuse_moved,
    revise,
    subject_of,
)
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.rows import PaperRubricRow, RubricRow
from review.structure_commands import AddRubric, EndRubric, RenameRubric
from workflows.words import ADMINISTRATORS

MOST = 200
"""So many of a kind an agency has at once: all of them are offered in one list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricLine:
    """A rubric or a tag, and how many papers lie under it."""

    id: str
    kind: RubricKind
    name: str
    ended_at: datetime | None
    rev: int
    papers: int


def add_rubric(work: Work, command: AddRubric, *, caller: Caller) -> str:
    """Add a rubric or a tag; one that has ended does not stand in the way of its name."""
    must_hold(work, caller, Role.SYSTEM_ADMIN)
    name = _public_name(work, command.name)
    agency = living_agency(work, caller=caller)
    living = living_rubrics(work, command.kind, agency_id=agency.id)
    _refuse_taken(living, command.kind, name)
    if len(living) >= MOST:
        raise RubricsFull(what=command.kind.label, most=MOST)
    row = RubricRow(id=new_id(), agency_id=agency.id, kind=command.kind, name=name)
    enter(
        work,
        "rubric:added",
        agency_id=agency.id,
        subject=(subject_of(row), 1),
        body={"kind": row.kind.value, "name": name},
        caller=caller,
    )
    work.session.add(row)
    work.session.flush()
    return row.id


def rename_rubric(work: Work, command: RenameRubric, *, caller: Caller) -> None:
    """Give a rubric another name; papers lie under it as before."""
    must_hold(work, caller, Role.SYSTEM_ADMIN)
    name = _public_name(work, command.name)
    row = _mine(work, command.kind, command.rubric, caller=caller)
    refuse_moved(row, command.expected_rev)
    if row.name == name:
        raise AlreadyDone
    living = living_rubrics(work, command.kind, agency_id=row.agency_id)
    _refuse_taken(living, command.kind, name)
    body = {"from": row.name, "to": name}
    revise(work, row, "rubric:renamed", caller=caller, body=body, name=name)


def end_rubric(work: Work, command: EndRubric, *, caller: Caller) -> None:
    """Place nothing more under a rubric; what lies there stays, and is found by it."""
    must_hold(work, caller, Role.SYSTEM_ADMIN)
    row = _mine(work, command.kind, command.rubric, caller=caller)
    refuse_moved(row, command.expected_rev)
    body = {"name": row.name}
    revise(work, row, "rubric:ended", caller=caller, body=body, ended_at=work.now)


def rubric_lines(work: Work, *, caller: Caller) -> tuple[RubricLine, ...]:
    """List the rubrics and tags of the agency, those that have ended last."""
    if actor_of(work, caller).roles.isdisjoint(ADMINISTRATORS):
        raise not_yours(ADMINISTRATORS)
    counting = (
        select(col(PaperRubricRow.rubric_id), func.count())
        .where(
            col(PaperRubricRow.agency_id) == caller.agency_id,
            col(PaperRubricRow.ended_at).is_(None),
        )
        .group_by(col(PaperRubricRow.rubric_id))
    )
    papers: Mapping[str, int] = dict(work.session.execute(counting).all())
    rows = work.session.scalars(
        select(RubricRow).where(col(RubricRow.agency_id) == caller.agency_id)
    )
    lines = (
        RubricLine(
            id=row.id,
            kind=row.kind,
            name=row.name,
            ended_at=row.ended_at,
            rev=row.rev,
            papers=papers.get(row.id, 0),
        )
        for row in rows
    )
    return tuple(sorted(lines, key=_place))


def living_rubrics(work: Work, kind: RubricKind, *, agency_id: str) -> Mapping[str, RubricRow]:
    """Return the rubrics that papers may be placed under, by name."""
    query = select(RubricRow).where(
        col(RubricRow.agency_id) == agency_id,
        col(RubricRow.kind) == kind,
        col(RubricRow.ended_at).is_(None),
    )
    return {row.name: row for row in work.session.scalars(query)}


def rubric_of(living: Mapping[str, RubricRow], kind: RubricKind, reference: str) -> RubricRow:
    """Return one of these by name or identity; any other is refused with those there are."""
    for row in living.values():
        if reference in (row.id, row.name):
            return row
    raise NoSuchRubric(what=kind.label, name=reference, known=tuple(sorted(living)))


def rubrics_on(work: Work, documents: Collection[str]) -> Mapping[str, tuple[RubricName, ...]]:
    """Return under which rubrics and tags papers lie, those that have ended too."""
    if not documents:
        return {}
    query = (
        select(col(PaperRubricRow.document_id), RubricRow)
        .join(RubricRow, col(RubricRow.id) == col(PaperRubricRow.rubric_id))
        .where(
            col(PaperRubricRow.document_id).in_(sorted(documents)),
            col(PaperRubricRow.ended_at).is_(None),
        )
    )
    found: dict[str, list[RubricRow]] = defaultdict(list)
    for document, row in work.session.execute(query):
        found[document].append(row)
    return {document: named(rows) for document, rows in found.items()}


def named(rows: Iterable[RubricRow]) -> tuple[RubricName, ...]:
    """Return rows as they stand beside a paper: rubrics first, then tags."""
    names = (RubricName(id=row.id, kind=row.kind, name=row.name) for row in rows)
    return tuple(sorted(names, key=lambda one: (list(RubricKind).index(one.kind), one.name)))


RUBRICS: Mapping[type, Callable[..., Any]] = MappingProxyType(
    {AddRubric: add_rubric, RenameRubric: rename_rubric, EndRubric: end_rubric}
)
"""One service for each command."""


def _public_name(work: Work, text: str) -> str:
    """Return a name that anybody may read: nothing in it is doubtful (H5)."""
    name = name_of(text)
    said = work.words
    if said is None or said.refused is not None or said.verdict is not Verdict.CLEAR:
        found = () if said is None else said.findings
        raise NameSuspect(doubts=tuple(dict.fromkeys(finding.message for finding in found)))
    return name


def _mine(work: Work, kind: RubricKind, reference: str, *, caller: Caller) -> RubricRow:
    """Return a living rubric of one's own agency, first in line to be changed."""
    agency = own_agency(work, caller=caller)
    living = living_rubrics(work, kind, agency_id=agency.id)
    ended = work.session.get(RubricRow, reference)
    if ended is not None and ended.agency_id == agency.id and ended.ended_at is not None:
        raise AlreadyDone
    return newest(work, RubricRow, rubric_of(living, kind, reference).id)


def _refuse_taken(living: Mapping[str, RubricRow], kind: RubricKind, name: str) -> None:
    if name in living:
        raise NameTaken(what=kind.label, name=name)


def _place(line: RubricLine) -> tuple[int, bool, str]:
    return list(RubricKind).index(line.kind), line.ended_at is not None, line.name
