"""What is asked with a step: that every address of the agency be told, in the same transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from review.storage.columns import new_id
from review.storage.rows import CaseRow, WebhookDeliveryRow, WebhookRow


def tell_of_step(session: Session, case: CaseRow, *, rev: int, stage: str, at: datetime) -> None:
    """Ask that every living address of the agency be told where a case has come to."""
    living = select(col(WebhookRow.id)).where(
        col(WebhookRow.agency_id) == case.agency_id, col(WebhookRow.ended_at).is_(None)
    )
    session.add_all(
        WebhookDeliveryRow(
            id=new_id(),
            agency_id=case.agency_id,
            webhook_id=webhook,
            case_id=case.id,
            case_rev=rev,
            stage=stage,
            asked_at=at,
            next_try_at=at,
        )
        for webhook in session.scalars(living)
    )
