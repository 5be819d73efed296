"""For which accounts the directory of the office is asked, and what its answer proves."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlmodel import col

from review.services.sign_in import Proof, is_locked
from review.services.vouched_for import is_vouched_for
from review.services.work import Work
from review.storage.rows import PersonRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whom a login means here, and under which name the directory is asked, if it is."""

    person_id: str | None
    kept: str | None = field(repr=False)
    login: str | None


def asked_of(work: Work, login: str) -> Asked:
    """Say whom the directory is asked for: nobody who is locked, closed, a keeper, or not meant."""
    person = work.session.scalars(
        select(PersonRow).where(col(PersonRow.login) == login)
    ).one_or_none()
    if person is None or not is_vouched_for(work, person):
        return Asked(person_id=None, kept=None, login=None)
    is_asked = person.active and not is_locked(work, person)
    return Asked(
        person_id=person.id, kept=person.password_hash, login=person.login if is_asked else None
    )


def proof_of(asked: Asked, *, matches: bool) -> Proof:
    """Return what asking came to; who was not asked for is not proved."""
    return Proof(
        person_id=asked.person_id,
        kept=asked.kept,
        matches=matches and asked.login is not None,
        by="directory",
    )
