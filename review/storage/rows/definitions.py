"""Definitions kept whole for ever, and facts about this database."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from review.storage.columns import UtcDateTime


class DefinitionRow(SQLModel, table=True):
    """A procedure as it stood, by the hash of its text; cases are pinned to it."""

    __tablename__ = "definition"

    digest: str = Field(primary_key=True)
    name: str
    source: str
    stored_at: datetime = Field(sa_type=UtcDateTime)


class ActiveDefinitionRow(SQLModel, table=True):
    """Which definition new cases of an agency follow."""

    __tablename__ = "active_definition"

    agency_id: str = Field(primary_key=True, foreign_key="agency.id")
    name: str = Field(primary_key=True)
    digest: str = Field(foreign_key="definition.digest")
    rev: int = 1


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
