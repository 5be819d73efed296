"""Reassessment: standing authorisations, triggers and runs."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from review.domain.vocabulary import RequestResult, Role, Trigger
from review.storage.columns import TermColumn, UtcDateTime, new_id


class AuthorisationRow(SQLModel, table=True):
    """A standing authorisation: drafted, rules signed, signed, by three people."""

    __tablename__ = "authorisation"
    __table_args__ = (
        Index("one_authorisation_of_a_number", "agency_id", "reference", unique=True),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    reference: str
    grounds: str
    first_day: date
    last_day: date
    cap: int
    hold_days: int
    rules_digest: str
    drafted_by: str = Field(foreign_key="person.id")
    drafted_at: datetime = Field(sa_type=UtcDateTime)
    rules_signed_by: str | None = Field(default=None, foreign_key="person.id")
    rules_signed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    signed_by: str | None = Field(default=None, foreign_key="person.id")
    signed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    signed_as: Role | None = Field(default=None, sa_type=TermColumn(Role))
    revoked_by: str | None = Field(default=None, foreign_key="person.id")
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    rev: int = 1


class TriggerRow(SQLModel, table=True):
    """An event that brings a paper up for reassessment: what, from where, entered by whom."""

    __tablename__ = "reassessment_trigger"
    __table_args__ = (Index("triggers_of_a_document", "document_id", "happened_on"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    document_id: str = Field(foreign_key="document.id")
    trigger: Trigger = Field(sa_type=TermColumn(Trigger))
    reference: str
    happened_on: date
    entered_by: str
    entered_at: datetime = Field(sa_type=UtcDateTime)


class RequestFactRow(SQLModel, table=True):
    """How a request for a paper was answered; a later row of its number corrects an earlier one.

    Who asked is kept as a mark only: enough to tell two requesters apart, and no more.
    """

    __tablename__ = "request_fact"
    __table_args__ = (
        Index("one_fact_of_a_revision", "document_id", "number", "revision", unique=True),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    document_id: str = Field(foreign_key="document.id")
    number: str
    revision: int
    requester_mark: str
    answered_on: date
    result: RequestResult = Field(sa_type=TermColumn(RequestResult))
    correction: str = ""
    """Why it was corrected; empty in the first row of a number."""
    entered_by: str = Field(foreign_key="person.id")
    entered_at: datetime = Field(sa_type=UtcDateTime)


class CampaignRow(SQLModel, table=True):
    """The plan of a yearly campaign: its period, its days, who answers for it; never changed."""

    __tablename__ = "campaign"
    __table_args__ = (Index("one_campaign_of_a_year", "agency_id", "year", unique=True),)

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    year: int
    first_day: date
    last_day: date
    hold_days: int
    responsible_id: str = Field(foreign_key="person.id")
    planned_by: str = Field(foreign_key="person.id")
    planned_at: datetime = Field(sa_type=UtcDateTime)


class CampaignClosingRow(SQLModel, table=True):
    """The end of a campaign: how many were in scope and what each came to."""

    __tablename__ = "campaign_closing"

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    campaign_id: str = Field(foreign_key="campaign.id", unique=True)
    in_scope: int
    outcomes: str
    summary: str
    closed_by: str = Field(foreign_key="person.id")
    closed_at: datetime = Field(sa_type=UtcDateTime)


class RunRow(SQLModel, table=True):
    """One run over what is due: when, what it did, and what it did late."""

    __tablename__ = "reassessment_run"

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id", index=True)
    started_at: datetime = Field(sa_type=UtcDateTime)
    on_day: date
    started_by: str | None = None
    counts: str = "{}"
