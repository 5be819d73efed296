"""What is asked with a step: that every address of the agency be told, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from review.storage.columns import new_id
from review.storage.rows import CaseRow, WebhookDeliveryRow, WebhookRow

_LIVING = select(col(WebhookRow.id)).where(
    col(WebhookRow.agency_id) == bindparam("agency"), col(WebhookRow.ended_at).is_(None)
)


def tell_of_step(session: Session, case: CaseRow, *, rev: int, stage: str, at: datetime) -> None:
    """Ask that every living address of the agency be told where a case has come to."""
    living = living_addresses(session, case.agency_id)
    session.add_all(deliveries(living, case, rev=rev, stage=stage, at=at))


def living_addresses(session: Session, agency_id: str) -> Sequence[str]:
    """Return the addresses that an agency has told of every step."""
    return session.scalars(_LIVING, {"agency": agency_id}).all()


def deliveries(
    addresses: Sequence[str], case: CaseRow, *, rev: int, stage: str, at: datetime
) -> Iterator[WebhookDeliveryRow]:
    """Yield the message to each address, not written yet."""
    for address in addresses:
        yield WebhookDeliveryRow(
            id=new_id(),
            agency_id=case.agency_id,
            webhook_id=address,
            case_id=case.id,
            case_rev=rev,
            stage=stage,
            asked_at=at,
            next_try_at=at,
        )
