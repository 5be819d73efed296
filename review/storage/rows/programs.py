"""What programs leave behind: answers, by the keys they asked with."""

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
