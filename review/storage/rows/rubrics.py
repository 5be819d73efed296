"""Under what the public finds a paper: rubrics of the catalogue, and tags."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from review.domain.vocabulary import RubricKind
from review.storage.columns import TermColumn, UtcDateTime, new_id


class RubricRow(SQLModel, table=True):
    """A 目录栏目 or a 标签 of an agency."""

    __tablename__ = "rubric"
    __table_args__ = (
        Index(
            "one_rubric_of_a_name",
            "agency_id",
            "kind",
            "name",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    kind: RubricKind = Field(sa_type=TermColumn(RubricKind))
    name: str
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Since then nothing more is placed under it; what is, stays."""
    rev: int = 1


class PaperRubricRow(SQLModel, table=True):
    """A paper is placed under a rubric, from one day on and perhaps to another."""

    __tablename__ = "paper_rubric"
    __table_args__ = (
        Index(
            "one_place_of_a_paper_under_a_rubric",
            "document_id",
            "rubric_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(
            "papers_under_a_rubric",
            "rubric_id",
            "document_id",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    document_id: str = Field(foreign_key="document.id")
    rubric_id: str = Field(foreign_key="rubric.id")
    placed_by: str = Field(foreign_key="person.id")
    placed_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
