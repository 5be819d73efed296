"""Papers: a document, its versions, their files, and what was refused."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from review.domain.vocabulary import (
    Availability,
    DeliberativeKind,
    DisclosureMode,
    DocumentKind,
    Ending,
    Exemption,
    Genre,
    OnRequestReason,
    Source,
)
from review.storage.columns import TermColumn, UtcDateTime, new_id


class DocumentRow(SQLModel, table=True):
    """A paper; `mode` and the grounds are what the last decision determined."""

    __tablename__ = "document"
    __table_args__ = (
        Index("documents_due", "agency_id", "reassess_on"),
        Index("documents_in_order", "agency_id", "id"),
        Index("documents_by_availability", "agency_id", "availability", "published_at"),
        Index("documents_by_publication", "availability", "published_at", "id"),
        Index(
            "documents_not_public",
            "agency_id",
            "section_id",
            sqlite_where=text("availability <> 'public'"),
            postgresql_where=text("availability <> 'public'"),
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    section_id: str = Field(foreign_key="section.id")
    drafter_id: str = Field(foreign_key="person.id")
    title: str
    sought: str
    """Title and number as they are searched; its pairs are in `title_pair`."""
    kind: DocumentKind = Field(sa_type=TermColumn(DocumentKind))
    genre: Genre | None = Field(default=None, sa_type=TermColumn(Genre))
    number: str | None = Field(default=None, index=True)
    source: Source = Field(sa_type=TermColumn(Source))
    dated: date | None = None
    is_party_paper: bool = False
    is_policy: bool = False
    is_historic: bool = False
    """It lay here before its mode was ever determined: the yearly campaign covers it till then."""
    catalogue_says: DisclosureMode | None = Field(
        default=None,
        sa_type=TermColumn(DisclosureMode),
    )
    received_at: datetime = Field(sa_type=UtcDateTime)
    intercepted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When its bytes were to be destroyed, and the words about it with them."""

    availability: Availability = Field(
        default=Availability.CLOSED,
        sa_type=TermColumn(Availability),
    )
    public_version_id: str | None = None
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    converted_from: DisclosureMode | None = Field(
        default=None,
        sa_type=TermColumn(DisclosureMode),
    )

    mode: DisclosureMode | None = Field(default=None, sa_type=TermColumn(DisclosureMode))
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
    """Comma-separated words of what it concerns of persons or firms; None: nobody has said."""
    ending: Ending | None = Field(default=None, sa_type=TermColumn(Ending))
    ending_event: str | None = None
    reassess_on: date | None = None
    rev: int = 1


class TitlePairRow(SQLModel, table=True):
    """Two signs that stand together in what a paper is searched by; the newest paper last."""

    __tablename__ = "title_pair"
    __table_args__ = (Index("pairs_of_a_document", "document_id"), {"sqlite_with_rowid": False})

    pair: str = Field(primary_key=True)
    agency_id: str = Field(primary_key=True, foreign_key="agency.id")
    received_at: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    document_id: str = Field(primary_key=True, foreign_key="document.id")


class VersionRow(SQLModel, table=True):
    """One set of files; `manifest` is the hash over all of them in order."""

    __tablename__ = "version"
    __table_args__ = (
        Index("one_version_of_a_number", "document_id", "number", unique=True),
        Index("versions_of_a_person", "created_by", "document_id"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    document_id: str = Field(foreign_key="document.id")
    number: int
    created_by: str = Field(foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
    manifest: str
    ruleset: str
    annotation: DisclosureMode | None = Field(
        default=None,
        sa_type=TermColumn(DisclosureMode),
    )


class FileRow(SQLModel, table=True):
    """One file of a version; its bytes lie in the originals under `sha256`."""

    __tablename__ = "file"
    __table_args__ = (Index("files_of_a_version", "version_id", "position", unique=True),)

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    document_id: str = Field(foreign_key="document.id")
    version_id: str = Field(foreign_key="version.id")
    position: int
    name: str
    sha256: str = Field(index=True)
    sm3: str
    size: int
    media_type: str
    unreadable: str | None = None


class RefusalRow(SQLModel, table=True):
    """What remains of a paper refused at intake: hash, rule and refusal."""

    __tablename__ = "refusal"

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    sha256: str = Field(index=True)
    sm3: str
    rule: str
    refused_at: datetime = Field(sa_type=UtcDateTime)
    handed_in_by: str = Field(foreign_key="person.id")


class ClearanceRow(SQLModel, table=True):
    """保密 confirmed offline that one hash is not classified; good for one hand-in."""

    __tablename__ = "clearance"
    __table_args__ = (Index("one_clearance_of_a_hash", "agency_id", "sha256", unique=True),)

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    sha256: str
    confirmed_by: str
    confirmation_number: str
    confirmed_on: date
    entered_by: str = Field(foreign_key="person.id")
    entered_at: datetime = Field(sa_type=UtcDateTime)
    cosigned_by: str | None = Field(default=None, foreign_key="person.id")
    cosigned_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    used_by_document: str | None = None
    rev: int = 1


class PurgeRow(SQLModel, table=True):
    """Bytes that one intercepted paper may hold no more; destroyed unless another paper has them.

    Each paper has rows of its own: what one agency found out says nothing of another's paper.
    """

    __tablename__ = "purge"
    __table_args__ = (Index("one_purge_of_a_papers_bytes", "document_id", "sha256", unique=True),)

    id: str = Field(default_factory=new_id, primary_key=True)
    agency_id: str = Field(foreign_key="agency.id")
    document_id: str = Field(foreign_key="document.id")
    case_id: str = Field(foreign_key="review_case.id")
    sha256: str = Field(index=True)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
