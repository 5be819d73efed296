"""By what readers narrow the public catalogue: agencies, rubrics and tags that lead to papers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, select
from sqlmodel import col

from review.domain.vocabulary import Availability, RubricKind
from review.services.catalogue import Narrowed
from review.services.rubric_shapes import RubricName
from review.services.rubrics import named
from review.services.work import Work
from review.storage.rows import AgencyRow, DocumentRow, PaperRubricRow, RubricRow

IDENTITY = re.compile("[0-9a-f]{32}")
"""What cannot be the identity of a rubric is not looked up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyName:
    """An agency that keeps its papers here, by the code in its index numbers."""

    id: str
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a reader chose, and what he may choose instead."""

    agencies: tuple[AgencyName, ...]
    """Where there is only one, nobody need choose it."""
    agency: AgencyName | None
    rubrics: tuple[RubricName, ...]
    """Those of the agency that lead to something public."""
    chosen: tuple[RubricName, ...]

    @property
    def narrowed(self) -> Narrowed:
        """What the list is narrowed to."""
        return Narrowed(
            agency_id=self.agency.id if self.agency else None,
            rubrics=tuple(one.id for one in self.chosen),
        )

    def of(self, kind: RubricKind) -> tuple[RubricName, ...]:
        """Return what may be chosen, of one kind."""
        return tuple(one for one in self.rubrics if one.kind is kind)


def filters(work: Work, *, agency: str, rubric: str, tag: str) -> Filters:
    """Read what was chosen: an agency by code, a rubric and a tag by identity.

    What leads to nothing public is chosen by nobody: it is as if it had not been said.
    """
    known = tuple(
        AgencyName(id=row.id, code=row.code, name=row.name)
        for row in work.session.scalars(select(AgencyRow).order_by(col(AgencyRow.code)))
    )
    asked = _leading(work, (rubric, tag))
    owner = asked[0].agency_id if asked else None
    chosen = next((one for one in known if agency == one.code or owner == one.id), None)
    only = known[0] if len(known) == 1 else None
    of_whom = chosen or only
    mine = named(row for row in asked if of_whom is not None and row.agency_id == of_whom.id)
    return Filters(
        agencies=known if only is None else (),
        agency=chosen if only is None else None,
        rubrics=_offered(work, of_whom),
        chosen=mine,
    )


def _leading(work: Work, references: tuple[str, str]) -> list[RubricRow]:
    """Return the rubric and the tag that were asked for, each where it belongs."""
    found: list[RubricRow] = []
    for reference, kind in zip(references, RubricKind, strict=True):
        query = select(RubricRow).where(col(RubricRow.id) == reference, _leads_somewhere())
        row = work.session.scalars(query).first() if IDENTITY.fullmatch(reference) else None
        if row is not None and row.kind is kind:
            found.append(row)
    return found


def _offered(work: Work, agency: AgencyName | None) -> tuple[RubricName, ...]:
    if agency is None:
        return ()
    query = select(RubricRow).where(col(RubricRow.agency_id) == agency.id, _leads_somewhere())
    return named(work.session.scalars(query))


def _leads_somewhere() -> ColumnElement[bool]:
    """The condition under which a rubric has a paper that is public."""
    return exists().where(
        col(PaperRubricRow.rubric_id) == col(RubricRow.id),
        col(PaperRubricRow.ended_at).is_(None),
        col(DocumentRow.id) == col(PaperRubricRow.document_id),
        col(DocumentRow.availability) == Availability.PUBLIC,
    )
