"""The standing authorisations as lists show them, and how far each has come."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, true
from sqlmodel import col

from review.commands import Caller
from review.domain.vocabulary import Ground
from review.services.work import Work
from review.storage.rows import AuthorisationRow


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorisationLine:
    """One standing authorisation and how far it has come."""

    reference: str
    grounds: tuple[Ground, ...]
    first_day: date
    last_day: date
    cap: int
    hold_days: int
    state: str


def authorisation_lines(work: Work, *, caller: Caller | None) -> tuple[AuthorisationLine, ...]:
    """List the standing authorisations, of the caller's agency or of all."""
    mine = true() if caller is None else col(AuthorisationRow.agency_id) == caller.agency_id
    query = select(AuthorisationRow).where(mine).order_by(col(AuthorisationRow.drafted_at))
    return tuple(_authorisation(row) for row in work.session.execute(query).scalars())


def _authorisation(row: AuthorisationRow) -> AuthorisationLine:
    return AuthorisationLine(
        reference=row.reference,
        grounds=tuple(Ground.stored(each) for each in json.loads(row.grounds)),
        first_day=row.first_day,
        last_day=row.last_day,
        cap=row.cap,
        hold_days=row.hold_days,
        state=_state(row),
    )


def _state(row: AuthorisationRow) -> str:
    if row.revoked_at is not None:
        return "revoked"
    if row.signed_at is not None:
        return "signed"
    return "rules_signed" if row.rules_signed_at is not None else "drafted"
