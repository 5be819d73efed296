"""Lists for who runs the office: authorisations, the outbox, what a round would do."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select, true
from sqlmodel import col

from review.commands import Caller
from review.domain.vocabulary import Ground
from review.services.previews import PreviewLine, preview
from review.services.work import Work
from review.storage.rows import AgencyRow, AuthorisationRow, OutboxRow


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


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageLine:
    """One message of the outbox."""

    key: str
    channel: str
    action: str
    document: str
    asked_at: datetime
    attempts: int
    failure: str | None
    state: str


def authorisations(work: Work, *, caller: Caller | None) -> tuple[AuthorisationLine, ...]:
    """List the standing authorisations, of the caller's agency or of all."""
    mine = true() if caller is None else col(AuthorisationRow.agency_id) == caller.agency_id
    query = select(AuthorisationRow).where(mine).order_by(col(AuthorisationRow.drafted_at))
    return tuple(_authorisation(row) for row in work.session.execute(query).scalars())


def outbox(work: Work, *, caller: Caller | None) -> tuple[MessageLine, ...]:
    """List what waits in the outbox or was given up, the oldest first."""
    mine: ColumnElement[bool] = true()
    if caller is not None:
        mine = col(OutboxRow.agency_id) == caller.agency_id
    query = select(OutboxRow).where(mine, col(OutboxRow.done_at).is_(None))
    rows = work.session.execute(query.order_by(col(OutboxRow.asked_at))).scalars()
    return tuple(_message(row) for row in rows)


def previewed(work: Work, *, on: date | None, caller: Caller | None) -> tuple[PreviewLine, ...]:
    """Say what a run would look at, for the caller's agency or for all."""
    everybody = select(col(AgencyRow.id)).order_by(col(AgencyRow.code))
    agencies = [caller.agency_id] if caller else list(work.session.execute(everybody).scalars())
    day = on or work.today
    return tuple(line for each in agencies for line in preview(work, on=day, agency_id=each))


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


def _message(row: OutboxRow) -> MessageLine:
    return MessageLine(
        key=row.key,
        channel=row.channel,
        action=row.action,
        document=row.document_id,
        asked_at=row.asked_at,
        attempts=row.attempts,
        failure=row.failure,
        state="dead" if row.is_dead else "waiting",
    )
