"""What is done about a case beside its procedure, and to whom it is addressed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from review.domain.vocabulary import SideAnswer, SideVerb
from review.storage.columns import TermColumn, UtcDateTime, new_id


class SideActRow(SQLModel, table=True):
    """One act beside the procedure of a case: it takes no step, and is never changed.

    `since_rev` is the step with which the case came to where it stood then.
    """

    __tablename__ = "side_act"
    __table_args__ = (
        Index("side_acts_of_a_case", "case_id", "number", unique=True),
        Index("one_reply_of_a_person", "of_id", "person_id", unique=True),
        Index("one_reminder_a_day", "case_id", "person_id", "reminded_on", unique=True),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    document_id: str = Field(foreign_key="document.id")
    case_id: str = Field(foreign_key="review_case.id")
    number: int
    since_rev: int
    verb: SideVerb = Field(sa_type=TermColumn(SideVerb))
    person_id: str = Field(foreign_key="person.id")
    people: int
    """To how many it is addressed."""
    of_id: str | None = Field(default=None, foreign_key="side_act.id")
    """Which one it answers."""
    reminded_on: date | None = None
    words: str = ""
    """Why, or what he thinks, in the person's own words."""
    needed: int | None = None
    """Of those who are asked so many must agree."""
    answer: SideAnswer | None = Field(default=None, sa_type=TermColumn(SideAnswer))
    at: datetime = Field(sa_type=UtcDateTime)


class AddresseeRow(SQLModel, table=True):
    """One person to whom an act beside the procedure is addressed."""

    __tablename__ = "addressee"
    __table_args__ = (
        Index("addressees_of_an_act", "side_act_id", "person_id", unique=True),
        Index("what_is_addressed_to", "person_id", "verb", "at"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    side_act_id: str = Field(foreign_key="side_act.id")
    case_id: str = Field(foreign_key="review_case.id")
    verb: SideVerb = Field(sa_type=TermColumn(SideVerb))
    person_id: str = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=UtcDateTime)
