"""What one person's lists are made from: what he sees, and where he sits."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import ColumnElement
from sqlmodel import col

from review.commands import Caller
from review.services.desks import Desk, desk_of, in_play, lies_before, stages_before
from review.services.visibility import Sight, seen_from, sights_of
from review.services.work import Work
from review.storage.rows import CaseRow
from workflows.model import Procedure


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A person today; two that are equal ask the database the same questions."""

    agency_id: str
    person_id: str
    sights: tuple[Sight, ...]
    desk: Desk
    digests: tuple[str, ...]
    procedures: tuple[Procedure, ...] = field(compare=False, repr=False)

    def visible(self) -> ColumnElement[bool]:
        """The condition under which a case is this person's to see."""
        return (col(CaseRow.agency_id) == self.agency_id) & self.sees()

    def sees(self) -> ColumnElement[bool]:
        """The condition under which a paper is."""
        return seen_from(self.sights, agency_id=self.agency_id)

    def lies(self) -> ColumnElement[bool]:
        """The condition under which a case waits for this person."""
        return lies_before(self.desk, self.procedures)

    def stages(self) -> tuple[str, ...]:
        """The stages at which a case may wait for this person."""
        return stages_before(self.desk, self.procedures)


def scope_of(work: Work, caller: Caller) -> Scope:
    """Return what a person's lists are made from today."""
    desk = desk_of(work, caller)
    assert desk is not None  # noqa: S101  # there is a caller
    procedures = in_play(work, agency_id=caller.agency_id)
    return Scope(
        agency_id=caller.agency_id,
        person_id=caller.person_id,
        sights=sights_of(work, caller),
        desk=desk,
        digests=tuple(one.digest for one in procedures),
        procedures=procedures,
    )
