"""The ledger: one chain an agency, its head one row that a writer locks to commit."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from review.storage.columns import UtcDateTime


class LedgerHeadRow(SQLModel, table=True):
    """Where the chain of an agency stands."""

    __tablename__ = "ledger_head"

    agency_id: str = Field(primary_key=True, foreign_key="agency.id")
    seq: int
    sha256: str
    sm3: str


class LedgerEntryRow(SQLModel, table=True):
    """One change; `body` is canonical JSON, the hashes bind it to the entry before."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        Index("one_entry_for_each_change", "subject", "subject_rev", unique=True),
        Index("one_entry_for_each_document_change", "document_id", "document_rev", unique=True),
    )

    agency_id: str = Field(primary_key=True, foreign_key="agency.id")
    seq: int = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    event: str
    subject: str
    subject_rev: int
    document_id: str | None = None
    document_rev: int | None = None
    prev_sha256: str
    prev_sm3: str
    sha256: str
    sm3: str
    body: str
