"""What screening found in a version, and what people made of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from review.domain.vocabulary import DisposalKind, Severity
from review.storage.columns import TermColumn, UtcDateTime, new_id


class ScreeningRow(SQLModel, table=True):
    """A screening that was made: these bytes under this name and ruleset.

    The name is kept as its hash: of a refused or intercepted paper not even that is to be read.
    """

    __tablename__ = "screening"

    sha256: str = Field(primary_key=True)
    name_sha256: str = Field(primary_key=True)
    ruleset: str = Field(primary_key=True)
    agency_id: str = Field(primary_key=True, foreign_key="agency.id")
    verdict: str
    unreadable: str | None = None
    refused: str | None = None
    media_type: str
    findings: str
    at: datetime = Field(sa_type=UtcDateTime)


class FindingRow(SQLModel, table=True):
    """One finding in one file of a version; `code` is what people type."""

    __tablename__ = "finding"
    __table_args__ = (Index("findings_of_a_version", "version_id", "code", unique=True),)

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    document_id: str = Field(foreign_key="document.id")
    version_id: str = Field(foreign_key="version.id")
    file_id: str | None = Field(default=None, foreign_key="file.id")
    code: str
    rule: str
    severity: Severity = Field(sa_type=TermColumn(Severity))
    part: str
    place: str
    excerpt: str
    message: str
    basis: str
    count: int = 1
    """How many alike it stands for; they are disposed of as one."""
    samples: str = "[]"
    """Some of them as JSON, where it stands for many: place and masked excerpt of each."""
    fingerprint: str = ""
    """The same for the same thing at the same text in another version of this paper, only."""


class DisposalRow(SQLModel, table=True):
    """What a person made of a finding: the last counts, 删减 leaves it open until a new version."""

    __tablename__ = "disposal"
    __table_args__ = (
        Index("disposals_of_a_finding", "finding_id", "number", unique=True),
        Index("one_carrying_of_a_disposal", "carried_from", unique=True),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    document_id: str = Field(foreign_key="document.id")
    case_id: str = Field(foreign_key="review_case.id")
    finding_id: str = Field(foreign_key="finding.id")
    number: int = 1
    kind: DisposalKind = Field(sa_type=TermColumn(DisposalKind))
    reason: str
    article: str | None = None
    person_id: str = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=UtcDateTime)
    carried_from: str | None = Field(default=None, foreign_key="disposal.id")
    """The disposal of the same finding in the version before; it is that person's, of that day."""


class CosignatureRow(SQLModel, table=True):
    """A second person's signature under the disposal of a blocking finding."""

    __tablename__ = "cosignature"
    __table_args__ = (Index("one_cosignature_of_a_disposal", "disposal_id", unique=True),)

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    document_id: str = Field(foreign_key="document.id")
    case_id: str = Field(foreign_key="review_case.id")
    disposal_id: str = Field(foreign_key="disposal.id")
    person_id: str = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=UtcDateTime)
    carried_from: str | None = Field(default=None, foreign_key="cosignature.id")


class OpeningRow(SQLModel, table=True):
    """A named person opened a file of the version his case is about: who checks opens every one."""

    __tablename__ = "opening"
    __table_args__ = (Index("openings_of_a_file", "case_id", "file_id", "person_id", unique=True),)

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    document_id: str = Field(foreign_key="document.id")
    case_id: str = Field(foreign_key="review_case.id")
    file_id: str = Field(foreign_key="file.id")
    person_id: str = Field(foreign_key="person.id")
    sha256: str
    at: datetime = Field(sa_type=UtcDateTime)


class ReadingRow(SQLModel, table=True):
    """A named person opened a file no machine can read and answered the list; his last counts."""

    __tablename__ = "reading"
    __table_args__ = (Index("readings_of_a_file", "file_id", "number", unique=True),)

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    document_id: str = Field(foreign_key="document.id")
    case_id: str = Field(foreign_key="review_case.id")
    file_id: str = Field(foreign_key="file.id")
    number: int = 1
    person_id: str = Field(foreign_key="person.id")
    sha256: str
    answers: str
    is_clear: bool
    at: datetime = Field(sa_type=UtcDateTime)
