"""What one person's lists are made from: what he sees, and where he sits.

A question is written for a standpoint, which many share, and asked with the values of a person: it
is long, and to write it takes longer than to answer it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import BindParameter, ColumnElement, bindparam, false, or_, true
from sqlmodel import col

from review.commands import Caller
from review.domain.vocabulary import Role
from review.services.desks import Desk, desk_of, in_play, lies_before, stages_before
from review.services.visibility import Sight, sights_of
from review.services.work import Work
from review.storage.rows import CaseRow, DocumentRow
from workflows.model import Procedure

AGENCY: BindParameter[str] = bindparam("agency")
READER: BindParameter[str] = bindparam("reader")
"""Whose lists they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standpoint:
    """What a person's questions depend on, without who he is."""

    is_whole: tuple[bool, ...]
    """Of each sight: whether it takes in the whole agency, else a section and what one drafted."""
    seats: tuple[tuple[frozenset[Role], int], ...]
    """Of each seat: its roles, and how many count as acting from it."""
    digests: tuple[str, ...]
    procedures: tuple[Procedure, ...] = field(compare=False, repr=False)

    def visible(self) -> ColumnElement[bool]:
        """The condition under which a case is this person's to see."""
        return (col(CaseRow.agency_id) == AGENCY) & self.sees()

    def sees(self) -> ColumnElement[bool]:
        """The condition under which a paper is."""
        seen = (true() if whole else _seen(n) for n, whole in enumerate(self.is_whole))
        return (col(DocumentRow.agency_id) == AGENCY) & or_(false(), *seen)

    def lies(self) -> ColumnElement[bool]:
        """The condition under which a case waits for this person."""
        seats = [(roles, _persons(n, count)) for n, (roles, count) in enumerate(self.seats)]
        return lies_before(seats, self.procedures)

    def stages(self) -> tuple[str, ...]:
        """The stages at which a case may wait for this person."""
        return stages_before((roles for roles, _ in self.seats), self.procedures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A person today: from where he asks, and with which values."""

    agency_id: str
    person_id: str
    sights: tuple[Sight, ...]
    desk: Desk
    standpoint: Standpoint

    def said(self) -> dict[str, object]:
        """Return the values with which a question of this standpoint is asked."""
        values: dict[str, object] = {"agency": self.agency_id, "reader": self.person_id}
        for number, sight in enumerate(self.sights):
            if sight.drafter_id is not None:
                values |= {
                    f"section{number}": sight.section_id,
                    f"drafter{number}": sight.drafter_id,
                }
        for number, seat in enumerate(self.desk.seats):
            people = enumerate(sorted(seat.persons))
            values |= {f"person{number}_{place}": person for place, person in people}
        return values


def scope_of(work: Work, caller: Caller) -> Scope:
    """Return what a person's lists are made from today."""
    desk = desk_of(work, caller)
    assert desk is not None  # noqa: S101  # there is a caller
    procedures = in_play(work, agency_id=caller.agency_id)
    sights = sights_of(work, caller)
    return Scope(
        agency_id=caller.agency_id,
        person_id=caller.person_id,
        sights=sights,
        desk=desk,
        standpoint=Standpoint(
            is_whole=tuple(sight.drafter_id is None for sight in sights),
            seats=tuple((seat.roles, len(seat.persons)) for seat in desk.seats),
            digests=tuple(one.digest for one in procedures),
            procedures=procedures,
        ),
    )


def _seen(number: int) -> ColumnElement[bool]:
    of_section = col(DocumentRow.section_id) == bindparam(f"section{number}")
    return of_section | (col(DocumentRow.drafter_id) == bindparam(f"drafter{number}"))


def _persons(number: int, count: int) -> tuple[BindParameter[str], ...]:
    return tuple(bindparam(f"person{number}_{place}") for place in range(count))
