"""What must happen outside the transaction: the outbox, the job slots, the heartbeat."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from review.storage.columns import UtcDateTime, new_id


class OutboxRow(SQLModel, table=True):
    """One effect to be delivered exactly once by its key; `seq` is the entry that asked for it.

    What was asked later is told by that number: no clock says which of two decisions came first.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("outbox_due", "done_at", "next_try_at"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    key: str = Field(unique=True)
    channel: str
    action: str
    document_id: str = Field(foreign_key="document.id", index=True)
    version_id: str = Field(foreign_key="version.id")
    case_id: str = Field(foreign_key="review_case.id")
    manifest: str
    seq: int
    asked_at: datetime = Field(sa_type=UtcDateTime)
    attempts: int = 0
    next_try_at: datetime = Field(sa_type=UtcDateTime)
    failure: str | None = None
    is_dead: bool = False
    receipt: str | None = None
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class MailNoticeRow(SQLModel, table=True):
    """One notice by mail: to whom, of how many cases, and whether the server took it."""

    __tablename__ = "mail_notice"
    __table_args__ = (Index("mail_notices_of_a_person", "person_id", "asked_at", unique=True),)

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    person_id: str = Field(foreign_key="person.id")
    asked_at: datetime = Field(sa_type=UtcDateTime)
    cases: int
    attempts: int = 0
    next_try_at: datetime = Field(sa_type=UtcDateTime)
    failure: str | None = None
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class AlarmRow(SQLModel, table=True):
    """A public file was found not to be what was approved; whether it still is, its bytes say."""

    __tablename__ = "alarm"

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    document_id: str = Field(foreign_key="document.id")
    file_id: str = Field(foreign_key="file.id", unique=True)
    found_at: datetime = Field(sa_type=UtcDateTime)


class JobSlotRow(SQLModel, table=True):
    """One occurrence of a periodic job: claimed under a lease, with a fencing token."""

    __tablename__ = "job_slot"

    job: str = Field(primary_key=True)
    slot: str = Field(primary_key=True)
    holder: str
    fence: int
    lease_until: datetime = Field(sa_type=UtcDateTime)
    started_at: datetime = Field(sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    report: str | None = None


class HeartbeatRow(SQLModel, table=True):
    """When the bell last rang."""

    __tablename__ = "heartbeat"

    job: str = Field(primary_key=True)
    rang_at: datetime = Field(sa_type=UtcDateTime)
