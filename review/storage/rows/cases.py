"""Cases: the run of a procedure on one document, its steps, acts and statements of mode."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from review.domain.vocabulary import (
    Act,
    DeliberativeKind,
    DisclosureMode,
    Ending,
    Exemption,
    OnRequestReason,
    Role,
    StatementKind,
)
from review.storage.columns import TermColumn, UtcDateTime, new_id


class CaseRow(SQLModel, table=True):
    """One matter, one review: at most one open case a document."""

    __tablename__ = "review_case"
    __table_args__ = (
        Index(
            "one_open_case_per_document",
            "document_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL AND procedure <> 'takedown'"),
            postgresql_where=text("closed_at IS NULL AND procedure <> 'takedown'"),
        ),
        Index(  # withdrawing never waits for a review that is still open
            "one_open_takedown_per_document",
            "document_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL AND procedure = 'takedown'"),
            postgresql_where=text("closed_at IS NULL AND procedure = 'takedown'"),
        ),
        Index("one_case_of_a_number", "agency_id", "year", "serial", unique=True),
        Index("cases_by_stage", "agency_id", "closed_at", "stage_due_on", "procedure_digest"),
        Index("cases_of_a_serial", "agency_id", "serial"),
        Index(
            "open_cases",
            "agency_id",
            "stage",
            "procedure_digest",
            "stage_due_on",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("cases_in_hold", "agency_id", "hold_until"),
        Index("cases_of_an_opener", "opened_by", "stage_since", "year", "serial"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    year: int
    serial: int
    document_id: str = Field(foreign_key="document.id", index=True)
    version_id: str = Field(foreign_key="version.id")
    procedure: str
    procedure_digest: str = Field(foreign_key="definition.digest")
    stage: str
    stage_since: datetime = Field(sa_type=UtcDateTime)
    stage_due_on: date | None = None
    due_on: date | None = None
    due_is_provisional: bool = False
    opened_at: datetime = Field(sa_type=UtcDateTime)
    opened_by: str | None = None
    opened_because: str | None = None
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    needs_head: bool = False
    hold_until: date | None = None
    authorisation_id: str | None = None
    is_suspected_leak: bool = False
    breach_due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    assessment: str | None = None
    outcome: str | None = None
    set_aside: str | None = None
    rev: int = 1


class StepRow(SQLModel, table=True):
    """One step that was taken: the trail of a case."""

    __tablename__ = "step"
    __table_args__ = (
        Index("steps_of_a_case", "case_id", "rev", unique=True),
        Index("steps_of_a_person", "person_id", "case_id", "rev"),
        Index("steps_of_a_person_in_time", "person_id", "at"),
        Index("steps_in_time", "agency_id", "at"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    case_id: str = Field(foreign_key="review_case.id")
    rev: int
    action: str
    from_stage: str | None = None
    to_stage: str
    version_id: str = Field(foreign_key="version.id")
    person_id: str | None = None
    principal_id: str | None = None
    role: Role = Field(sa_type=TermColumn(Role))
    opinion: str = ""
    inputs: str = "{}"
    token_id: str | None = None
    os_account: str | None = None
    at: datetime = Field(sa_type=UtcDateTime)


class ActRow(SQLModel, table=True):
    """An act that a step stood for: who, on which bytes, under which rules; void after a change."""

    __tablename__ = "act"
    __table_args__ = (
        Index(
            "one_standing_act_of_a_kind",
            "case_id",
            "act",
            unique=True,
            sqlite_where=text("voided_at IS NULL"),
            postgresql_where=text("voided_at IS NULL"),
        ),
        Index("acts_of_a_case", "case_id", "rev"),
        Index("acts_on_a_document", "document_id", "act"),
        Index(
            "acts_in_haste",
            "agency_id",
            "at",
            sqlite_where=text("haste IS NOT NULL"),
            postgresql_where=text("haste IS NOT NULL"),
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    case_id: str = Field(foreign_key="review_case.id")
    document_id: str = Field(foreign_key="document.id")
    version_id: str = Field(foreign_key="version.id")
    manifest: str
    act: Act = Field(sa_type=TermColumn(Act))
    person_id: str | None = Field(default=None, foreign_key="person.id")
    principal_id: str | None = Field(default=None, foreign_key="person.id")
    role: Role = Field(sa_type=TermColumn(Role))
    rev: int
    """The step of the case that did it."""
    source: str | None = None
    mode: DisclosureMode | None = Field(default=None, sa_type=TermColumn(DisclosureMode))
    ruleset: str
    procedure_digest: str
    opinion: str = ""
    haste: int | None = None
    """In so many seconds it was done, where that is less than reading takes."""
    at: datetime = Field(sa_type=UtcDateTime)
    voided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class StatementRow(SQLModel, table=True):
    """A mode as somebody stated it: proposed, verified or determined; none is ever overwritten."""

    __tablename__ = "mode_statement"

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    case_id: str = Field(foreign_key="review_case.id", index=True)
    version_id: str = Field(foreign_key="version.id")
    kind: StatementKind = Field(sa_type=TermColumn(StatementKind))
    mode: DisclosureMode = Field(sa_type=TermColumn(DisclosureMode))
    exemption: Exemption | None = Field(default=None, sa_type=TermColumn(Exemption))
    deliberative_kind: DeliberativeKind | None = Field(
        default=None,
        sa_type=TermColumn(DeliberativeKind),
    )
    article: str | None = None
    reasons: str | None = None
    on_request_reason: OnRequestReason | None = Field(
        default=None,
        sa_type=TermColumn(OnRequestReason),
    )
    has_work_secret_mark: bool = False
    subjects: str | None = None
    ending: Ending | None = Field(default=None, sa_type=TermColumn(Ending))
    ends_on: date | None = None
    ending_event: str | None = None
    person_id: str | None = None
    at: datetime = Field(sa_type=UtcDateTime)
    rev: int
