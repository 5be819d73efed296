"""Whose desk a case lies on: what its stage asks for, who may do it, and who may not (H3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, bindparam, exists, false, or_, select, true
from sqlalchemy.orm import aliased
from sqlmodel import col

from review.commands import Caller
from review.domain.vocabulary import Act, Need, Role
from review.services.accounts import in_effect, roles_of
from review.services.asks import Persons, spoke_before
from review.services.cases import procedure_of
from review.services.facts import hands_on
from review.services.holds import is_handed_over
from review.services.work import Work
from review.storage.columns import among
from review.storage.rows import (
    ActRow,
    AddresseeRow,
    CaseRow,
    DocumentRow,
    PersonRow,
    RoleGrantRow,
    SideActRow,
    SubstitutionRow,
    VersionRow,
)
from workflows.model import Procedure, Step
from workflows.waiting import asked
from workflows.words import ADMINISTRATORS

_IN_PLAY = (
    select(col(CaseRow.procedure_digest))
    .where(col(CaseRow.agency_id) == bindparam("agency"), col(CaseRow.closed_at).is_(None))
    .distinct()
    .order_by(col(CaseRow.procedure_digest))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """In which roles a person acts, and for whom: his own, or a principal's who is on leave."""

    roles: frozenset[Role]
    persons: frozenset[str]
    """Everybody who counts as acting from it (four eyes also through substitution)."""
    principal: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where a person sits today; his own seat first."""

    seats: tuple[Seat, ...]

    def seat_for(self, step: Step) -> Seat | None:
        """Return from which seat a step would be taken."""
        return next((seat for seat in self.seats if not seat.roles.isdisjoint(step.by)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Duty:
    """Under which conditions a stage asks something of a seat."""

    only_drafters: bool
    only_leaks: bool
    by: frozenset[Role]
    """Who else may do what is asked there: with one of them it may lie."""
    different_from: frozenset[Act]


def desk_of(work: Work, caller: Caller | None) -> Desk | None:
    """Return where a caller sits; the operator at the machine sits nowhere and sees every desk."""
    if caller is None:
        return None
    own = roles_of(work.session, caller.person_id)
    mine = Seat(roles=own, persons=frozenset({caller.person_id}))
    if not own.isdisjoint(ADMINISTRATORS):
        return Desk(seats=(mine,))
    return Desk(seats=(mine, *_lent(work, caller)))


def lies_on(work: Work, desk: Desk | None, *, agency_id: str | None) -> ColumnElement[bool]:
    """Return the condition under which a case waits for who sits at a desk.

    It is asked in one query for all cases: a stage that asks for a role of his, by a step that
    four eyes do not keep from him.
    """
    if desk is None:
        return true()
    seats = [(seat.roles, seat.persons) for seat in desk.seats]
    return lies_before(seats, in_play(work, agency_id=agency_id))


def lies_before(
    seats: Collection[tuple[frozenset[Role], Persons]], procedures: Iterable[Procedure]
) -> ColumnElement[bool]:
    """Return the same condition, of cases that follow these procedures.

    Of each seat its roles and its people are told, or the name under which these will be.
    """
    asked_of_him = (_asks(procedure, *seat) for procedure in procedures for seat in seats)
    return or_(false(), *asked_of_him)


def stages_before(
    seats: Iterable[frozenset[Role]], procedures: Iterable[Procedure]
) -> tuple[str, ...]:
    """Return the stages of these procedures that ask anything of who sits there in these roles."""
    roles = frozenset(role for seat in seats for role in seat)
    asking = (
        stage
        for procedure in procedures
        for stage in procedure.stages
        if any(roles.intersection(step.by) for step in asks_of(procedure, stage))
    )
    return tuple(sorted(set(asking)))


def in_play(work: Work, *, agency_id: str | None) -> tuple[Procedure, ...]:
    """Return the procedures that open cases of an agency follow."""
    digests = work.session.scalars(_IN_PLAY, {"agency": agency_id})
    return tuple(procedure_of(work, digest) for digest in digests)


def asks_of(procedure: Procedure, stage: str) -> tuple[Step, ...]:
    """Return what a stage asks; that a leak is reported is asked beside everything else."""
    first = asked(procedure, stage)
    rest = (step for step in procedure.steps_from(stage) if step not in first)
    return (*first, *(step for step in rest if Need.REPORTED_TO in step.needs))


def _asks(procedure: Procedure, roles: frozenset[Role], persons: Persons) -> ColumnElement[bool]:
    duties: dict[_Duty, set[str]] = defaultdict(set)
    for stage in procedure.stages:
        for step in asks_of(procedure, stage):
            mine = roles.intersection(step.by)
            if mine:
                duties[_duty(step, mine, by=_asked_of(procedure, stage))].add(stage)
    met = [
        and_(among(col(CaseRow.stage), sorted(stages)), *_terms(duty, persons))
        for duty, stages in duties.items()
    ]
    return and_(col(CaseRow.procedure_digest) == procedure.digest, or_(false(), *met))


def _asked_of(procedure: Procedure, stage: str) -> frozenset[Role]:
    return frozenset(role for step in asked(procedure, stage) for role in step.by)


def _duty(step: Step, mine: frozenset[Role], *, by: frozenset[Role]) -> _Duty:
    return _Duty(
        only_drafters=mine == {Role.DRAFTER},
        only_leaks=Need.REPORTED_TO in step.needs,
        by=by,
        different_from=frozenset(step.different_from),
    )


def _terms(duty: _Duty, persons: Persons) -> list[ColumnElement[bool]]:
    terms: list[ColumnElement[bool]] = [~_lies_with_another(duty.by, persons)]
    if duty.only_drafters:
        terms.append(col(DocumentRow.drafter_id).in_(persons))
    if duty.only_leaks:
        terms.append(col(CaseRow.is_suspected_leak).is_(True))
    if duty.different_from:
        terms.append(~_had_a_hand(duty.different_from, persons))
    return terms


def _lies_with_another(by: frozenset[Role], persons: Persons) -> ColumnElement[bool]:
    """It was handed over to somebody else who still holds a role for it (转办)."""
    holder, grant = aliased(PersonRow), aliased(RoleGrantRow)  # a list joins people of its own
    held = exists().where(
        col(grant.person_id) == col(AddresseeRow.person_id),
        among(col(grant.role), sorted(by)),
        in_effect(grant),
    )
    return exists().where(
        col(SideActRow.case_id) == col(CaseRow.id),
        is_handed_over(),
        col(AddresseeRow.side_act_id) == col(SideActRow.id),
        col(AddresseeRow.person_id).not_in(persons),
        col(holder.id) == col(AddresseeRow.person_id),
        col(holder.active),
        held,
    )


def _had_a_hand(acts: frozenset[Act], persons: Persons) -> ColumnElement[bool]:
    """Four eyes as the engine asks for them, of every case at once."""
    acted = exists().where(
        col(ActRow.case_id) == col(CaseRow.id),
        among(col(ActRow.act), sorted(acts)),
        col(ActRow.voided_at).is_(None),
        or_(col(ActRow.person_id).in_(persons), col(ActRow.principal_id).in_(persons)),
    )
    hands: list[ColumnElement[bool]] = [acted, spoke_before(acts, persons)]
    if Act.ATTRIBUTION in acts:
        hands.append(
            exists().where(
                col(VersionRow.document_id) == col(CaseRow.document_id),
                col(VersionRow.created_by).in_(persons),
            )
        )
    if Act.CHECK in acts:
        hands.extend(hands_on(col(CaseRow.version_id), persons))
    return or_(*hands)


def _lent(work: Work, caller: Caller) -> list[Seat]:
    """Return the seats of those on leave today; a role must be its principal's own."""
    query = (
        select(SubstitutionRow, col(PersonRow.name))
        .join(PersonRow, col(PersonRow.id) == col(SubstitutionRow.principal_id))
        .join(
            RoleGrantRow,
            (col(RoleGrantRow.person_id) == col(PersonRow.id))
            & (col(RoleGrantRow.role) == col(SubstitutionRow.role)),
        )
        .where(
            col(SubstitutionRow.agency_id) == caller.agency_id,
            col(SubstitutionRow.substitute_id) == caller.person_id,
            col(SubstitutionRow.first_day) <= work.today,
            col(SubstitutionRow.last_day) >= work.today,
            in_effect(),
            col(PersonRow.active),
        )
        .order_by(col(SubstitutionRow.first_day), col(SubstitutionRow.id))
    )
    return [
        Seat(
            roles=frozenset({row.role}),
            persons=frozenset({caller.person_id, row.principal_id}),
            principal=name,
            until=row.last_day,
        )
        for row, name in work.session.execute(query)
    ]
