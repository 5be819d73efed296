"""What programs leave behind: answers by the keys they asked with, and what is told to them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from review.storage.columns import UtcDateTime, new_id


class AnsweredRow(SQLModel, table=True):
    """A request that was done, by its key: asked again it gets the same answer, and is not redone.

    `seq` is the last entry of the transaction in which it was done; `answer` holds numbers, names
    of stages and identities, never a word of a paper.
    """

    __tablename__ = "answered_request"
    __table_args__ = (Index("one_answer_to_a_key", "person_id", "key", unique=True),)

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    person_id: str = Field(foreign_key="person.id")
    token_id: str = Field(foreign_key="access_token.id")
    key: str
    request_sha256: str
    answer: str
    seq: int
    at: datetime = Field(sa_type=UtcDateTime)


class WebhookRow(SQLModel, table=True):
    """An address that is told when a case of the agency moves; its secret lies elsewhere."""

    __tablename__ = "webhook"

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id", index=True)
    url: str
    created_by: str = Field(foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    rev: int = 1


class WebhookDeliveryRow(SQLModel, table=True):
    """One step of one case to be told to one address: number and stage, nothing of the paper."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        Index("one_delivery_of_a_step", "webhook_id", "case_id", "case_rev", unique=True),
        Index("webhook_deliveries_due", "done_at", "is_dead", "next_try_at"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    webhook_id: str = Field(foreign_key="webhook.id")
    case_id: str = Field(foreign_key="review_case.id")
    case_rev: int
    stage: str
    asked_at: datetime = Field(sa_type=UtcDateTime)
    attempts: int = 0
    next_try_at: datetime = Field(sa_type=UtcDateTime)
    failure: str | None = None
    is_dead: bool = False
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
