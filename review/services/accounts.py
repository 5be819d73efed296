"""Who a caller is and what he may do, asked anew each time he acts (S09, S10)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, bindparam, select
from sqlmodel import Session, col

from review.commands import Caller
from review.domain.account_refusals import PasswordChangeDue
from review.domain.account_rules import Profile
from review.domain.errors import NotYours
from review.domain.vocabulary import Role
from review.services.account_rules import profile_of, rules_in
from review.services.work import Work
from review.storage.rows import AgencyRow, PersonRow, RoleGrantRow, SubstitutionRow
from review.storage.told_once import told_once
from workflows.engine import Actor
from workflows.words import ADMINISTRATORS


def in_effect(grant: type[RoleGrantRow] = RoleGrantRow) -> ColumnElement[bool]:
    """Return the condition under which a grant is in effect, as long as its person is active."""
    return col(grant.ended_at).is_(None) & col(grant.confirmed_at).is_not(None)


_IN_EFFECT = (
    select(col(RoleGrantRow.role))
    .join(PersonRow, col(PersonRow.id) == col(RoleGrantRow.person_id))
    .where(
        col(RoleGrantRow.person_id) == bindparam("person"),
        in_effect(),
        col(PersonRow.active),
    )
)
_PERSON_WITH_ROLES = (
    select(PersonRow, col(RoleGrantRow.role))
    .outerjoin(
        RoleGrantRow,
        (col(RoleGrantRow.person_id) == col(PersonRow.id)) & in_effect(),
    )
    .where(col(PersonRow.id) == bindparam("person"))
)
_IN_FORCE = (
    select(SubstitutionRow)
    .where(
        col(SubstitutionRow.agency_id) == bindparam("agency"),
        col(SubstitutionRow.substitute_id) == bindparam("person"),
        col(SubstitutionRow.first_day) <= bindparam("day"),
        col(SubstitutionRow.last_day) >= bindparam("day"),
    )
    .order_by(col(SubstitutionRow.first_day), col(SubstitutionRow.id))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """As whom one person may act today: for himself, and in the place of others."""

    own: Actor
    others: tuple[Actor, ...]

    def where(self, needed: Collection[Role]) -> Actor:
        """Return as whom he acts where one of these roles is needed; if he has none, as himself."""
        fit = (one for one in (self.own, *self.others) if not one.roles.isdisjoint(needed))
        return next(fit, self.own)


@told_once
def roles_of(session: Session, person_id: str) -> frozenset[Role]:
    """Return the roles in effect: granted, confirmed and not ended, of an active person."""
    return frozenset(session.scalars(_IN_EFFECT, {"person": person_id}))


def actor_of(work: Work, caller: Caller, *, needed: tuple[Role, ...] | None = None) -> Actor:
    """Return who acts: in own roles, or for somebody on leave whose role is needed (休假代理)."""
    person, own = _with_roles(work, caller.person_id)
    person = _fit(person, caller)
    if needed is None or not own.isdisjoint(needed) or not own.isdisjoint(ADMINISTRATORS):
        return Actor(person=person.id, roles=own)
    return _substitute(work, person, needed) or Actor(person=person.id, roles=own)


@told_once
def _with_roles(work: Work, person_id: str) -> tuple[PersonRow | None, frozenset[Role]]:
    found = work.session.execute(_PERSON_WITH_ROLES, {"person": person_id}).all()
    roles = frozenset(role for _, role in found if role is not None)
    return found[0][0] if found else None, roles


@told_once
def acting(work: Work, caller: Caller) -> Acting:
    """Return as whom a caller may act, for a page that asks about many steps at once."""
    own = actor_of(work, caller)
    return Acting(own=own, others=stands_in(work, caller))


def in_good_standing(work: Work, caller: Caller) -> PersonRow:
    """Return the caller's person; refuse one who is gone or must first change the password."""
    return _fit(work.session.get(PersonRow, caller.person_id), caller)


def _fit(person: PersonRow | None, caller: Caller) -> PersonRow:
    if person is None or not person.active or person.agency_id != caller.agency_id:
        raise NotYours
    if person.must_change_password:
        raise PasswordChangeDue
    return person


def must_hold(work: Work, caller: Caller, *roles: Role) -> frozenset[Role]:
    """Return the caller's own roles; refuse one who holds none of these. Nobody deputises here."""
    own = actor_of(work, caller).roles
    if own.isdisjoint(roles):
        raise not_yours(roles)
    return own


def not_yours(roles: Collection[Role]) -> NotYours:
    """Return the refusal that names who may, in the order of the vocabulary."""
    return NotYours(who=tuple(role.label for role in Role if role in roles))


def profile_in(work: Work, agency_id: str) -> Profile:
    """Return how this agency sets up its accounts."""
    return profile_of(work.session.get_one(AgencyRow, agency_id).profile)


def second_step_demanded(work: Work, agency_id: str) -> bool:
    """Say whether nobody of an agency does anything without a second step of signing in."""
    return rules_in(work, agency_id).second_step_demanded


@told_once
def stands_in(work: Work, caller: Caller) -> tuple[Actor, ...]:
    """Return as whom this person may act today for others (休假代理); administrators as none."""
    person = work.session.get(PersonRow, caller.person_id)
    if person is None or not roles_of(work.session, person.id).isdisjoint(ADMINISTRATORS):
        return ()
    return tuple(_stand_ins(work, person))


def _substitute(work: Work, person: PersonRow, needed: tuple[Role, ...]) -> Actor | None:
    """Find the first in whose place the person acts today; the role must be that one's own."""
    return next(
        (actor for actor in _stand_ins(work, person) if not actor.roles.isdisjoint(needed)), None
    )


def _stand_ins(work: Work, person: PersonRow) -> Iterator[Actor]:
    for row in _in_force(work, person, on=work.today):
        if row.role in roles_of(work.session, row.principal_id):
            yield Actor(person=person.id, roles=frozenset({row.role}), principal=row.principal_id)


def _in_force(work: Work, person: PersonRow, *, on: date) -> list[SubstitutionRow]:
    said = {"agency": person.agency_id, "person": person.id, "day": on}
    return list(work.session.scalars(_IN_FORCE, said))
