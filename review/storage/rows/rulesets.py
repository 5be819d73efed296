"""What an agency adds to the shipped rules: drafted, tested, signed by two others, active."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from review.storage.columns import UtcDateTime, new_id

_ACTIVE = "activated_at IS NOT NULL AND ended_at IS NULL"


class RulesetSourceRow(SQLModel, table=True):
    """Rules and terms as they were handed in, by the hash of their text; kept whole for ever."""

    __tablename__ = "ruleset_source"

    digest: str = Field(primary_key=True)
    source: str
    stored_at: datetime = Field(sa_type=UtcDateTime)


class RulesetDraftRow(SQLModel, table=True):
    """An agency's additions under a version of their own, and who tested, signed, activated."""

    __tablename__ = "ruleset_draft"
    __table_args__ = (
        Index("one_ruleset_of_a_version", "agency_id", "version", unique=True),
        Index(
            "one_active_ruleset",
            "agency_id",
            unique=True,
            sqlite_where=text(_ACTIVE),
            postgresql_where=text(_ACTIVE),
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    version: str
    digest: str = Field(foreign_key="ruleset_source.digest")
    drafted_by: str = Field(foreign_key="person.id")
    drafted_at: datetime = Field(sa_type=UtcDateTime)
    tested_by: str | None = Field(default=None, foreign_key="person.id")
    tested_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    tested_as: str | None = None
    """The identity, with the shipped rules of the day, under which it was tested."""
    summary: str | None = None
    """What the test came to, as JSON: rules, counts and places, no text of a paper."""
    signed_by: str | None = Field(default=None, foreign_key="person.id")
    signed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """By the confidentiality officer."""
    approved_by: str | None = Field(default=None, foreign_key="person.id")
    approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """By the approving official."""
    activated_by: str | None = Field(default=None, foreign_key="person.id")
    activated_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When another took its place."""
    rev: int = 1
