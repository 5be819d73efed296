"""Definitions kept whole for ever, and facts about this database."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, false, text
from sqlmodel import Field, SQLModel

from review.storage.columns import UtcDateTime, new_id


class DefinitionRow(SQLModel, table=True):
    """A procedure as it stood, by the hash of its text; cases are pinned to it."""

    __tablename__ = "definition"

    digest: str = Field(primary_key=True)
    name: str
    source: str
    stored_at: datetime = Field(sa_type=UtcDateTime)


class ActiveDefinitionRow(SQLModel, table=True):
    """Which definition new cases of an agency follow, and whether papers may be handed in by it."""

    __tablename__ = "active_definition"

    agency_id: str = Field(primary_key=True, foreign_key="agency.id")
    name: str = Field(primary_key=True)
    digest: str = Field(foreign_key="definition.digest")
    takes_papers: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    rev: int = 1


class ActivationRow(SQLModel, table=True):
    """A definition that one administrator drafted to be followed; it is when another confirms."""

    __tablename__ = "activation"
    __table_args__ = (
        Index(
            "one_draft_of_a_procedure",
            "agency_id",
            "name",
            unique=True,
            sqlite_where=text("confirmed_at IS NULL AND ended_at IS NULL"),
            postgresql_where=text("confirmed_at IS NULL AND ended_at IS NULL"),
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    name: str
    digest: str = Field(foreign_key="definition.digest")
    drafted_by: str = Field(foreign_key="person.id")
    drafted_at: datetime = Field(sa_type=UtcDateTime)
    confirmed_by: str | None = Field(default=None, foreign_key="person.id")
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When a later draft took its place."""


class HolidayNoticeRow(SQLModel, table=True):
    """A year's notice on days off as imported; the newest of a year holds."""

    __tablename__ = "holiday_notice"

    agency_id: str = Field(primary_key=True, foreign_key="agency.id")
    year: int = Field(primary_key=True)
    rev: int = Field(primary_key=True)
    name: str
    source: str
    imported_at: datetime = Field(sa_type=UtcDateTime)
    imported_by: str


class MetaRow(SQLModel, table=True):
    """A fact about this database, fixed at creation: whether it is a demo."""

    __tablename__ = "meta"

    key: str = Field(primary_key=True)
    value: str
