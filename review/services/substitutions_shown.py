"""Who stands in for whom, as the people concerned see it, and who may be asked to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from review.commands import Caller
from review.domain.vocabulary import Role
from review.services.accounts import in_effect, in_good_standing, roles_of
from review.services.duties import acts_on_cases
from review.services.work import Work
from review.storage.rows import PersonRow, RoleGrantRow, SubstitutionRow
from workflows.words import ADMINISTRATORS


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstitutionLine:
    """One substitution that has not passed."""

    principal: str
    substitute: str
    role: Role
    first_day: date
    last_day: date
    is_mine: bool
    """Another acts for me; otherwise I act for another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deputy:
    """Somebody who may be asked to stand in."""

    login: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstitutionView:
    """What a person gave and was given, what he may give, and to whom."""

    lines: tuple[SubstitutionLine, ...]
    roles: tuple[Role, ...]
    deputies: tuple[Deputy, ...]
    today: date


def own_substitutions(work: Work, *, caller: Caller) -> SubstitutionView:
    """Return the substitutions of the caller that last today or later, and what he may choose."""
    me = in_good_standing(work, caller)
    held = roles_of(work.session, me.id)
    return SubstitutionView(
        lines=_lines(work, me),
        roles=tuple(role for role in Role if role in held and acts_on_cases(role)),
        deputies=_deputies(work, me),
        today=work.today,
    )


def _lines(work: Work, me: PersonRow) -> tuple[SubstitutionLine, ...]:
    principal, deputy = aliased(PersonRow), aliased(PersonRow)
    query = (
        select(SubstitutionRow, col(principal.name), col(deputy.name))
        .join(principal, col(principal.id) == col(SubstitutionRow.principal_id))
        .join(deputy, col(deputy.id) == col(SubstitutionRow.substitute_id))
        .where(
            col(SubstitutionRow.agency_id) == me.agency_id,
            col(SubstitutionRow.last_day) >= work.today,
            or_(
                col(SubstitutionRow.principal_id) == me.id,
                col(SubstitutionRow.substitute_id) == me.id,
            ),
        )
        .order_by(col(SubstitutionRow.first_day), col(SubstitutionRow.id))
    )
    return tuple(
        SubstitutionLine(
            principal=of,
            substitute=by,
            role=row.role,
            first_day=row.first_day,
            last_day=row.last_day,
            is_mine=row.principal_id == me.id,
        )
        for row, of, by in work.session.execute(query)
    )


def _deputies(work: Work, me: PersonRow) -> tuple[Deputy, ...]:
    """Return the others in service; no administrator comes to act on cases in this way."""
    keepers = select(col(RoleGrantRow.person_id)).where(
        col(RoleGrantRow.role).in_(ADMINISTRATORS),
        in_effect(),
    )
    query = (
        select(col(PersonRow.login), col(PersonRow.name))
        .where(
            col(PersonRow.agency_id) == me.agency_id,
            col(PersonRow.active),
            col(PersonRow.id) != me.id,
            col(PersonRow.id).not_in(keepers),
        )
        .order_by(col(PersonRow.login))
    )
    return tuple(Deputy(login=login, name=name) for login, name in work.session.execute(query))
