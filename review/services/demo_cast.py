"""The cast of a demo: who can be tried without a password, in a demo database and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from review.domain.errors import NoSuchPerson
from review.domain.vocabulary import Role
from review.services.accounts import in_effect
from review.services.installation import is_demo
from review.services.sign_in import Proof
from review.services.work import Work
from review.storage.rows import PersonRow, RoleGrantRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One of the cast."""

    login: str
    name: str
    roles: tuple[str, ...]


def cast(work: Work) -> tuple[Member, ...]:
    """List the people of a demo; of an ordinary office nobody is told."""
    if not is_demo(work):
        return ()
    query = (
        select(PersonRow, col(RoleGrantRow.role))
        .join(RoleGrantRow, col(RoleGrantRow.person_id) == col(PersonRow.id))
        .where(col(PersonRow.active), in_effect())
    )
    roles: dict[tuple[str, str], list[Role]] = {}
    for person, role in work.session.execute(query):
        roles.setdefault((person.login, person.name), []).append(role)
    order = list(Role)
    members = sorted(roles.items(), key=lambda one: min(map(order.index, one[1])))
    return tuple(
        Member(login=login, name=name, roles=tuple(role.label for role in sorted(held)))
        for (login, name), held in members
    )


def demo_proof(work: Work, login: str) -> Proof:
    """Let one of the cast in by name, as the command line does in a demo (DESIGN §11)."""
    if not is_demo(work):
        raise NoSuchPerson(person=login)
    query = select(PersonRow).where(col(PersonRow.login) == login, col(PersonRow.active))
    person = work.session.execute(query).scalar_one_or_none()
    if person is None:
        raise NoSuchPerson(person=login)
    return Proof(person_id=person.id, kept=person.password_hash, matches=True, by="name")
